import { channels } from '#shared/model/interaction.ts'
import type { Limits } from '#shared/safety/retention.ts'
import { AT_WORK } from '../../cases/state.ts'
import { firstIdAt } from '../../ingest/ids.ts'
import type { Db } from '../../store/database.ts'

/** Rows looked at in one go: some 10 ms. */
const AT_ONCE = 2000
/** An id may be of a later time than its interaction by far less than this, ms (ingest/ids.ts). */
const ROUND = 60_000

export type Aged = 'interactions' | 'notes'

/** SQL over a row `a` of interaction or note, @limits as JSON: whether it is older than it is kept. */
const OLD = {
  interactions: `a.occurred_at < (@limits ->> a.channel)`,
  notes: `a.changed_at < (@limits ->> ${channels.indexOf('note')})`,
}

/** Whether it stays all the same: until its case is over, or what was to be done is done. */
const HELD = {
  interactions: `EXISTS (SELECT 1 FROM case_interaction ci JOIN "case" c ON c.id = ci.case_id WHERE ci.interaction_id = a.id AND ${AT_WORK})`,
  notes: `(a.due_at IS NOT NULL AND a.done_at IS NULL AND a.deleted_at IS NULL
    OR EXISTS (SELECT 1 FROM "case" c WHERE c.id = a.case_id AND ${AT_WORK}))`,
}

const TABLE = { interactions: 'interaction', notes: 'note' }
const WHEN = { interactions: 'occurred_at', notes: 'changed_at' }

/** SQL: ids of @ids (JSON) that are to go. */
export const toGo = (what: Aged): string =>
  `SELECT a.id FROM json_each(@ids) j JOIN ${TABLE[what]} a ON a.id = j.value WHERE ${OLD[what]} AND NOT ${HELD[what]}`

export interface Looked {
  /** To go. */
  ids: number[]
  customers: number[]
  /** Epoch ms. */
  oldest?: number
  /** As old, and held. */
  held: number
  /** Where to look next; absent at the end. */
  next?: number
}

/** What is older than it is kept, by id after `after`: as far as one slice comes. */
export function agedSome(db: Db, { what, limits, after }: { what: Aged; limits: Limits; after: number }): Looked {
  const latest = Math.max(...limits.map(limit => limit ?? 0))
  const end = what === 'interactions' ? firstIdAt(latest + ROUND) : Number.MAX_SAFE_INTEGER
  const range = `FROM ${TABLE[what]} WHERE id > @after AND id < @end ORDER BY id LIMIT ${AT_ONCE}`
  const bound = { after, end, limits: JSON.stringify(limits) }
  const { last, count } = db
    .prepare<object, { last: number | null; count: number }>(`SELECT max(id) AS last, count(*) AS count FROM (SELECT id ${range})`)
    .get({ after, end }) ?? { last: null, count: 0 }
  const rows = db
    .prepare<object, { id: number; at: number; held: 0 | 1 }>(
      `SELECT a.id, a.${WHEN[what]} AS at, ${HELD[what]} AS held FROM (SELECT * ${range}) a WHERE ${OLD[what]}`,
    )
    .all(bound)
  const going = rows.filter(({ held }) => held === 0)
  const ids = going.map(({ id }) => id)
  return {
    ids,
    customers: customersOf(db, what, ids),
    held: rows.length - ids.length,
    ...(going.length > 0 && { oldest: Math.min(...going.map(({ at }) => at)) }),
    ...(last !== null && count === AT_ONCE && { next: last }),
  }
}

function customersOf(db: Db, what: Aged, ids: readonly number[]): number[] {
  const sql = {
    interactions: `SELECT DISTINCT d.customer_id FROM json_each(?) j JOIN participation p ON p.interaction_id = j.value
      JOIN identity d ON d.id = p.identity_id`,
    notes: 'SELECT DISTINCT n.customer_id FROM json_each(?) j JOIN note n ON n.id = j.value',
  }
  return db.prepare<[string], number>(sql[what]).pluck().all(JSON.stringify(ids))
}
