import { type Channel, channels } from '#shared/model/interaction.ts'
import type { Query } from '#shared/model/query.ts'
import { isSigned } from '#shared/search/signs.ts'
import { AT_WORK, SETTLED } from '../cases/state.ts'
import { firstIdAt } from '../ingest/ids.ts'
import type { Db } from '../store/database.ts'
import { matchingIdentities } from './identities.ts'
import { personExpression } from './match.ts'
import { vocabularyOf } from './vocabulary.ts'

/** People that a `from:` or `to:` may mean at most. */
const PEOPLE = 500
/** So many `from:` and `to:` together, and so many of whom any will do; nobody means more. */
const PERSONS = 3
const ANY_OF = 12
/** With fewer customers waiting, or cases at work, than this, what they hold is looked up; else each hit is asked. */
const FEW = 500
/** On a channel with fewer interactions than this each of them is looked at; else each hit is asked. */
const RARE = 20_000
/** Signs are looked for in so many of the newest texts that hold their words: in some 40 ms. */
const READ = 2000

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
  /** SQL that selects ids of interactions, quickly: it has to be among all of these. */
  among: string[]
  /** SQL conditions on an interaction's id. */
  where: ((id: string) => string)[]
  /** SQL conditions on `i`, the interaction itself: reading it costs more than all else. */
  row: string[]
  /** What it has to hold is read in so many of the newest places of its words. */
  readOf?: number
}

/** `without`: what may not be found, in FTS5 syntax, where there are no words that it could be taken off. */
export function filterOf(db: Db, query: Query, without: string | undefined): Filter {
  const all: Way = { among: [], where: [], row: [] }
  if (query.channels.length > 0) onChannels(db, query.channels, all)
  if (query.attachment) withFile(db, all)
  if (query.unanswered) unanswered(db, all)
  if (query.inCase) inCase(db, all)
  const any =
    all.among.length + all.where.length + all.row.length + query.from.length + query.to.length > 0 ||
    query.after !== undefined ||
    query.before !== undefined
  if (without !== undefined) {
    all.where.push(id => `${id} NOT IN (SELECT rowid FROM interaction_fts WHERE interaction_fts MATCH '${without.replaceAll("'", "''")}')`)
  }
  const signs = signed(query)
  if (signs.length > 0) {
    all.where.push(id => holds(id, signs))
    all.readOf = READ
  }
  const people = [...query.from.map(one => tookPart(db, one, 'in')), ...query.to.map(one => tookPart(db, one, 'out'))].slice(0, PERSONS)
  return {
    any,
    after: query.after === undefined ? Number.MIN_SAFE_INTEGER : firstIdAt(query.after),
    before: query.before === undefined ? Number.MAX_SAFE_INTEGER : firstIdAt(query.before),
    ways: people.reduce(both, [all]),
  }
}

const HELD = `concat_ws(' ', x.subject, x.parties, b.text, b.quoted, (SELECT group_concat(a.name, ' ') FROM attachment a WHERE a.interaction_id = x.id))`

/** Words with signs that have to be found; where one of several will do, the index says enough. */
export function signed({ words }: Pick<Query, 'words'>): string[] {
  return words.flatMap(({ text, or }) => (or === undefined && isSigned(text) ? text : []))
}

/** SQL condition that an interaction holds all of these as they are. */
export function holds(id: string, signs: readonly string[]): string {
  return `EXISTS (SELECT 1 FROM interaction x JOIN body b ON b.interaction_id = x.id WHERE x.id = ${id} AND ${holding(signs, HELD)})`
}

/** The same of a text. */
export function holding(signs: readonly string[], text: string): string {
  return signs.map(sign => `${text} LIKE '%${sign}%'`).join(' AND ')
}

/**
 * Adds that an interaction is on one of these channels: the rare ones are found by their index, which is all but mail's; there are many of the others
 * anyway.
 */
function onChannels(db: Db, names: readonly Channel[], way: Way): void {
  const wanted = names.map(name => channels.indexOf(name))
  const list = wanted.join(',')
  const count = db.prepare<[], number>(`SELECT coalesce(sum(interactions), 0) FROM tally WHERE channel IN (${list})`).pluck().get() ?? 0
  if (wanted.includes(0)) way.row.push(`i.channel IN (${list})`)
  else if (count < RARE) way.among.push(`SELECT id FROM interaction WHERE channel IN (${list}) AND channel <> 0`)
  else way.where.push(id => `EXISTS (SELECT 1 FROM interaction x WHERE x.id = ${id} AND x.channel IN (${list}) AND x.channel <> 0)`)
}

/** Adds that an interaction carries a file. */
function withFile(db: Db, way: Way): void {
  const files = db.prepare<[], number>(`SELECT count(*) FROM (SELECT 1 FROM attachment LIMIT ${RARE})`).pluck().get() ?? 0
  if (files < RARE) way.among.push('SELECT interaction_id AS id FROM attachment')
  else way.where.push(id => `EXISTS (SELECT 1 FROM attachment a WHERE a.interaction_id = ${id})`)
}

/** Adds that an interaction is in a case at work. */
function inCase(db: Db, way: Way): void {
  const cases = db.prepare<[], number>(`SELECT count(*) FROM (SELECT 1 FROM "case" c WHERE ${AT_WORK} LIMIT ${FEW})`).pluck().get() ?? 0
  const held = `FROM "case" c JOIN case_interaction m ON m.case_id = c.id WHERE ${AT_WORK}`
  if (cases < FEW) way.among.push(`SELECT m.interaction_id AS id ${held}`)
  else way.where.push(id => `EXISTS (SELECT 1 ${held} AND m.interaction_id = ${id})`)
}

/** Adds that an interaction wants an answer that its customer has not been given, and that its case was not settled without. */
function unanswered(db: Db, way: Way): void {
  const owed = `NOT EXISTS (SELECT 1 FROM case_interaction m JOIN "case" c ON c.id = m.case_id WHERE m.interaction_id = p.interaction_id AND ${SETTLED})`
  const waits = `FROM customer c JOIN identity d ON d.customer_id = c.id JOIN participation p ON p.identity_id = d.id
    WHERE c.waiting_since IS NOT NULL AND p.asks = 1 AND p.interaction_id >= c.waiting_since * ${firstIdAt(1)} AND ${owed}`
  const customers = Number(
    db
      .prepare(`SELECT count(*) FROM (SELECT 1 FROM customer WHERE waiting_since IS NOT NULL AND last_id IS NOT NULL LIMIT ${FEW})`)
      .pluck()
      .get(),
  )
  if (customers < FEW) way.among.push(`SELECT p.interaction_id AS id ${waits}`)
  else way.where.push(id => `EXISTS (SELECT 1 ${waits} AND p.interaction_id = ${id})`)
}

/**
 * The two ways in which one of these people sent (`in`) or was sent (`out`) an interaction: by the name or address it carries itself, or by any
 * name, address or number that Hilo knows the customer under. Each is quick when looked for alone, and neither is when looked for as "either".
 */
function tookPart(db: Db, people: readonly string[], direction: 'in' | 'out'): Way[] {
  const any = people.slice(0, ANY_OF)
  const known: Way = {
    among: [
      `SELECT interaction_id AS id FROM participation WHERE identity_id IN (${any.flatMap(person => theirIdentities(db, person)).join(',')})`,
    ],
    where: [],
    row: [`i.direction = '${direction}'`],
  }
  const expressions = any.flatMap(person => {
    // One or two letters begin too many words to be looked for in one column.
    const begun = [...person].length < 3 && /^\p{Script=Latin}+$/u.test(person)
    return begun ? [] : (personExpression(vocabularyOf(db), direction === 'in' ? 'sender' : 'recipients', person) ?? [])
  })
  if (expressions.length === 0) return [known]
  return [{ expression: expressions.map(expression => `(${expression})`).join(' OR '), among: [], where: [], row: [] }, known]
}

/** Ids of what the customers whom this may mean are known under. */
function theirIdentities(db: Db, person: string): number[] {
  return db
    .prepare<[], number>(
      `SELECT id FROM identity WHERE customer_id IN
         (SELECT customer_id FROM identity WHERE id IN (${matchingIdentities(db, person, PEOPLE).join(',')})) LIMIT ${PEOPLE * 4}`,
    )
    .pluck()
    .all()
}

/** Every way of the first with every way of the second. */
function both(first: readonly Way[], second: readonly Way[]): Way[] {
  return first.flatMap(one =>
    second.map(other => {
      const expressions = [one.expression, other.expression].filter(expression => expression !== undefined)
      return {
        ...one,
        among: [...one.among, ...other.among],
        where: [...one.where, ...other.where],
        row: [...one.row, ...other.row],
        ...(expressions.length > 0 && { expression: expressions.map(expression => `(${expression})`).join(' AND ') }),
      }
    }),
  )
}
