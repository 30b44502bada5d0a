import { randomUUID } from 'node:crypto'
import type { CallState } from '#shared/model/call.ts'
import type { Direction } from '#shared/model/interaction.ts'
import type { Db } from '../store/database.ts'

/** What was heard of a call, its numbers normalised. */
export interface HeardCall {
  id?: string
  state: CallState
  direction: Direction
  number?: string
  name?: string
}

interface Row {
  key: string
  source: string | null
  source_id: string | null
  number: string | null
  state: CallState
}

/** Two sources that tell of one call do so within this, ms. */
const TOGETHER = 60_000
/** Nothing more was heard of a call that rings: whoever told of it does not tell of its end, ms. */
const LONGEST_RING = 120_000
const LONGEST_CALL = 12 * 3600_000

const order: Record<CallState, number> = { ringing: 0, answered: 1, ended: 2 }

/**
 * Notes how calls stand. `source`: the connector's that says so; null for a link. `all`: it has no other calls now, so what it told of before has
 * ended. Returns the customers concerned; undefined when nothing is new.
 */
export function hearCalls(
  db: Db,
  { source, calls, all, at }: { source: string | null; calls: HeardCall[]; all?: boolean; at: number },
): { customers: number[] } | undefined {
  return db
    .transaction(() => {
      const customers = calls.flatMap(call => hear(db, source, call, at) ?? [])
      if (all) {
        const there = new Set(calls.map(call => call.id))
        for (const row of openCalls(db))
          if (row.source === source && !there.has(row.source_id ?? undefined)) customers.push(...end(db, row, at))
      }
      return customers.length > 0 ? { customers: customers.filter(id => id !== NOBODY) } : undefined
    })
    .immediate()
}

/** Ends calls of which nothing more is to be expected. Returns when to look again, epoch ms, if there are others. */
export function expireCalls(db: Db, { at }: { at: number }): { customers?: number[]; next?: number } {
  const changed: number[] = []
  let next = Number.POSITIVE_INFINITY
  db.transaction(() => {
    for (const row of openCalls(db)) {
      const until = row.started_at + (row.state === 'ringing' && row.note === '' ? LONGEST_RING : LONGEST_CALL)
      if (until <= at) changed.push(...end(db, row, at))
      else next = Math.min(next, until)
    }
  }).immediate()
  return {
    ...(changed.length > 0 && { customers: changed.filter(id => id !== NOBODY) }),
    ...(Number.isFinite(next) && { next }),
  }
}

/** Ids of customers begin at 1. */
const NOBODY = 0

/** Whom it concerns; undefined when it says nothing new. */
function hear(db: Db, source: string | null, call: HeardCall, at: number): number[] | undefined {
  const row = find(db, source, call, at)
  if (!row) {
    if (call.state === 'ended') return undefined
    db.prepare(
      `INSERT INTO call (key, source, source_id, direction, number, name, state, started_at, answered_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      randomUUID(),
      source,
      call.id ?? null,
      call.direction,
      call.number ?? null,
      call.name ?? null,
      call.state,
      at,
      call.state === 'answered' ? at : null,
    )
    return ownersOf(db, call.number)
  }
  // A connector's id is the one its record has; a link's may be the softphone's own.
  if (call.id !== undefined && (row.source_id === null || (row.source === null && source !== null)))
    db.prepare('UPDATE call SET source = ?, source_id = ? WHERE key = ?').run(source, call.id, row.key)
  const number = row.number ?? call.number
  const named = row.number === null && call.number !== undefined
  if (named) db.prepare('UPDATE call SET number = ?, name = ifnull(name, ?) WHERE key = ?').run(call.number, call.name ?? null, row.key)
  if (order[call.state] > order[row.state]) {
    if (call.state === 'ended') return end(db, { ...row, number: number ?? null }, at)
    db.prepare("UPDATE call SET state = 'answered', answered_at = ? WHERE key = ?").run(at, row.key)
  } else if (!named) return undefined
  return ownersOf(db, number)
}

/** Within a transaction. What nobody took and nobody wrote about needs no more words. */
export function end(db: Db, { key, number }: Pick<Row, 'key' | 'number'>, at: number): number[] {
  db.prepare(
    `UPDATE call SET state = 'ended', ended_at = @at,
       closed_at = CASE WHEN answered_at IS NULL AND note = '' AND direction = 'in' THEN @at ELSE closed_at END
     WHERE key = @key`,
  ).run({ key, at })
  return ownersOf(db, number ?? undefined)
}

function find(db: Db, source: string | null, call: HeardCall, at: number): Row | undefined {
  if (call.id !== undefined) {
    const known = db
      .prepare<[string], Row>('SELECT key, source, source_id, number, state FROM call WHERE source_id = ? ORDER BY started_at DESC LIMIT 1')
      .get(call.id)
    if (known) return known
  }
  // Told of by somebody else, or by one that gives no ids: the same number is the same call.
  return db
    .prepare<unknown[], Row>(
      `SELECT key, source, source_id, number, state FROM call
       WHERE number = @number AND direction = @direction AND state <> 'ended'
         AND (@id IS NULL OR source_id IS NULL OR (source IS NOT @source AND started_at > @since))
       ORDER BY started_at DESC LIMIT 1`,
    )
    .get({ number: call.number ?? null, direction: call.direction, id: call.id ?? null, source, since: at - TOGETHER })
}

function openCalls(db: Db) {
  return db
    .prepare<[], Row & { started_at: number; note: string }>(
      "SELECT key, source, source_id, number, state, started_at, note FROM call WHERE closed_at IS NULL AND state <> 'ended'",
    )
    .all()
}

/** The customer with this number, or nobody: a call concerns the window even so. */
function ownersOf(db: Db, number: string | undefined): number[] {
  const owner = db.prepare<[string], number>("SELECT customer_id FROM identity WHERE kind = 'phone' AND value = ?").pluck()
  return [(number !== undefined && owner.get(number)) || NOBODY]
}
