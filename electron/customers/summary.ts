import type { Db } from '../store/database.ts'
import { identitiesOf, walk } from '../timeline/walk.ts'

/** What new interactions add to a customer's derived columns. */
export interface Growth {
  interactions: number
  /** Bit n set: channel n. */
  channels: number
  lastId: number
}

/** Brings a customer's derived columns up to date after new interactions, without counting the old ones again. */
export function grow(db: Db, customer: number, { interactions, channels, lastId }: Growth): void {
  db.prepare(
    `UPDATE customer SET name = ?, waiting_since = ?, interactions = interactions + ?, channels = channels | ?,
     last_id = max(coalesce(last_id, ?), ?) WHERE id = ?`,
  ).run(nameOf(db, customer), waitingSince(db, customer), interactions, channels, lastId, lastId, customer)
}

/** Works a customer's derived columns out anew, after identities came or went. */
export function summarise(db: Db, customer: number): void {
  db.prepare(
    `WITH theirs AS (SELECT DISTINCT p.interaction_id, p.channel FROM identity i JOIN participation p ON p.identity_id = i.id WHERE i.customer_id = @customer)
     UPDATE customer SET name = @name, waiting_since = @waiting,
       interactions = (SELECT count(*) FROM theirs), last_id = (SELECT max(interaction_id) FROM theirs),
       channels = (SELECT coalesce(sum(DISTINCT 1 << channel), 0) FROM theirs)
     WHERE id = @customer`,
  ).run({ customer, name: nameOf(db, customer), waiting: waitingSince(db, customer) })
}

/** The fullest name any of the identities came with ("Lucía Fernández" over "Lucía"), else the oldest address. */
function nameOf(db: Db, customer: number): string {
  const name = db
    .prepare<[number], string>(
      `SELECT name FROM identity WHERE customer_id = ? AND length(name) BETWEEN 1 AND 80 AND instr(name, '@') = 0
       ORDER BY length(name) - length(replace(name, ' ', '')) DESC, length(name) DESC, id LIMIT 1`,
    )
    .pluck()
    .get(customer)
  if (name !== undefined) return name
  const value = db.prepare<[number], string>('SELECT value FROM identity WHERE customer_id = ? ORDER BY id LIMIT 1').pluck().get(customer)
  return value?.replace(/^[a-z]+:/, '') ?? ''
}

const PAGE = 50

/** Since when they wait, epoch ms: their oldest question after our last answer, or null when nothing is owed. */
function waitingSince(db: Db, customer: number): number | null {
  const identities = identitiesOf(db, customer)
  let oldest: number | undefined
  let from = Number.MAX_SAFE_INTEGER
  for (;;) {
    const steps = walk(db, identities, 'older', { from, limit: PAGE })
    const answer = steps.findIndex(step => step.asks === 0)
    oldest = (answer === -1 ? steps : steps.slice(0, answer)).findLast(step => step.asks === 1)?.id ?? oldest
    const last = steps.at(-1)
    if (answer !== -1 || !last || steps.length < PAGE) break
    from = last.id
  }
  if (oldest === undefined) return null
  return db.prepare<[number], number>('SELECT occurred_at FROM interaction WHERE id = ?').pluck().get(oldest) ?? null
}
