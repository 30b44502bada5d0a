import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import type { AttachedFile, Draft } from '#shared/contract/replies.ts'
import type { ReplyState } from '#shared/model/reply.ts'
import { currentCustomer } from '../customers/ops.ts'
import type { Db } from '../store/database.ts'
import { Refusal } from '../store/protocol.ts'
import { customersOf, Message, written } from './queue.ts'

const FROM: Record<'cancel' | 'again' | 'arrived', ReplyState[]> = {
  arrived: ['unknown'],
  again: ['failed', 'unknown', 'queued'],
  cancel: ['queued', 'failed', 'unknown', 'bounced'],
}

/** An agent decides. Refuses `not-found`, `already-sent`. */
export function decideReply(
  db: Db,
  { key, decision, at }: { key: string; decision: 'cancel' | 'again' | 'arrived'; at: number },
): { customers: number[] } {
  const to = decision === 'arrived' ? 'sent' : decision === 'again' ? 'queued' : 'cancelled'
  // Sent again on purpose, it is not to be mistaken for the earlier try.
  const { changes } = db
    .prepare(
      `UPDATE reply SET state = CASE WHEN state = 'bounced' AND @to = 'cancelled' THEN 'sent' ELSE @to END,
         due_at = CASE WHEN @to = 'queued' THEN @at ELSE due_at END,
         handed_at = CASE WHEN @to = 'queued' AND state <> 'queued' THEN NULL ELSE handed_at END
       WHERE key = @key AND state IN (SELECT value FROM json_each(@from))`,
    )
    .run({ to, at, key, from: JSON.stringify(FROM[decision]) })
  if (changes > 0) return { customers: customersOf(db, key) }
  if (db.prepare('SELECT 1 FROM reply WHERE key = ?').get(key) === undefined) throw new Refusal('not-found')
  throw new Refusal('already-sent')
}

const Kept = z.object({
  customer: z.number(),
  answers: z.number().nullable(),
  account: z.string(),
  message: z.string(),
})

/** Takes a reply back and gives what it was written as, under a key of its own; its files are attached anew. Refuses `not-found`, `already-sent`. */
export function editReply(db: Db, { key, writer, at }: { key: string; writer: string; at: number }): { draft: Draft; customers: number[] } {
  return db
    .transaction(() => {
      const { customers } = decideReply(db, { key, decision: 'cancel', at })
      const row = Kept.safeParse(
        db
          .prepare(
            `SELECT d.customer_id AS customer, r.answers, r.account_id AS account, r.message FROM reply r
             JOIN identity d ON d.id = r.identity_id WHERE r.key = ?`,
          )
          .get(key),
      ).data
      if (!row) throw new Refusal('not-found')
      const message = Message.parse(JSON.parse(row.message))
      const { to, cc, bcc, subject, quoted, caseState, switched } = message
      const draft: Draft = {
        key: randomUUID(),
        account: row.account,
        to,
        cc,
        bcc,
        subject,
        text: written(message),
        files: attachAgain(db, key, at),
        unquoted: quoted === undefined,
        unsigned: message.body === undefined,
        ...(row.answers !== null && { answers: row.answers }),
        ...(caseState !== undefined && { caseState }),
        ...(switched !== undefined && { switched }),
      }
      // Beside what this page may be writing already, for the window to bring together.
      db.prepare('INSERT OR REPLACE INTO draft (customer_id, writer, content, saved_at) VALUES (?, ?, ?, ?)').run(
        currentCustomer(db, row.customer),
        `${writer}:${draft.key}`,
        JSON.stringify(draft),
        at,
      )
      return { draft, customers }
    })
    .immediate()
}

function attachAgain(db: Db, key: string, at: number): AttachedFile[] {
  const files = db
    .prepare<[string], { position: number; name: string; type: string; size: number }>(
      'SELECT position, name, type, length(content) AS size FROM reply_file WHERE reply_key = ? ORDER BY position',
    )
    .all(key)
  const copy = db.prepare(
    `INSERT INTO draft_file (id, name, type, content, attached_at)
     SELECT ?, name, type, content, ? FROM reply_file WHERE reply_key = ? AND position = ?`,
  )
  return files.map(({ position, ...file }) => {
    const id = randomUUID()
    copy.run(id, at, key, position)
    return { id, ...file }
  })
}
