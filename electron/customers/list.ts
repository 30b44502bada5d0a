import type { CustomerCursor, CustomerFilter, CustomerOrder, CustomerRow, PersonFound } from '#shared/contract/customers.ts'
import { CallFacts, channels } from '#shared/model/interaction.ts'
import { maskNumbers } from '#shared/safety/mask.ts'
import { segmentTest } from '../profile/segments.ts'
import { matchingIdentities } from '../search/identities.ts'
import type { Db } from '../store/database.ts'

const SNIPPET = 140

interface Row {
  id: number
  name: string
  by: number | string | null
  last_id: number
  waiting_since: number | null
  interactions: number
  channel: number
  direction: 'in' | 'out'
  occurred_at: number
  call: string | null
  subject: string | null
  /** Its files' names where it says nothing else. */
  text: string | null
}

/**
 * Each order: what it is put in order by, what comes after a cursor, and which end is first. An index of its own answers each, with what the
 * filters look at.
 */
const orders = {
  recent: { by: 'c.last_id', after: 'c.last_id < @id', order: 'c.last_id DESC' },
  busiest: { by: 'c.interactions', after: '(c.interactions, c.last_id) < (@by, @id)', order: 'c.interactions DESC, c.last_id DESC' },
  name: { by: 'c.name_key', after: '(c.name_key, c.last_id) > (@by, @id)', order: 'c.name_key, c.last_id' },
  longest: {
    by: 'c.waiting_since',
    after: 'c.waiting_since IS NOT NULL AND (c.waiting_since, c.last_id) > (@by, @id)',
    order: 'c.waiting_since, c.last_id',
  },
} as const

type Asked = CustomerFilter & { order?: CustomerOrder; cursor?: CustomerCursor | undefined; limit: number; at?: number }

/** A page of customers, newest activity first unless another order is asked for. `at` is the time now. Refuses `not-found`. */
export function listCustomers(db: Db, asked: Asked): { rows: CustomerRow[]; next?: CustomerCursor } {
  const { order = 'recent', cursor, limit } = asked
  const matches = matching(db, asked)
  const found = order === 'longest' && cursor?.by === null ? [] : page(db, matches, order, cursor, limit + 1)
  // Who waits for nothing comes after all who do.
  if (order === 'longest' && !asked.waiting && found.length <= limit) {
    const rest = { ...matches, where: [...matches.where, 'c.waiting_since IS NULL'] }
    found.push(...page(db, rest, 'recent', cursor?.by === null ? cursor : undefined, limit + 1 - found.length))
  }
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  if (found.length <= limit || !last) return { rows: rows.map(view) }
  return { rows: rows.map(view), next: { by: order === 'longest' ? last.waiting_since : last.by, id: last.last_id } }
}

/** Whom a text means: newest activity first, then those who are known from an address book and never wrote. */
export function findPeople(db: Db, { text, limit }: { text: string; limit: number }): { rows: PersonFound[] } {
  const rows: PersonFound[] = listCustomers(db, { text, limit }).rows.map(({ id, name, lastAt }) => ({ id, name, lastAt }))
  const typed = text.trim()
  if (typed === '' || rows.length === limit) return { rows }
  const silent = db
    .prepare<[string, number], PersonFound>(
      `SELECT DISTINCT c.id, c.name FROM identity i JOIN customer c ON c.id = i.customer_id
       WHERE i.id IN (SELECT value FROM json_each(?)) AND c.last_id IS NULL AND c.ours = 0 ORDER BY c.name_key LIMIT ?`,
    )
    .all(JSON.stringify(matchingIdentities(db, typed, 2000)), limit - rows.length)
  return { rows: [...rows, ...silent] }
}

interface Matching {
  from: string
  where: string[]
  values: object
}

function matching(db: Db, { channel, waiting, text, segment, at = Date.now() }: Asked): Matching {
  const where: string[] = ['c.last_id IS NOT NULL']
  if (waiting) where.push('c.waiting_since IS NOT NULL')
  if (channel !== undefined) where.push('c.channels & @channel')
  const test = segment === undefined ? undefined : segmentTest(db, { segment, at })
  if (test) where.push(...test.where)
  const typed = text?.trim()
  const ids = typed ? matchingIdentities(db, typed, 2000) : undefined
  return {
    // Few are looked at one by one; through the order's index all would be.
    from: ids
      ? `(SELECT DISTINCT customer_id FROM identity WHERE id IN (${ids.join(',')})) t CROSS JOIN customer c ON c.id = t.customer_id`
      : 'customer c',
    where,
    values: { ...test?.values, channel: channel === undefined ? 0 : 1 << channels.indexOf(channel) },
  }
}

function page(db: Db, { from, where, values }: Matching, name: CustomerOrder, cursor: CustomerCursor | undefined, limit: number): Row[] {
  const { by, after, order } = orders[name]
  const begun = cursor ? after : `${by} IS NOT NULL`
  return db
    .prepare<object, Row>(
      `WITH c AS MATERIALIZED (
         SELECT c.id, c.name, c.name_key, c.last_id, c.waiting_since, c.interactions, ${by} AS by FROM ${from}
         WHERE ${[...where, begun].join(' AND ')} ORDER BY ${order} LIMIT @limit)
       SELECT c.id, c.name, c.last_id, c.waiting_since, c.interactions, c.by, i.channel, i.direction, i.occurred_at, i.call, i.subject,
              iif(b.text = '', (SELECT group_concat(a.name, ', ') FROM attachment a WHERE a.interaction_id = i.id),
                substr(b.text, 1, ${SNIPPET * 2})) AS text
       FROM c JOIN interaction i ON i.id = c.last_id JOIN body b ON b.interaction_id = i.id ORDER BY ${order}`,
    )
    .all({ ...values, by: cursor?.by ?? null, id: cursor?.id ?? null, limit })
}

function view(row: Row): CustomerRow {
  const text = (row.text ?? '').replace(/\s+/g, ' ').trim()
  return {
    id: row.id,
    name: row.name,
    lastAt: row.occurred_at,
    lastChannel: channels[row.channel] ?? 'note',
    lastDirection: row.direction,
    snippet: maskNumbers(row.subject ? `${row.subject}${text && ' – '}${text}` : text).slice(0, SNIPPET),
    interactions: row.interactions,
    ...(row.waiting_since !== null && { waitingSince: row.waiting_since }),
    ...(row.call !== null && { lastCall: CallFacts.parse(JSON.parse(row.call)) }),
  }
}
