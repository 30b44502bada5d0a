import { channels, type Direction } from '#shared/model/interaction.ts'
import { settleCase } from '../cases/settle.ts'
import { summarise } from '../customers/summary.ts'
import { firstIdAt } from '../ingest/ids.ts'
import { prepare } from '../ingest/prepare.ts'
import { writeBatch } from '../ingest/write-batch.ts'
import type { Db } from '../store/database.ts'

/** A record may come this late, ms. */
const RECORD_WAIT = 30 * 24 * 3600_000
/** A phone and the record of its phone system agree on when a call began up to this, ms. */
const APART = 90_000
/** What brings the interactions that stand in for records. */
const CONNECTOR = 'call'

interface Waiting {
  key: string
  source: string | null
  source_id: string | null
  direction: Direction
  number: string | null
  name: string | null
  state: string
  started_at: number
  answered_at: number | null
  ended_at: number | null
  closed_at: number | null
  /** Its stand-in. */
  interaction_id: number | null
}

/**
 * Finds the records of calls that were told of as they happened: by the phone system's own id; where a mere link told of the call, by number and
 * time as well. One record belongs to one call. A call that ended and has none is an interaction of its own until the record comes and takes its
 * place, in its case; one with a number that nobody has, once its agent is done with it. Returns the customers whose timelines show it.
 */
export function settleCalls(db: Db, { now }: { now: number }): { customers: number[] } {
  const columns = 'key, source, source_id, direction, number, name, state, started_at, answered_at, ended_at, closed_at, interaction_id'
  const waiting = db
    .prepare<[{ since: number }], Waiting>(
      `SELECT ${columns} FROM call WHERE interaction_id IS NULL AND started_at > @since
       UNION ALL SELECT ${columns} FROM call WHERE stands_in = 1 AND interaction_id IS NOT NULL AND started_at > @since`,
    )
    .all({ since: now - RECORD_WAIT })
  if (waiting.length === 0) return { customers: [] }
  return db
    .transaction(() => {
      const customers = new Set<number>()
      const tell = (interaction: number): void => {
        for (const owner of ownersOf(db, interaction)) customers.add(owner)
      }
      const claim = db.prepare('UPDATE call SET interaction_id = ?, stands_in = 0 WHERE key = ?')
      const left = waiting.filter(call => {
        const record = byId(db, call)
        if (record === undefined) return true
        claim.run(record, call.key)
        replace(db, call.interaction_id, record)
        tell(record)
        return false
      })
      for (const call of left) {
        const record = call.source === null ? byNumber(db, call) : undefined
        if (record !== undefined) {
          claim.run(record, call.key)
          replace(db, call.interaction_id, record)
          tell(record)
        } else if (call.interaction_id === null && call.state === 'ended') {
          const standIn = write(db, call)
          if (standIn !== undefined) tell(standIn)
        }
      }
      return { customers: [...customers] }
    })
    .immediate()
}

function ownersOf(db: Db, interaction: number): number[] {
  return db
    .prepare<[number], number>(
      'SELECT d.customer_id FROM participation p JOIN identity d ON d.id = p.identity_id WHERE p.interaction_id = ?',
    )
    .pluck()
    .all(interaction)
}

/** What the phone told, as an interaction; undefined while nobody is known to have called. */
function write(db: Db, call: Waiting): number | undefined {
  const { key, number, name, direction, started_at, answered_at, ended_at, closed_at } = call
  const known = db.prepare("SELECT 1 FROM identity WHERE kind = 'phone' AND value = ?").get(number)
  if (number === null || (known === undefined && closed_at === null)) return undefined
  const endedAt = Math.max(ended_at ?? started_at, started_at)
  const seconds = (from: number, to: number): number => Math.max(0, Math.round((to - from) / 1000))
  const them = { kind: 'phone' as const, address: number, ...(name !== null && { name }) }
  const us = { kind: 'handle' as const, address: 'call:us', own: true }
  const item = prepare(
    {
      sourceId: key,
      channel: 'phone',
      direction,
      occurredAt: started_at,
      endedAt,
      from: direction === 'in' ? them : us,
      to: direction === 'in' ? [us] : [them],
      text: '',
      call: {
        outcome: answered_at === null ? 'missed' : 'answered',
        ring: seconds(started_at, answered_at ?? endedAt),
        talk: answered_at === null ? 0 : seconds(answered_at, endedAt),
      },
    },
    // The number is normalised: no country is needed.
    { region: 'US', own: new Set() },
  )
  if (!item) return undefined
  writeBatch(db, { connector: CONNECTOR, items: [item] })
  const id = db
    .prepare<[string, string], number>(
      'SELECT i.id FROM connector c JOIN interaction i ON i.connector_id = c.id WHERE c.key = ? AND i.source_id = ?',
    )
    .pluck()
    .get(CONNECTOR, key)
  db.prepare('UPDATE call SET interaction_id = ?, stands_in = 1 WHERE key = ?').run(id, key)
  return id
}

/** The record takes the place of what stood in for it: its case, and why it was in that. */
function replace(db: Db, standIn: number | null, record: number): void {
  if (standIn === null) return
  const place = db
    .prepare<[number], { case_id: number; reason: string }>('SELECT case_id, reason FROM case_interaction WHERE interaction_id = ?')
    .get(standIn)
  const others = db.prepare<[number], number>('SELECT case_id FROM case_interaction WHERE interaction_id = ?').pluck().all(record)
  if (place) {
    db.prepare('INSERT OR REPLACE INTO case_interaction (interaction_id, case_id, reason) VALUES (?, ?, ?)').run(
      record,
      place.case_id,
      place.reason,
    )
    db.prepare('DELETE FROM case_todo WHERE interaction_id = ?').run(record)
  }
  const customers = ownersOf(db, standIn)
  for (const table of ['participation', 'body', 'arrival']) db.prepare(`DELETE FROM ${table} WHERE interaction_id = ?`).run(standIn)
  db.prepare('DELETE FROM interaction_fts WHERE rowid = ?').run(standIn)
  db.prepare('DELETE FROM interaction WHERE id = ?').run(standIn)
  for (const customer of customers) summarise(db, customer)
  for (const id of new Set([...others, ...(place ? [place.case_id] : [])])) settleCase(db, id)
}

const unclaimed = 'NOT EXISTS (SELECT 1 FROM call o WHERE o.interaction_id = i.id)'

function byId(db: Db, { source_id }: Waiting): number | undefined {
  if (source_id === null) return undefined
  return db
    .prepare<unknown[], number>(
      `SELECT i.id FROM interaction i
       WHERE i.connector_id IN (SELECT id FROM connector) AND i.source_id = @source_id AND i.channel = @channel AND ${unclaimed} LIMIT 1`,
    )
    .pluck()
    .get({ source_id, channel: channels.indexOf('phone') })
}

function byNumber(db: Db, { number, direction, started_at }: Waiting): number | undefined {
  if (number === null) return undefined
  return db
    .prepare<unknown[], number>(
      `SELECT i.id FROM identity d JOIN participation p ON p.identity_id = d.id JOIN interaction i ON i.id = p.interaction_id
       WHERE d.kind = 'phone' AND d.value = @number AND p.channel = @channel AND i.direction = @direction
         AND p.interaction_id BETWEEN @first AND @last AND ${unclaimed}
       ORDER BY abs(i.occurred_at - @at) LIMIT 1`,
    )
    .pluck()
    .get({
      number,
      direction,
      channel: channels.indexOf('phone'),
      at: started_at,
      first: firstIdAt(started_at - APART),
      last: firstIdAt(started_at + APART),
    })
}
