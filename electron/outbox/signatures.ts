import type { Db } from '../store/database.ts'
import { Refusal } from '../store/protocol.ts'

/** What is put below every mail through an account; '' for nothing. Refuses `not-found`. */
export function saveSignature(db: Db, { account, text }: { account: string; text: string }): void {
  if (text.trim() === '') db.prepare('DELETE FROM signature WHERE account_id = ?').run(account)
  else {
    if (!db.prepare('SELECT 1 FROM account WHERE id = ?').get(account)) throw new Refusal('not-found')
    db.prepare('INSERT INTO signature (account_id, text) VALUES (?, ?) ON CONFLICT (account_id) DO UPDATE SET text = excluded.text').run(
      account,
      text,
    )
  }
}
