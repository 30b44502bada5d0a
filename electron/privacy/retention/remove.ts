import { channels } from '#shared/model/interaction.ts'
import { AT_WORK } from '../../cases/state.ts'
import type { Db } from '../../store/database.ts'
import { removeInteractions } from '../removal/interactions.ts'
import { removePeople } from '../removal/people.ts'
import { overwriting, removing } from '../removal/tables.ts'
import { type Forgetting, forgetSome } from '../removal/words.ts'
import { type Aged, toGo } from './aged.ts'
import { countRemoved, retentionState } from './state.ts'

/** A slice works for so long, ms: with its commit it holds the thread for less than 50 ms. */
const SLICE = 10
/** Removed together at most, and with attachments of so many bytes. */
const TOGETHER = { rows: 16, bytes: 4_000_000 }

export interface Taken {
  /** How many of the ids were gone through. */
  taken: number
  /** Whose timelines changed. */
  customers: number[]
  /** Of whom nothing was left. */
  gone: number[]
}

/** Removes those of these that are still older than the rules keep and not held, in one short transaction, as far as it comes. */
export function removeAged(db: Db, { what, ids }: { what: Aged; ids: readonly number[] }): Taken {
  return overwriting(db, () =>
    db
      .transaction(() => {
        const limits = JSON.stringify(retentionState(db).limits)
        const customers = new Set<number>()
        const gone: number[] = []
        const end = performance.now() + SLICE
        let taken = 0
        while (taken < ids.length && (taken === 0 || performance.now() < end)) {
          const group =
            what === 'interactions' ? together(db, ids.slice(taken, taken + TOGETHER.rows)) : ids.slice(taken, taken + TOGETHER.rows)
          const touched = removing(db, () => removeGroup(db, what, group, limits))
          for (const customer of touched.customers) customers.add(customer)
          gone.push(...touched.gone)
          taken += group.length
        }
        return { taken, customers: [...customers], gone }
      })
      .immediate(),
  )
}

/** As many of them as can go together: overwriting large attachments takes its time. */
function together(db: Db, ids: readonly number[]): readonly number[] {
  const size = db.prepare<[number], number>('SELECT coalesce(sum(size), 0) FROM attachment WHERE interaction_id = ?').pluck()
  let bytes = 0
  const end = ids.findIndex((id, index) => {
    bytes += size.get(id) ?? 0
    return index > 0 && bytes > TOGETHER.bytes
  })
  return end === -1 ? ids : ids.slice(0, end)
}

function removeGroup(db: Db, what: Aged, ids: readonly number[], limits: string): Omit<Taken, 'taken'> {
  const one = (sql: string) => Number(db.prepare(sql).pluck().get())
  const table = what === 'interactions' ? 'gone' : 'gone_note'
  db.prepare(`INSERT INTO ${table} ${toGo(what)}`).run({ ids: JSON.stringify(ids), limits })
  const notes = one('SELECT count(*) FROM gone_note')
  const interactions = one('SELECT count(*) FROM gone')
  const attachments = one('SELECT count(*) FROM attachment WHERE interaction_id IN (SELECT id FROM gone)')
  // Whom nothing but a note kept is looked at again too.
  db.exec(`
    INSERT OR IGNORE INTO touched WITH RECURSIVE whose (id) AS (SELECT customer_id FROM note WHERE id IN (SELECT id FROM gone_note)
      UNION SELECT c.merged_into FROM customer c JOIN whose w ON c.id = w.id WHERE c.merged_into IS NOT NULL) SELECT id FROM whose;
    INSERT OR IGNORE INTO met SELECT id FROM identity WHERE customer_id IN (SELECT id FROM touched);
  `)
  removeInteractions(db)
  const { customers } = removePeople(db)
  const gone = db.prepare<[], number>('SELECT id FROM gone_customer').pluck().all()
  countRemoved(db, { interactions, notes, attachments, customers: gone.length })
  return { customers, gone }
}

/**
 * Removes what never became an interaction: calls without a record, replies that were taken back, surveys that nobody answered. Answers whether
 * there may be more.
 */
export function removeUnrecorded(db: Db): { more: boolean } {
  const { limits } = retentionState(db)
  const limit = (channel: (typeof channels)[number]) => limits[channels.indexOf(channel)] ?? 0
  const free = (table: string) => `NOT EXISTS (SELECT 1 FROM "case" c WHERE c.id = ${table}.case_id AND ${AT_WORK})`
  const some = (table: string, where: string) => `DELETE FROM ${table} WHERE key IN (SELECT key FROM ${table} WHERE ${where} LIMIT 100)`
  return overwriting(db, () =>
    db
      .transaction(() => {
        const changes = [
          db
            .prepare(
              some(
                'call',
                `interaction_id IS NULL AND started_at < ? AND state = 'ended' AND (outcome IS NOT 'follow-up' OR followed_at IS NOT NULL)`,
              ),
            )
            .run(limit('phone')).changes,
          db
            .prepare(
              some(
                'reply',
                `state IN ('sent', 'cancelled') AND interaction_id IS NULL AND made_at < @latest AND made_at < (@limits ->> channel) AND ${free('reply')}`,
              ),
            )
            .run({ limits: JSON.stringify(limits), latest: Math.max(...limits.map(each => each ?? 0), 0) }).changes,
          db
            .prepare(some('survey', `interaction_id IS NULL AND answered_at IS NULL AND asked_at < ? AND ${free('survey')}`))
            .run(limit('survey')).changes,
        ]
        return { more: changes.some(count => count === 100) }
      })
      .immediate(),
  )
}

/** See removal/words.ts; what it frees is overwritten. */
export function forgetWordsSlowly(db: Db, from: Forgetting): Forgetting | undefined {
  return overwriting(db, () => forgetSome(db, from))
}
