import { Draft } from '#shared/contract/replies.ts'
import { currentCustomer } from '../customers/ops.ts'
import type { Db } from '../store/database.ts'

/** What is being written to a customer. */
export function getDraft(db: Db, { customer }: { customer: number }): { draft?: Draft; savedAt?: number } {
  const row = db
    .prepare<[number], { content: string; saved_at: number }>('SELECT content, saved_at FROM draft WHERE customer_id = ?')
    .get(currentCustomer(db, customer))
  const draft = row && Draft.safeParse(JSON.parse(row.content)).data
  return row && draft ? { draft, savedAt: row.saved_at } : {}
}

export function saveDraft(db: Db, { customer, draft, at }: { customer: number; draft?: Draft | undefined; at: number }): void {
  const id = currentCustomer(db, customer)
  if (!draft) db.prepare('DELETE FROM draft WHERE customer_id = ?').run(id)
  else {
    db.prepare(
      'INSERT INTO draft (customer_id, content, saved_at) VALUES (?, ?, ?) ON CONFLICT (customer_id) DO UPDATE SET content = excluded.content, saved_at = excluded.saved_at',
    ).run(id, JSON.stringify(draft), at)
  }
}
