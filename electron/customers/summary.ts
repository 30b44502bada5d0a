import { handleText, isContactHandle } from '#shared/model/interaction.ts'
import { SETTLED } from '../cases/state.ts'
import { settler } from '../profile/settle.ts'
import type { Db } from '../store/database.ts'
import { nameKey } from '../store/name-key.ts'
import { oncePer } from '../store/once.ts'
import { identitiesOf, walk } from '../timeline/walk.ts'

/** What new interactions add to a customer's derived columns. */
export interface Growth {
  interactions: number
  /** Bit n set: channel n. */
  channels: number
  /** Ids of the first and the last of them. */
  firstId: number
  lastId: number
  /** One of the customer's identities is new or goes by another name. */
  renamed: boolean
  /** One of them is an answer, and since when somebody waits after the last such (epoch ms). */
  answered: boolean
  asking: number | undefined
}

/** Brings a customer's derived columns up to date after new interactions, without counting the old ones again. */
export function grow(db: Db, customer: number, growth: Growth): void {
  const { known, update } = growing(db)
  const before = known.get(customer)
  if (!before) return
  const { interactions, channels, firstId, lastId, renamed, answered, asking } = growth
  const name = renamed ? nameOf(db, customer) : before.name
  // What is newer than all there was needs no look at it.
  const newer = before.last_id === null || firstId > before.last_id
  const waiting = newer ? ((answered ? undefined : before.waiting_since) ?? asking ?? null) : waitingSince(db, customer)
  update.run(
    name,
    renamed ? nameKey(name) : before.name_key,
    waiting,
    interactions,
    channels,
    Math.max(before.last_id ?? 0, lastId),
    customer,
  )
}

const growing = oncePer(db => ({
  known: db.prepare<[number], { name: string; name_key: string; last_id: number | null; waiting_since: number | null }>(
    'SELECT name, name_key, last_id, waiting_since FROM customer WHERE id = ?',
  ),
  update: db.prepare(
    'UPDATE customer SET name = ?, name_key = ?, waiting_since = ?, interactions = interactions + ?, channels = channels | ?, last_id = ? WHERE id = ?',
  ),
}))

/** Works a customer's derived columns out anew, after identities came or went. */
export function summarise(db: Db, customer: number): void {
  settler(db)(customer)
  const name = nameOf(db, customer)
  summing(db).run({ customer, name, nameKey: nameKey(name), waiting: waitingSince(db, customer) })
}

const summing = oncePer(db =>
  db.prepare(
    `WITH theirs AS (SELECT DISTINCT p.interaction_id, p.channel FROM identity i JOIN participation p ON p.identity_id = i.id WHERE i.customer_id = @customer)
     UPDATE customer SET name = @name, name_key = @nameKey, waiting_since = @waiting,
       interactions = (SELECT count(*) FROM theirs), last_id = iif(ours, NULL, (SELECT max(interaction_id) FROM theirs)),
       channels = (SELECT coalesce(sum(DISTINCT 1 << channel), 0) FROM theirs)
     WHERE id = @customer`,
  ),
)

/**
 * The name somebody set, else the fullest any of the identities came with ("Lucía Fernández" over "Lucía"), else the oldest address. Names
 * that came in by a merge or a move count only where there is none of the customer's own.
 */
function nameOf(db: Db, customer: number): string {
  const { given, fullest, oldest } = naming(db)
  const set = given.get(customer)
  if (set !== undefined) return set
  const address = oldest.get(customer) ?? ''
  return fullest.get(customer) ?? (isContactHandle(address) ? handleText(address) : address.replace(/^[a-z]+:/, ''))
}

const naming = oncePer(db => ({
  given: db.prepare<[number], string>("SELECT value FROM attribute_now WHERE customer_id = ? AND field = 'name'").pluck(),
  fullest: db
    .prepare<[number], string>(
      `SELECT name FROM identity WHERE customer_id = ? AND length(name) BETWEEN 1 AND 200 AND instr(name, '@') = 0
       ORDER BY length(name) > 80, EXISTS (
           SELECT 1 FROM op_customer oc JOIN op o ON o.id = oc.op_id, json_each(o.payload, '$.identities') j
           WHERE oc.customer_id = identity.customer_id AND o.kind IN ('merge', 'move') AND o.undone_at IS NULL
             AND o.payload ->> 'into' = oc.customer_id AND j.value ->> 'kind' = identity.kind AND j.value ->> 'value' = identity.value
         ), length(name) - length(replace(name, ' ', '')) DESC, length(name) DESC, id LIMIT 1`,
    )
    .pluck(),
  oldest: db.prepare<[number], string>('SELECT value FROM identity WHERE customer_id = ? ORDER BY id LIMIT 1').pluck(),
}))

/** Works out anew since when those wait who took part in these interactions, after the state of their case changed or they came into another. */
export function settleWaiting(db: Db, interactions: readonly number[]): void {
  const { customersIn, update } = settling(db)
  for (const customer of customersIn.all(JSON.stringify(interactions))) update.run({ customer, waiting: waitingSince(db, customer) })
}

const settling = oncePer(db => ({
  customersIn: db
    .prepare<[string], number>(
      `SELECT DISTINCT d.customer_id FROM participation p JOIN identity d ON d.id = p.identity_id
       WHERE p.interaction_id IN (SELECT value FROM json_each(?))`,
    )
    .pluck(),
  update: db.prepare('UPDATE customer SET waiting_since = @waiting WHERE id = @customer AND waiting_since IS NOT @waiting'),
  settled: db
    .prepare<[number], 1>(`SELECT 1 FROM case_interaction m JOIN "case" c ON c.id = m.case_id WHERE m.interaction_id = ? AND ${SETTLED}`)
    .pluck(),
}))

const PAGE = 50

/**
 * Since when they wait, epoch ms: their oldest question after our last answer, or null when nothing is owed. What they asked in a case that was
 * solved, or waits for them, waits no more, answered or not.
 */
function waitingSince(db: Db, customer: number): number | null {
  const identities = identitiesOf(db, customer)
  const { settled } = settling(db)
  let oldest: number | undefined
  let from = Number.MAX_SAFE_INTEGER
  for (;;) {
    const steps = walk(db, identities, 'older', { from, limit: PAGE })
    const answer = steps.findIndex(step => step.asks === 0)
    oldest =
      (answer === -1 ? steps : steps.slice(0, answer)).findLast(step => step.asks === 1 && settled.get(step.id) === undefined)?.id ?? oldest
    const last = steps.at(-1)
    if (answer !== -1 || !last || steps.length < PAGE) break
    from = last.id
  }
  if (oldest === undefined) return null
  return db.prepare<[number], number>('SELECT occurred_at FROM interaction WHERE id = ?').pluck().get(oldest) ?? null
}
