import { channels } from '#shared/model/interaction.ts'
import { firstIdAt } from '../ingest/ids.ts'
import type { Db } from '../store/database.ts'

/** A record may come this late, ms. */
const RECORD_WAIT = 30 * 24 * 3600_000
/** A phone and the record of its phone system agree on when a call began up to this, ms. */
const APART = 90_000

interface Waiting {
  key: string
  source: string | null
  source_id: string | null
  direction: string
  number: string | null
  started_at: number
}

/**
 * Finds the records of calls that were told of as they happened: by the phone system's own id; where a mere link told of the call, by number and
 * time as well. One record belongs to one call. Returns the customers whose timelines show it.
 */
export function settleCalls(db: Db, { now }: { now: number }): { customers: number[] } {
  const waiting = db
    .prepare<[number], Waiting>(
      'SELECT key, source, source_id, direction, number, started_at FROM call WHERE interaction_id IS NULL AND started_at > ?',
    )
    .all(now - RECORD_WAIT)
  if (waiting.length === 0) return { customers: [] }
  return db
    .transaction(() => {
      const claim = db.prepare('UPDATE call SET interaction_id = ? WHERE key = ?')
      const settled: number[] = []
      const left = waiting.filter(call => {
        const record = byId(db, call)
        if (record === undefined) return true
        claim.run(record, call.key)
        settled.push(record)
        return false
      })
      for (const call of left) {
        const record = call.source === null ? byNumber(db, call) : undefined
        if (record === undefined) continue
        claim.run(record, call.key)
        settled.push(record)
      }
      const owners = db
        .prepare<[number], number>(
          'SELECT d.customer_id FROM participation p JOIN identity d ON d.id = p.identity_id WHERE p.interaction_id = ?',
        )
        .pluck()
      return { customers: [...new Set(settled.flatMap(record => owners.all(record)))] }
    })
    .immediate()
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
