import type { Interaction, TimelinePage, TimelinePageInput } from '#shared/contract/timeline.ts'
import { channels } from '#shared/model/interaction.ts'
import { currentCustomer } from '../customers/ops.ts'
import { firstIdAt } from '../ingest/ids.ts'
import type { Db } from '../store/database.ts'
import { Refusal } from '../store/protocol.ts'
import { readInteractions } from './rows.ts'
import { ALL_CHANNELS, identitiesOf, walkCase, walkIds } from './walk.ts'

/** A page of one customer's timeline, oldest first. Refuses `not-found`. */
export function timelinePage(db: Db, input: TimelinePageInput): TimelinePage {
  const identities = identitiesOf(db, currentCustomer(db, input.customer))
  const mask = input.channels?.reduce((bits, channel) => bits | (1 << channels.indexOf(channel)), 0) ?? ALL_CHANNELS
  const { limit } = input
  const step = (direction: 'older' | 'newer') => (from: number, count: number) => {
    const options = { from, channels: mask, limit: count }
    return input.case === undefined ? walkIds(db, identities, direction, options) : walkCase(db, input.case, direction, options)
  }
  const older = step('older')
  const newer = step('newer')

  if (input.after !== undefined || input.at !== undefined) {
    const from = input.after ?? firstIdAt(input.at ?? 0) - 1
    const found = newer(from, limit + 1)
    const ids = found.slice(0, limit)
    return { rows: readInteractions(db, ids), older: older(ids[0] ?? from + 1, 1).length > 0, newer: found.length > limit }
  }
  const from = input.before ?? Number.MAX_SAFE_INTEGER
  const found = older(from, limit + 1)
  const ids = found.slice(0, limit).reverse()
  return {
    rows: readInteractions(db, ids),
    older: found.length > limit,
    newer: input.before !== undefined && newer(from - 1, 1).length > 0,
  }
}

/** One interaction with its whole text. Refuses `not-found`. */
export function getInteraction(db: Db, { id }: { id: number }): Interaction {
  const [found] = readInteractions(db, [id], true)
  if (!found) throw new Refusal('not-found')
  return found
}

/** First and last interaction (epoch ms) and how many there are. Refuses `not-found`. */
export function timelineSpan(db: Db, { customer }: { customer: number }): { first: number; last: number; count: number } {
  const id = currentCustomer(db, customer)
  const identities = identitiesOf(db, id)
  const [first] = readInteractions(db, walkIds(db, identities, 'newer', { from: Number.MIN_SAFE_INTEGER, limit: 1 }))
  const [last] = readInteractions(db, walkIds(db, identities, 'older', { from: Number.MAX_SAFE_INTEGER, limit: 1 }))
  const count = db.prepare<[number], number>('SELECT interactions FROM customer WHERE id = ?').pluck().get(id)
  return { first: first?.occurredAt ?? 0, last: last?.occurredAt ?? 0, count: count ?? 0 }
}
