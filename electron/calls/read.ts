import type { CallView } from '#shared/contract/phone/calls.ts'
import { CallResult, CallState } from '#shared/model/call.ts'
import { Direction } from '#shared/model/interaction.ts'
import { currentCustomer } from '../customers/ops.ts'
import type { Db } from '../store/database.ts'

/** What was not closed by then is history, ms. */
const SHOWN = 12 * 3600_000
/** A call whose record has not come by then stands for itself no longer, ms. */
const RECORD_WAIT = 30 * 24 * 3600_000

interface Row {
  key: string
  state: string
  direction: string
  number: string | null
  name: string | null
  started_at: number
  answered_at: number | null
  ended_at: number | null
  note: string
  outcome: string | null
  follow_up: string | null
  interaction_id: number | null
  stands_in: 0 | 1
  followed_at: number | null
  customer_id: number | null
  customer_name: string | null
}

const select = `SELECT c.*, d.customer_id, u.name AS customer_name
  FROM call c LEFT JOIN identity d ON d.kind = 'phone' AND d.value = c.number
    LEFT JOIN customer u ON u.id = d.customer_id`

/** Calls in progress and those whose outcome is not told yet, the newest first. */
export function currentCalls(db: Db, { now }: { now: number }): CallView[] {
  return db
    .prepare<[number], Row>(`${select} WHERE c.closed_at IS NULL AND c.started_at > ? ORDER BY c.started_at DESC LIMIT 20`)
    .all(now - SHOWN)
    .map(viewOf)
}

/** Calls with a customer that wait for their record, or that something was written about, but for the current ones; the oldest first. Refuses `not-found`. */
export function callsOf(db: Db, { customer, now }: { customer: number; now: number }): CallView[] {
  return db
    .prepare<unknown[], Row>(
      `${select} WHERE d.customer_id = @customer
         AND (c.note <> '' OR c.outcome <> 'none' OR ((c.interaction_id IS NULL OR c.stands_in = 1) AND c.started_at > @since))
         AND (c.interaction_id IS NOT NULL OR c.closed_at IS NOT NULL OR c.started_at <= @shown)
       ORDER BY c.started_at DESC LIMIT 1000`,
    )
    .all({ customer: currentCustomer(db, customer), since: now - RECORD_WAIT, shown: now - SHOWN })
    .reverse()
    .map(viewOf)
}

/** Calls to be followed up by this day (YYYY-MM-DD) or without a day, and not done; the one due first first. */
export function callFollowUps(db: Db, { until }: { until: string }): CallView[] {
  return db
    .prepare<[string], Row>(
      `${select} WHERE c.outcome = 'follow-up' AND c.followed_at IS NULL AND d.customer_id IS NOT NULL
         AND (c.follow_up IS NULL OR c.follow_up <= ?) ORDER BY c.follow_up, c.started_at LIMIT 200`,
    )
    .all(until)
    .map(viewOf)
}

function viewOf(row: Row): CallView {
  const outcome = CallResult.safeParse(row.outcome).data
  return {
    key: row.key,
    state: CallState.parse(row.state),
    direction: Direction.parse(row.direction),
    startedAt: row.started_at,
    note: row.note,
    ...(row.number !== null && { number: row.number }),
    ...(row.name !== null && { name: row.name }),
    ...(row.customer_id !== null && { customer: { id: row.customer_id, name: row.customer_name ?? '' } }),
    ...(row.answered_at !== null && { answeredAt: row.answered_at }),
    ...(row.ended_at !== null && { endedAt: row.ended_at }),
    ...(outcome && { outcome }),
    ...(row.follow_up !== null && { followUp: row.follow_up }),
    ...(row.interaction_id !== null && { interaction: row.interaction_id }),
    ...(row.followed_at !== null && { followedAt: row.followed_at }),
    recorded: row.interaction_id !== null && row.stands_in === 0,
  }
}
