import * as z from 'zod'
import type { ReplyView } from '#shared/contract/replies.ts'
import { type Channel, channels } from '#shared/model/interaction.ts'
import { changeCase } from '../cases/ops.ts'
import { currentCustomer } from '../customers/ops.ts'
import type { PreparedBatch } from '../ingest/prepared.ts'
import { writeBatch } from '../ingest/write-batch.ts'
import type { Db } from '../store/database.ts'
import { Refusal } from '../store/protocol.ts'
import { forgetDraft } from './drafts.ts'

/** A reply's words and addresses, as they are kept. */
export const Message = z.object({
  from: z.object({ address: z.string(), name: z.string().exactOptional() }),
  to: z.array(z.string()),
  cc: z.array(z.string()),
  bcc: z.array(z.string()),
  subject: z.string(),
  /** As it goes out. */
  text: z.string(),
  /** Without the signature, where there is one. */
  body: z.string().exactOptional(),
  quoted: z.string().exactOptional(),
  references: z.array(z.string()),
  caseState: z.enum(['open', 'pending', 'hold', 'solved']).exactOptional(),
  switched: z.string().exactOptional(),
  /** Epoch ms, when the agent chose a time. */
  sendAt: z.number().exactOptional(),
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
  /** Of files attached before. */
  files: string[]
  /** The page whose draft it was. */
  writer?: string | undefined
  sourceId: string
  agent?: string
  at: number
  dueAt: number
}

/**
 * Keeps a reply until it is sent. One that is there already stays as it is: its window asked twice. Refuses `already-sent` when another window
 * sent another text under its key, `not-found` when a file is no more.
 */
export function queueReply(db: Db, reply: NewReply): { key: string; dueAt: number; customers: number[] } {
  return db
    .transaction(() => {
      const customer = currentCustomer(db, reply.customer)
      const known = db
        .prepare<[string], { due_at: number; message: string }>('SELECT due_at, message FROM reply WHERE key = ?')
        .get(reply.key)
      if (known) {
        if (written(Message.parse(JSON.parse(known.message))) !== written(reply.message)) throw new Refusal('already-sent')
        return { key: reply.key, dueAt: known.due_at, customers: [customer] }
      }
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
      const file = db.prepare(
        'INSERT INTO reply_file (reply_key, position, name, type, content) SELECT ?, ?, name, type, content FROM draft_file WHERE id = ?',
      )
      for (const [position, id] of reply.files.entries()) {
        if (file.run(reply.key, position, id).changes === 0) throw new Refusal('not-found')
      }
      forgetDraft(db, customer, { ...reply, text: written(reply.message) })
      return { key: reply.key, dueAt: reply.dueAt, customers: [customer] }
    })
    .immediate()
}

/** What the agent typed. */
export function written({ body, text }: Pick<Message, 'body' | 'text'>): string {
  return body ?? text
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
  /** Epoch ms: an earlier try was handed over then, and nobody knows what became of it. */
  handedAt?: number
}

interface DueRow {
  key: string
  account: string
  channel: number
  source_id: string
  message: string
  tries: number
  due_at: number
  handed_at: number | null
}

/**
 * Takes the next reply that is due and marks it as being sent; or says when the next one is (epoch ms), if there is any. Replies through the
 * accounts in `resting` are left alone.
 */
export function takeDueReply(db: Db, { now, resting = [] }: { now: number; resting?: string[] }): { reply?: DueReply; next?: number } {
  return db
    .transaction(() => {
      settleClock(db, now)
      const row = db
        .prepare<[string], DueRow>(
          `SELECT key, account_id AS account, channel, source_id, message, tries, due_at, handed_at FROM reply
           WHERE state = 'queued' AND account_id NOT IN (SELECT value FROM json_each(?)) ORDER BY due_at LIMIT 1`,
        )
        .get(JSON.stringify(resting))
      if (!row) return restingNext(db, now)
      if (row.due_at > now) return { next: row.due_at }
      db.prepare(`UPDATE reply SET state = 'sending', tries = tries + 1 WHERE key = ?`).run(row.key)
      const files = db
        .prepare<[string], DueReply['files'][number]>('SELECT name, type, content FROM reply_file WHERE reply_key = ? ORDER BY position')
        .all(row.key)
      const { key, account, tries } = row
      const message = Message.parse(JSON.parse(row.message))
      const handed = row.handed_at !== null && { handedAt: row.handed_at }
      return {
        reply: {
          key,
          account,
          channel: channels[row.channel] ?? 'email',
          sourceId: row.source_id,
          message,
          files,
          tries: tries + 1,
          ...handed,
        },
      }
    })
    .immediate()
}

/** Something waits for its account: it is looked at again soon. */
function restingNext(db: Db, now: number): { next?: number } {
  return db.prepare(`SELECT 1 FROM reply WHERE state = 'queued' LIMIT 1`).get() === undefined ? {} : { next: now + LOOK_AGAIN }
}

const LOOK_AGAIN = 1000

/** The clock was set back: what was only to wait for a few seconds must not wait until it is as late again. */
function settleClock(db: Db, now: number): void {
  db.prepare(
    `UPDATE reply SET due_at = due_at - (made_at - @now), made_at = @now
     WHERE state = 'queued' AND made_at > @now AND json_extract(message, '$.sendAt') IS NULL`,
  ).run({ now })
}

/** The server may have all of it from now on. `now` in epoch ms. */
export function replyHandedOver(db: Db, { key, now }: { key: string; now: number }): void {
  db.prepare(`UPDATE reply SET state = 'handed-over', handed_at = coalesce(handed_at, ?) WHERE key = ? AND state = 'sending'`).run(now, key)
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
      const became = Array.isArray(batch.items) ? batch.items[0]?.sourceId : undefined
      const problem = refused.length > 0 ? 'server-said-no' : null
      db.prepare(
        `UPDATE reply SET state = 'sent', sent_at = ?, problem = ?, said = ?, interaction_id =
           (SELECT i.id FROM connector c JOIN interaction i ON i.connector_id = c.id WHERE c.key = ? AND i.source_id = ?) WHERE key = ?`,
      ).run(at, problem, refused.join(', ') || null, batch.connector, became ?? null, key)
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

/** It did not go out. `dueAt`: when it is tried again, if it is. `met`: false when there was no server to refuse it: that was no try. */
export function replyFailed(
  db: Db,
  {
    key,
    state,
    problem,
    said,
    dueAt,
    met = true,
  }: { key: string; state: 'queued' | 'failed' | 'unknown'; problem: string; said?: string; dueAt?: number; met?: boolean },
): { customers: number[] } {
  db.prepare('UPDATE reply SET state = ?, problem = ?, said = ?, due_at = coalesce(?, due_at), tries = tries - ? WHERE key = ?').run(
    state,
    problem,
    said ?? null,
    dueAt ?? null,
    met ? 0 : 1,
    key,
  )
  return { customers: customersOf(db, key) }
}

/** What has not arrived, of one customer or of all, newest first. */
export function waitingReplies(db: Db, { customer }: { customer?: number | undefined }): ReplyView[] {
  const rows = db
    .prepare<
      [{ customer: number | null }],
      Omit<ReplyView, 'to' | 'subject' | 'text' | 'files' | 'channel'> & { channel: number; message: string; files: string }
    >(
      `SELECT r.key, d.customer_id AS customer, u.name AS customerName, r.account_id AS account, r.channel, r.message, r.state, r.made_at AS madeAt, r.agent,
         r.due_at AS dueAt, r.tries, r.problem, r.said,
         (SELECT json_group_array(f.name) FROM reply_file f WHERE f.reply_key = r.key) AS files
       FROM reply r LEFT JOIN identity d ON d.id = r.identity_id LEFT JOIN customer u ON u.id = d.customer_id
       WHERE r.state IN ('queued', 'sending', 'handed-over', 'failed', 'unknown', 'bounced') AND (@customer IS NULL OR d.customer_id = @customer)
       ORDER BY r.made_at DESC LIMIT 200`,
    )
    .all({ customer: customer === undefined ? null : currentCustomer(db, customer) })
  return rows.map(({ message, files, channel, ...row }) => {
    const { to, subject, text } = Message.parse(JSON.parse(message))
    const known = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as typeof row
    return { ...known, channel: channels[channel] ?? 'email', to, subject, text, files: z.array(z.string()).parse(JSON.parse(files)) }
  })
}

export function customersOf(db: Db, key: string): number[] {
  return db
    .prepare<[string], number>('SELECT d.customer_id FROM reply r JOIN identity d ON d.id = r.identity_id WHERE r.key = ?')
    .pluck()
    .all(key)
}
