import * as z from 'zod'
import type { SearchHit, SearchResult } from '#shared/contract/search.ts'
import { CallFacts, channels, Direction } from '#shared/model/interaction.ts'
import { parseQuery, type Query } from '#shared/model/query.ts'
import { currentCustomer } from '../customers/ops.ts'
import { firstIdAt } from '../ingest/ids.ts'
import type { Db } from '../store/database.ts'
import { identitiesOf } from '../timeline/walk.ts'
import { matchingIdentities } from './identities.ts'
import { matchExpression, personExpression } from './match.ts'
import { highlight, snippet } from './snippet.ts'
import { tokens } from './words.ts'

const CUSTOMERS = 8
/** People that a `from:` or `to:` may mean at most. */
const PEOPLE = 500

interface Row {
  id: number
  customer: number
  name: string
  channel: number
  direction: string
  occurred_at: number
  subject: string | null
  text: string
  call: string | null
  files: string
}

/** Searches everything: newest first, and the customers whose name, address or number matches. */
export function search(db: Db, { text, timeZone, limit }: { text: string; timeZone: string; limit: number }): SearchResult {
  const query = parseQuery(text, timeZone)
  const rows = findRows(db, query, limit + 1)
  const parts = query.words.flatMap(word =>
    word.phrase ? [word.text] : [word.text, ...(word.digits ? [word.digits] : []), ...tokens(word.text)],
  )
  return {
    customers: findCustomers(db, query),
    hits: rows.slice(0, limit).map(row => view(row, parts)),
    more: rows.length > limit,
    ignored: query.ignored,
  }
}

/** Interactions that match, newest first: first by whole words and beginnings, then, when that is not enough, by any part of a word. */
function findRows(db: Db, query: Query, limit: number): Row[] {
  const exact = matchExpression(db, query, false)
  if (exact === undefined && query.words.length > 0) return []
  const filtered = query.channel || query.after !== undefined || query.before !== undefined || query.attachment
  if (exact === undefined && !filtered && query.from.length + query.to.length === 0) return []
  const rows = select(db, query, exact, limit)
  const typed = query.words.some(word => !word.phrase)
  if (rows.length >= limit || !typed) return rows
  const wider = matchExpression(db, query, true)
  return wider === exact ? rows : select(db, query, wider, limit)
}

function select(db: Db, query: Query, match: string | undefined, limit: number): Row[] {
  const where = ['i.id >= @after', 'i.id < @before']
  if (query.channel) where.push('i.channel = @channel')
  if (query.attachment) where.push('EXISTS (SELECT 1 FROM attachment a WHERE a.interaction_id = i.id)')
  for (const person of query.from) where.push(tookPart(db, person, 'in'))
  for (const person of query.to) where.push(tookPart(db, person, 'out'))
  const source = match === undefined ? 'interaction i' : 'interaction_fts f JOIN interaction i ON i.id = f.rowid'
  if (match !== undefined) where.unshift('interaction_fts MATCH @match AND f.rowid >= @after AND f.rowid < @before')
  return db
    .prepare<object, Row>(
      `SELECT i.id, c.id AS customer, c.name, i.channel, i.direction, i.occurred_at, i.subject, i.call, b.text,
         (SELECT json_group_array(a.name) FROM attachment a WHERE a.interaction_id = i.id) AS files
       FROM ${source}
       JOIN body b ON b.interaction_id = i.id
       JOIN identity d ON d.id = (SELECT p.identity_id FROM participation p WHERE p.interaction_id = i.id LIMIT 1)
       JOIN customer c ON c.id = d.customer_id
       WHERE ${where.join(' AND ')} ORDER BY ${match === undefined ? 'i.id' : 'f.rowid'} DESC LIMIT @limit`,
    )
    .all({
      after: query.after === undefined ? Number.MIN_SAFE_INTEGER : firstIdAt(query.after),
      before: query.before === undefined ? Number.MAX_SAFE_INTEGER : firstIdAt(query.before),
      channel: query.channel ? channels.indexOf(query.channel) : 0,
      limit,
      ...(match !== undefined && { match }),
    })
}

/**
 * The condition that somebody sent (`in`) or was sent (`out`) an interaction: by the name or address it carries itself, or by any name, address
 * or number that Hilo knows the customer under.
 */
function tookPart(db: Db, person: string, direction: 'in' | 'out'): string {
  const expression = personExpression(direction === 'in' ? 'sender' : 'recipients', person)
  const identities = db
    .prepare<[], number>(
      `SELECT id FROM identity WHERE customer_id IN
         (SELECT customer_id FROM identity WHERE id IN (${matchingIdentities(db, person, PEOPLE).join(',')})) LIMIT ${PEOPLE * 4}`,
    )
    .pluck()
    .all()
  const known = `i.direction = '${direction}' AND EXISTS
    (SELECT 1 FROM participation p WHERE p.interaction_id = i.id AND p.identity_id IN (${identities.join(',')}))`
  if (expression === undefined) return `(${known})`
  const carried = `i.id IN (SELECT rowid FROM interaction_fts WHERE interaction_fts MATCH '${expression.replaceAll("'", "''")}')`
  return `(${carried} OR (${known}))`
}

function view(row: Row, parts: string[]): SearchHit {
  return {
    id: row.id,
    customer: row.customer,
    customerName: row.name,
    channel: channels[row.channel] ?? 'note',
    direction: Direction.parse(row.direction),
    occurredAt: row.occurred_at,
    snippet: snippet(row.text || row.subject || '', parts),
    files: z.array(z.string()).parse(JSON.parse(row.files)),
    ...(row.subject !== null && { subject: row.subject }),
    ...(row.call !== null && { call: CallFacts.parse(JSON.parse(row.call)) }),
  }
}

function findCustomers(db: Db, query: Query): SearchResult['customers'] {
  const typed = query.words.map(word => word.text).join(' ')
  if (typed.length < 2) return []
  const found = new Map<number, SearchResult['customers'][number]>()
  const row = db.prepare<[number], { id: number; name: string; value: string; own: string | null }>(
    'SELECT c.id, c.name, i.value, i.name AS own FROM identity i JOIN customer c ON c.id = i.customer_id WHERE i.id = ?',
  )
  const parts = [typed, typed.replace(/[\s().+/-]/g, ''), ...query.words.map(word => word.text)]
  for (const identity of matchingIdentities(db, typed, CUSTOMERS * 4)) {
    const one = row.get(identity)
    if (!one || found.has(one.id)) continue
    found.set(one.id, {
      id: one.id,
      name: one.name,
      match: highlight(one.own && one.own !== one.name ? `${one.own} · ${one.value}` : one.value, parts),
    })
    if (found.size === CUSTOMERS) break
  }
  return [...found.values()]
}

/** Ids of one customer's interactions that hold these words, newest first, at most 1,000. Refuses `not-found`. */
export function findInTimeline(db: Db, { customer, text }: { customer: number; text: string }): number[] {
  const words = text.split(/\s+/).map(word => ({ text: word, phrase: false }))
  const match = matchExpression(db, { words, without: [] }, true)
  if (match === undefined) return []
  const identities = identitiesOf(db, currentCustomer(db, customer))
  return db
    .prepare<[string], number>(
      `SELECT f.rowid FROM interaction_fts f WHERE interaction_fts MATCH ? AND EXISTS
         (SELECT 1 FROM participation p WHERE p.interaction_id = f.rowid AND p.identity_id IN (${identities.join(',')}))
       ORDER BY f.rowid DESC LIMIT 1000`,
    )
    .pluck()
    .all(match)
}
