import * as z from 'zod'
import type { ReplyView } from '#shared/contract/replies.ts'
import { type Channel, channels } from '#shared/model/interaction.ts'
import type { ReplyState } from '#shared/model/reply.ts'
import { changeCase } from '../cases/ops.ts'
import { currentCustomer } from '../customers/ops.ts'
import type { PreparedBatch } from '../ingest/prepared.ts'
import { writeBatch } from '../ingest/write-batch.ts'
import type { Db } from '../store/database.ts'
import { Refusal } from '../store/protocol.ts'

/** A reply's words and addresses, as they are kept. */
export const Message = z.object({
  from: z.object({ address: z.string(), name: z.string().exactOptional() }),
  to: z.array(z.string()),
  cc: z.array(z.string()),
  bcc: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  html: z.string().exactOptional(),
  quoted: z.string().exactOptional(),
  references: z.array(z.string()),
  caseState: z.enum(['open', 'pending', 'hold', 'solved']).exactOptional(),
  switched: z.string().exactOptional(),
})
export type Message = z.infer<typeof Message>

export interface NewReply {
  key: string
  customer: number
  answers?: number | undefined
  case?: number | undefined
  account: string
  channel: Channel
  message: Message
  files: { name: string; type: string; content: Uint8Array }[]
  sourceId: string
  agent?: string
  at: number
  dueAt: number
}

/** Keeps a reply until it is sent. One that is there already stays as it is: its window asked twice. */
export function queueReply(db: Db, reply: NewReply): { key: string; dueAt: number; customers: number[] } {
  return db
    .transaction(() => {
      const customer = currentCustomer(db, reply.customer)
      const known = db.prepare<[string], number>('SELECT due_at FROM reply WHERE key = ?').pluck().get(reply.key)
      if (known !== undefined) return { key: reply.key, dueAt: known, customers: [customer] }
      const identity = db
        .prepare<[number, string], number>('SELECT id FROM identity WHERE customer_id = ? ORDER BY value = lower(?) DESC, id LIMIT 1')
        .pluck()
        .get(customer, reply.message.to[0] ?? '')
      db.prepare(
        `INSERT INTO reply (key, identity_id, answers, case_id, account_id, channel, message, state, due_at, source_id, agent, made_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?, ?, ?)`,
      ).run(
        reply.key,
        identity ?? null,
        reply.answers ?? null,
        reply.case ?? null,
        reply.account,
        channels.indexOf(reply.channel),
        JSON.stringify(reply.message),
        reply.dueAt,
        reply.sourceId,
        reply.agent ?? null,
        reply.at,
      )
      const file = db.prepare('INSERT INTO reply_file (reply_key, position, name, type, content) VALUES (?, ?, ?, ?, ?)')
      for (const [position, { name, type, content }] of reply.files.entries()) file.run(reply.key, position, name, type, content)
      db.prepare('DELETE FROM draft WHERE customer_id = ?').run(customer)
      return { key: reply.key, dueAt: reply.dueAt, customers: [customer] }
    })
    .immediate()
}

/** A reply ready to go out. */
export interface DueReply {
  key: string
  account: string
  channel: Channel
  sourceId: string
  message: Message
  files: { name: string; type: string; content: Uint8Array }[]
  tries: number
}

/** Takes the next reply that is due and marks it as being sent; or says when the next one is (epoch ms), if there is any. */
export function takeDueReply(db: Db, { now }: { now: number }): { reply?: DueReply; next?: number } {
  return db
    .transaction(() => {
      const row = db
        .prepare<[], { key: string; account: string; channel: number; source_id: string; message: string; tries: number; due_at: number }>(
          `SELECT key, account_id AS account, channel, source_id, message, tries, due_at FROM reply WHERE state = 'queued' ORDER BY due_at LIMIT 1`,
        )
        .get()
      if (!row) return {}
      if (row.due_at > now) return { next: row.due_at }
      db.prepare(`UPDATE reply SET state = 'sending', tries = tries + 1 WHERE key = ?`).run(row.key)
      const files = db
        .prepare<[string], DueReply['files'][number]>('SELECT name, type, content FROM reply_file WHERE reply_key = ? ORDER BY position')
        .all(row.key)
      const { key, account, tries } = row
      const message = Message.parse(JSON.parse(row.message))
      return {
        reply: { key, account, channel: channels[row.channel] ?? 'email', sourceId: row.source_id, message, files, tries: tries + 1 },
      }
    })
    .immediate()
}

/** The server may have all of it from now on. */
export function replyHandedOver(db: Db, { key }: { key: string }): void {
  db.prepare(`UPDATE reply SET state = 'handed-over' WHERE key = ? AND state = 'sending'`).run(key)
}

/** It went out: the reply becomes an interaction, and its case what the agent wanted, in one transaction. */
export function replySent(
  db: Db,
  { key, batch, at, refused }: { key: string; batch: PreparedBatch; at: number; refused: string[] },
): { customers: number[] } {
  return db
    .transaction(() => {
      const row = db
        .prepare<[string], { case_id: number | null; message: string; agent: string | null }>(
          'SELECT case_id, message, agent FROM reply WHERE key = ?',
        )
        .get(key)
      if (!row) throw new Refusal('not-found')
      const { customers } = writeBatch(db, batch)
      const problem = refused.length > 0 ? 'server-said-no' : null
      db.prepare(`UPDATE reply SET state = 'sent', sent_at = ?, problem = ?, said = ? WHERE key = ?`).run(
        at,
        problem,
        refused.join(', ') || null,
        key,
      )
      const { caseState } = Message.parse(JSON.parse(row.message))
      if (row.case_id !== null && caseState) setState(db, row.case_id, caseState, { at, ...(row.agent !== null && { agent: row.agent }) })
      return { customers }
    })
    .immediate()
}

function setState(db: Db, id: number, state: NonNullable<Message['caseState']>, made: { at: number; agent?: string }): void {
  try {
    changeCase(db, { case: id, changes: { state }, ...made })
  } catch (error) {
    // It is so already.
    if (!(error instanceof Refusal)) throw error
  }
}

/** It did not go out. `dueAt`: when it is tried again, if it is. */
export function replyFailed(
  db: Db,
  {
    key,
    state,
    problem,
    said,
    dueAt,
  }: { key: string; state: 'queued' | 'failed' | 'unknown'; problem: string; said?: string; dueAt?: number },
): { customers: number[] } {
  db.prepare('UPDATE reply SET state = ?, problem = ?, said = ?, due_at = coalesce(?, due_at) WHERE key = ?').run(
    state,
    problem,
    said ?? null,
    dueAt ?? null,
    key,
  )
  return { customers: customersOf(db, key) }
}

/**
 * What the program was doing when it ended: what no server can have had is sent again; of what was handed over, that whose copy came back
 * meanwhile was sent, and of the rest nobody knows.
 */
export function recoverReplies(db: Db): void {
  db.transaction(() => {
    db.prepare(`UPDATE reply SET state = 'queued' WHERE state = 'sending'`).run()
    settleSent(db)
    db.prepare(`UPDATE reply SET state = 'unknown', problem = 'dropped' WHERE state = 'handed-over'`).run()
  }).immediate()
}

/** Replies of whose fate nobody knew, but whose copy came in since (from the folder of sent mail), were sent. Returns whose. */
export function settleSent(db: Db): { customers: number[] } {
  const found = db
    .prepare<[], string>(
      `SELECT r.key FROM reply r WHERE r.state IN ('unknown', 'handed-over')
       AND EXISTS (SELECT 1 FROM connector c JOIN interaction i ON i.connector_id = c.id AND i.source_id = r.source_id)`,
    )
    .pluck()
    .all()
  for (const key of found) db.prepare(`UPDATE reply SET state = 'sent', problem = NULL WHERE key = ?`).run(key)
  return { customers: found.flatMap(key => customersOf(db, key)) }
}

/** An agent decides. Refuses `not-found`, `already-sent`. */
export function decideReply(
  db: Db,
  { key, decision, at }: { key: string; decision: 'cancel' | 'again' | 'arrived'; at: number },
): { customers: number[] } {
  const from: ReplyState[] =
    decision === 'arrived' ? ['unknown'] : decision === 'again' ? ['failed', 'unknown', 'queued'] : ['queued', 'failed', 'unknown']
  const to = decision === 'arrived' ? 'sent' : decision === 'again' ? 'queued' : 'cancelled'
  const { changes } = db
    .prepare(
      `UPDATE reply SET state = @to, due_at = CASE WHEN @to = 'queued' THEN @at ELSE due_at END
       WHERE key = @key AND state IN (SELECT value FROM json_each(@from))`,
    )
    .run({ to, at, key, from: JSON.stringify(from) })
  if (changes > 0) return { customers: customersOf(db, key) }
  if (db.prepare('SELECT 1 FROM reply WHERE key = ?').get(key) === undefined) throw new Refusal('not-found')
  throw new Refusal('already-sent')
}

/** What has not arrived, of one customer or of all, newest first. */
export function waitingReplies(db: Db, { customer }: { customer?: number | undefined }): ReplyView[] {
  const rows = db
    .prepare<
      [{ customer: number | null }],
      Omit<ReplyView, 'to' | 'subject' | 'text' | 'files' | 'channel'> & { channel: number; message: string; files: string }
    >(
      `SELECT r.key, d.customer_id AS customer, u.name AS customerName, r.channel, r.message, r.state, r.made_at AS madeAt, r.agent,
         r.due_at AS dueAt, r.tries, r.problem, r.said,
         (SELECT json_group_array(f.name) FROM reply_file f WHERE f.reply_key = r.key) AS files
       FROM reply r LEFT JOIN identity d ON d.id = r.identity_id LEFT JOIN customer u ON u.id = d.customer_id
       WHERE r.state IN ('queued', 'sending', 'handed-over', 'failed', 'unknown') AND (@customer IS NULL OR d.customer_id = @customer)
       ORDER BY r.made_at DESC LIMIT 200`,
    )
    .all({ customer: customer === undefined ? null : currentCustomer(db, customer) })
  return rows.map(({ message, files, channel, ...row }) => {
    const { to, subject, text } = Message.parse(JSON.parse(message))
    const known = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as typeof row
    return { ...known, channel: channels[channel] ?? 'email', to, subject, text, files: z.array(z.string()).parse(JSON.parse(files)) }
  })
}

function customersOf(db: Db, key: string): number[] {
  return db
    .prepare<[string], number>('SELECT d.customer_id FROM reply r JOIN identity d ON d.id = r.identity_id WHERE r.key = ?')
    .pluck()
    .all(key)
}
