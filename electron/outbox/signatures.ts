import type { Db } from '../store/database.ts'

/** What is put below every mail through an account; '' for nothing. */
export function saveSignature(db: Db, { account, text }: { account: string; text: string }): void {
  if (text.trim() === '') db.prepare('DELETE FROM signature WHERE account_id = ?').run(account)
  else {
    db.prepare('INSERT INTO signature (account_id, text) VALUES (?, ?) ON CONFLICT (account_id) DO UPDATE SET text = excluded.text').run(
      account,
      text,
    )
  }
}
