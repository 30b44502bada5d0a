import * as z from 'zod'
import type { SearchGroup, SearchHit, SearchInput, SearchResult } from '#shared/contract/search.ts'
import { CallFacts, channels, Direction, handleText, type IdentityKind } from '#shared/model/interaction.ts'
import { everyWord, parseQuery, type Query } from '#shared/model/query.ts'
import { highlight, type Mark, marksOf } from '#shared/search/mark.ts'
import { withoutSigns } from '#shared/search/signs.ts'
import { currentCustomer } from '../customers/ops.ts'
import { findNotes } from '../notes/find.ts'
import { throwIfCancelled } from '../store/cancel.ts'
import type { Db } from '../store/database.ts'
import { oncePer } from '../store/once.ts'
import { identitiesOf } from '../timeline/walk.ts'
import { corrected } from './correct.ts'
import { holds, signed } from './filter.ts'
import { find } from './find.ts'
import { matchingIdentities } from './identities.ts'
import { knownToBegin } from './known.ts'
import { matchExpression } from './match.ts'
import { snippet } from './snippet.ts'
import { vocabularyOf } from './vocabulary.ts'

const CUSTOMERS = 8
/** Hits that are put together by customer. */
const GROUPED = 500
/** Of each customer, so many are shown. */
const OF_EACH = 4

type Asked = Pick<SearchInput, 'text' | 'timeZone' | 'limit'> & Partial<SearchInput>

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
  system: 0 | 1 | null
  files: string
}

/**
 * Searches everything, and the customers whose name, address or number matches. When nothing is found, once more without the words' signs, then
 * with the words that were probably meant. Ends early when cancelled.
 */
export function search(db: Db, input: Asked): SearchResult {
  const query = parseQuery(input.text, input.timeZone)
  const found = answer(db, query, input)
  if (found.hits.length + found.notes.length > 0) return found
  const plain = withoutSigns(query)
  const same = plain && answer(db, plain, input)
  if (same && !isEmpty(same)) return found.customers.length > 0 ? { ...same, customers: found.customers } : same
  if (!isEmpty(found)) return found
  const instead = corrected(db, input.text, query)
  if (instead === undefined) return found
  throwIfCancelled()
  const other = answer(db, parseQuery(instead, input.timeZone), input)
  return isEmpty(other) ? found : { ...other, instead }
}

function isEmpty({ hits, customers, notes }: SearchResult): boolean {
  return hits.length + customers.length + notes.length === 0
}

function answer(db: Db, query: Query, { order = 'newest', grouped = false, limit }: Asked): SearchResult {
  const marks = marksOf(query)
  const customers = findCustomers(db, query, marks)
  throwIfCancelled()
  const notes = findNotes(db, query)
  const { ids, more } = find(db, query, order, grouped ? GROUPED : limit)
  if (!grouped) return { customers, notes, hits: view(db, ids, marks), more, ignored: query.ignored }
  const { shown, groups } = group(db, ids, limit)
  return { customers, notes, hits: view(db, shown, marks), groups, more: more || shown.length < ids.length, ignored: query.ignored }
}

/** Puts hits of one customer together where the first of them is: the first few of each, as many as there is room for. */
function group(db: Db, ids: readonly number[], limit: number): { shown: number[]; groups: SearchGroup[] } {
  const owners = new Map(
    db
      .prepare<[string], { id: number; customer: number; name: string }>(
        `SELECT p.interaction_id AS id, c.id AS customer, c.name FROM json_each(?) h
         JOIN participation p ON p.interaction_id = h.value JOIN identity d ON d.id = p.identity_id JOIN customer c ON c.id = d.customer_id
         ORDER BY p.asks IS NOT NULL, p.identity_id DESC`,
      )
      .all(JSON.stringify(ids))
      .map(row => [row.id, row]),
  )
  const groups = new Map<number, SearchGroup & { ids: number[] }>()
  for (const id of ids) {
    const owner = owners.get(id)
    if (!owner) continue
    const one = groups.get(owner.customer) ?? { customer: owner.customer, name: owner.name, count: 0, ids: [] }
    groups.set(owner.customer, one)
    one.count++
    if (one.ids.length < OF_EACH) one.ids.push(id)
  }
  const shown: number[] = []
  const kept: SearchGroup[] = []
  for (const { ids: hits, ...one } of groups.values()) {
    if (shown.length + hits.length > limit) break
    shown.push(...hits)
    kept.push(one)
  }
  return { shown, groups: kept }
}

function view(db: Db, ids: readonly number[], marks: readonly Mark[]): SearchHit[] {
  const { hits, quoted } = statements(db)
  const rows = new Map(hits.all(JSON.stringify(ids)).map(row => [row.id, row]))
  return ids.flatMap(id => {
    const row = rows.get(id)
    return row ? [hit(row, marks, () => quoted.get(id) ?? undefined)] : []
  })
}

const statements = oncePer(db => ({
  hits: db.prepare<[string], Row>(
    `SELECT i.id, c.id AS customer, c.name, i.channel, i.direction, i.occurred_at, i.subject, i.call, b.text, i.marks LIKE '%"system"%' AS system,
       (SELECT json_group_array(a.name) FROM attachment a WHERE a.interaction_id = i.id) AS files
     FROM json_each(?) h JOIN interaction i ON i.id = h.value
     JOIN body b ON b.interaction_id = i.id
     JOIN identity d ON d.id = (SELECT p.identity_id FROM participation p WHERE p.interaction_id = i.id ORDER BY p.asks IS NULL, p.identity_id LIMIT 1)
     JOIN customer c ON c.id = d.customer_id`,
  ),
  quoted: db.prepare<[number], string | null>('SELECT quoted FROM body WHERE interaction_id = ?').pluck(),
  person: db.prepare<[number], { id: number; name: string; kind: IdentityKind; value: string; own: string | null }>(
    'SELECT c.id, c.name, i.kind, i.value, i.name AS own FROM identity i JOIN customer c ON c.id = i.customer_id WHERE i.id = ?',
  ),
}))

/** `quoted`: what a mail quotes, read when its own words do not hold what was looked for. */
function hit(row: Row, marks: readonly Mark[], quoted: () => string | undefined): SearchHit {
  return {
    id: row.id,
    customer: row.customer,
    customerName: row.name,
    channel: channels[row.channel] ?? 'note',
    direction: Direction.parse(row.direction),
    occurredAt: row.occurred_at,
    snippet: spoken(row, marks, quoted),
    files: z.array(z.string()).parse(JSON.parse(row.files)),
    ...(row.subject !== null && { subject: row.subject }),
    ...(row.system === 1 && { system: true as const }),
    ...(row.call !== null && { call: CallFacts.parse(JSON.parse(row.call)) }),
  }
}

function spoken({ text, subject }: Row, marks: readonly Mark[], quoted: () => string | undefined): SearchHit['snippet'] {
  const own = snippet(text || subject || '', marks)
  if (marks.length === 0 || own.some(part => part.hit)) return own
  const theirs = snippet(quoted() ?? '', marks)
  return theirs.some(part => part.hit) ? theirs : own
}

function findCustomers(db: Db, query: Query, marks: readonly Mark[]): SearchResult['customers'] {
  const [alone, ...others] = query.words
  // Where one of several names will do, each; beside other words the first.
  const texts = others.length === 0 && alone ? everyWord([alone]).map(({ text }) => text) : [query.words.map(({ text }) => text).join(' ')]
  const found = new Map<number, SearchResult['customers'][number]>()
  for (const typed of texts) {
    // One Chinese or Japanese character is a whole family name.
    if (typed.length < 2 && !/\p{Script=Han}/u.test(typed)) continue
    const known = new Map(knownToBegin(db, typed, CUSTOMERS).map(({ customer, value }) => [customer, value]))
    for (const identity of matchingIdentities(db, typed, CUSTOMERS * 4)) {
      if (found.size === CUSTOMERS) break
      const one = statements(db).person.get(identity)
      if (!one || found.has(one.id)) continue
      const fact = known.get(one.id)
      const { id, name, kind } = one
      found.set(id, { id, name, match: highlight(fact ?? identityText(one), marks), ...(fact === undefined && { kind }) })
    }
  }
  return [...found.values()]
}

/** An identity as it is read, with the name that came with it if it is another than the customer's. A handle is kept as `service:value`. */
function identityText({ kind, value, own, name }: { kind: IdentityKind; value: string; own: string | null; name: string }): string {
  if (kind === 'handle') return own ?? handleText(value)
  return own && own !== name ? `${own} · ${value}` : value
}

/** Ids of one customer's interactions that hold these words, newest first, at most 1,000. Refuses `not-found`. */
export function findInTimeline(db: Db, { customer, text }: { customer: number; text: string }): number[] {
  const words = text.split(/\s+/).map(word => ({ text: word, phrase: false }))
  const match = matchExpression(vocabularyOf(db), { words, without: [] }, true)
  if (match === undefined) return []
  const signs = signed({ words })
  const identities = identitiesOf(db, currentCustomer(db, customer))
  return db
    .prepare<[string], number>(
      `SELECT f.rowid FROM interaction_fts f WHERE interaction_fts MATCH ? AND EXISTS
         (SELECT 1 FROM participation p WHERE p.interaction_id = f.rowid AND p.identity_id IN (${identities.join(',')}))
         ${signs.length > 0 ? `AND ${holds('f.rowid', signs)}` : ''}
       ORDER BY f.rowid DESC LIMIT 1000`,
    )
    .pluck()
    .all(match.expression)
}
