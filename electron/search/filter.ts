import { channels } from '#shared/model/interaction.ts'
import type { Query } from '#shared/model/query.ts'
import { AT_WORK, SETTLED } from '../cases/state.ts'
import { firstIdAt } from '../ingest/ids.ts'
import type { Db } from '../store/database.ts'
import { matchingIdentities } from './identities.ts'
import { personExpression } from './match.ts'

/** People that a `from:` or `to:` may mean at most. */
const PEOPLE = 500
/** So many `from:` and `to:` together; nobody means more. */
const PERSONS = 3
/** With fewer customers waiting than this, what they wait for is looked up; else each hit is asked whether it waits. */
const FEW_WAITING = 500

/** What a query asks for beside its words, prepared once for one or more searches. */
export interface Filter {
  /** It asks for anything at all. */
  any: boolean
  /** Bounds of ids: `after` inclusive, `before` exclusive. */
  after: number
  before: number
  /** An interaction has to pass in one of these ways. */
  ways: Way[]
}

export interface Way {
  /** What the full-text index has to find, in FTS5 syntax. */
  expression?: string
  /** SQL conditions on `i`, the interaction. */
  where: string[]
}

export function filterOf(db: Db, query: Query): Filter {
  const where: string[] = []
  if (query.channel) where.push(`i.channel = ${channels.indexOf(query.channel)}`)
  if (query.attachment) where.push('EXISTS (SELECT 1 FROM attachment a WHERE a.interaction_id = i.id)')
  if (query.unanswered) where.push(unanswered(db))
  if (query.inCase) where.push(IN_CASE)
  const people = [...query.from.map(one => tookPart(db, one, 'in')), ...query.to.map(one => tookPart(db, one, 'out'))].slice(0, PERSONS)
  return {
    any: where.length + people.length > 0 || query.after !== undefined || query.before !== undefined,
    after: query.after === undefined ? Number.MIN_SAFE_INTEGER : firstIdAt(query.after),
    before: query.before === undefined ? Number.MAX_SAFE_INTEGER : firstIdAt(query.before),
    ways: people.reduce(both, [{ where }]),
  }
}

/** The condition that an interaction is in a case at work. */
const IN_CASE = `EXISTS (SELECT 1 FROM case_interaction m JOIN "case" c ON c.id = m.case_id WHERE m.interaction_id = i.id AND ${AT_WORK})`

/** The condition that an interaction wants an answer that its customer has not been given, and that its case was not settled without. */
function unanswered(db: Db): string {
  const owed = `NOT EXISTS (SELECT 1 FROM case_interaction m JOIN "case" c ON c.id = m.case_id WHERE m.interaction_id = p.interaction_id AND ${SETTLED})`
  const waits = `FROM customer c JOIN identity d ON d.customer_id = c.id JOIN participation p ON p.identity_id = d.id
    WHERE c.waiting_since IS NOT NULL AND p.asks = 1 AND p.interaction_id >= c.waiting_since * ${firstIdAt(1)} AND ${owed}`
  const customers = Number(
    db
      .prepare(`SELECT count(*) FROM (SELECT 1 FROM customer WHERE waiting_since IS NOT NULL AND last_id IS NOT NULL LIMIT ${FEW_WAITING})`)
      .pluck()
      .get(),
  )
  return customers < FEW_WAITING
    ? `i.id IN (SELECT p.interaction_id ${waits})`
    : `EXISTS (SELECT 1 FROM participation p JOIN identity d ON d.id = p.identity_id JOIN customer c ON c.id = d.customer_id
        WHERE p.interaction_id = i.id AND p.asks = 1 AND c.waiting_since IS NOT NULL AND p.interaction_id >= c.waiting_since * ${firstIdAt(1)} AND ${owed})`
}

/**
 * The two ways in which somebody sent (`in`) or was sent (`out`) an interaction: by the name or address it carries itself, or by any name,
 * address or number that Hilo knows the customer under. Each is quick when looked for alone, and neither is when looked for as "either".
 */
function tookPart(db: Db, person: string, direction: 'in' | 'out'): Way[] {
  const identities = db
    .prepare<[], number>(
      `SELECT id FROM identity WHERE customer_id IN
         (SELECT customer_id FROM identity WHERE id IN (${matchingIdentities(db, person, PEOPLE).join(',')})) LIMIT ${PEOPLE * 4}`,
    )
    .pluck()
    .all()
  const known = {
    where: [
      `i.direction = '${direction}' AND i.id IN (SELECT interaction_id FROM participation WHERE identity_id IN (${identities.join(',')}))`,
    ],
  }
  // One or two letters begin too many words to be looked for in one column.
  const begun = [...person].length < 3 && /^\p{Script=Latin}+$/u.test(person)
  const expression = begun ? undefined : personExpression(db, direction === 'in' ? 'sender' : 'recipients', person)
  return expression === undefined ? [known] : [{ expression, where: [] }, known]
}

/** Every way of the first with every way of the second. */
function both(first: readonly Way[], second: readonly Way[]): Way[] {
  return first.flatMap(one =>
    second.map(other => {
      const expressions = [one.expression, other.expression].filter(expression => expression !== undefined)
      return {
        where: [...one.where, ...other.where],
        ...(expressions.length > 0 && { expression: expressions.map(expression => `(${expression})`).join(' AND ') }),
      }
    }),
  )
}
