import type { CustomerFilter, CustomerRow } from '#shared/contract/customers.ts'
import { CallFacts, channels } from '#shared/model/interaction.ts'
import { segmentTest } from '../profile/segments.ts'
import { matchingIdentities } from '../search/identities.ts'
import type { Db } from '../store/database.ts'

const SNIPPET = 140

interface Row {
  id: number
  name: string
  last_id: number
  waiting_since: number | null
  interactions: number
  channel: number
  direction: 'in' | 'out'
  occurred_at: number
  call: string | null
  subject: string | null
  text: string
}

/** A page of customers, newest activity first. `cursor` is the last row's latest interaction id, `at` the time now. Refuses `not-found`. */
export function listCustomers(
  db: Db,
  {
    channel,
    waiting,
    text,
    segment,
    cursor,
    limit,
    at = Date.now(),
  }: CustomerFilter & { cursor?: number | undefined; limit: number; at?: number },
): { rows: CustomerRow[]; next?: number } {
  const where = ['c.last_id < @cursor']
  if (waiting) where.push('c.waiting_since IS NOT NULL')
  if (channel !== undefined) where.push('c.channels & @channel')
  const test = segment === undefined ? undefined : segmentTest(db, { segment, at })
  if (test) where.push(...test.where)
  const typed = text?.trim()
  if (typed) {
    const ids = matchingIdentities(db, typed, 2000)
    where.push(`c.id IN (SELECT customer_id FROM identity WHERE id IN (${ids.join(',')}))`)
  }
  const found = db
    .prepare<object, Row>(
      `SELECT c.id, c.name, c.last_id, c.waiting_since, c.interactions, i.channel, i.direction, i.occurred_at, i.call, i.subject,
              substr(b.text, 1, ${SNIPPET * 2}) AS text
       FROM customer c JOIN interaction i ON i.id = c.last_id JOIN body b ON b.interaction_id = i.id
       WHERE ${where.join(' AND ')} ORDER BY c.last_id DESC LIMIT @limit`,
    )
    .all({
      ...test?.values,
      cursor: cursor ?? Number.MAX_SAFE_INTEGER,
      channel: channel === undefined ? 0 : 1 << channels.indexOf(channel),
      limit: limit + 1,
    })
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return { rows: rows.map(view), ...(found.length > limit && last && { next: last.last_id }) }
}

function view(row: Row): CustomerRow {
  const text = row.text.replace(/\s+/g, ' ').trim()
  return {
    id: row.id,
    name: row.name,
    lastAt: row.occurred_at,
    lastChannel: channels[row.channel] ?? 'note',
    lastDirection: row.direction,
    snippet: (row.subject ? `${row.subject}${text && ' – '}${text}` : text).slice(0, SNIPPET),
    interactions: row.interactions,
    ...(row.waiting_since !== null && { waitingSince: row.waiting_since }),
    ...(row.call !== null && { lastCall: CallFacts.parse(JSON.parse(row.call)) }),
  }
}
