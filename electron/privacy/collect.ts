import type { Interaction } from '#shared/contract/timeline.ts'
import { currentCustomer } from '../customers/ops.ts'
import { getProfile } from '../customers/profile.ts'
import type { Db } from '../store/database.ts'
import { readInteractions } from '../timeline/rows.ts'
import { identitiesOf } from '../timeline/walk.ts'

/** Whole texts; `html` where a mail has its own design. */
export type Whole = Interaction & { html?: string }

/** Everything known of one customer. Rows are as the store keeps them, without numbers that mean nothing outside. */
export interface Collected {
  customer: ReturnType<typeof getProfile>
  /** Ids, oldest first: `collectInteractions` has them. */
  interactions: number[]
  notes: unknown[]
  cases: unknown[]
  calls: unknown[]
  replies: unknown[]
  details: unknown[]
  surveys: unknown[]
}

/** Refuses `not-found`. */
export function collectCustomer(db: Db, { customer: id }: { customer: number }): Collected {
  const customer = currentCustomer(db, id)
  const identities = JSON.stringify(identitiesOf(db, customer))
  const theirs = `WITH RECURSIVE them (id) AS (VALUES (@customer) UNION SELECT c.id FROM customer c JOIN them ON c.merged_into = them.id),
    addresses (id) AS (SELECT value FROM json_each(@identities))`
  const rows = (sql: string) => db.prepare(`${theirs} ${sql}`).all({ customer, identities })
  return {
    customer: getProfile(db, { id: customer }),
    interactions: db
      .prepare<[string], number>(
        `SELECT id FROM interaction WHERE id IN
           (SELECT interaction_id FROM participation WHERE identity_id IN (SELECT value FROM json_each(?))) ORDER BY occurred_at, id`,
      )
      .pluck()
      .all(identities),
    notes: rows(`SELECT n.made_at, n.made_by, n.changed_at, n.changed_by, n.due_at, n.done_at, n.deleted_at, b.text FROM note n
      LEFT JOIN note_body b ON b.note_id = n.id WHERE n.customer_id IN (SELECT id FROM them) ORDER BY n.made_at`),
    cases: rows(`SELECT c.key, c.subject, c.state, c.state_at, c.priority, c.assignee, c.opened_at,
      (SELECT group_concat(tag, ', ') FROM case_tag t WHERE t.case_id = c.id) AS tags
      FROM "case" c WHERE c.identity_id IN (SELECT id FROM addresses) ORDER BY c.opened_at`),
    calls: rows(`SELECT direction, number, name, state, started_at, answered_at, ended_at, note, outcome, follow_up, agent FROM call
      WHERE number IN (SELECT value FROM identity WHERE id IN (SELECT id FROM addresses)) ORDER BY started_at`),
    replies: rows(
      `SELECT message, state, made_at, sent_at, agent FROM reply WHERE identity_id IN (SELECT id FROM addresses) ORDER BY made_at`,
    ),
    details: rows('SELECT field, source, value, by, at FROM attribute_value WHERE customer_id IN (SELECT id FROM them) ORDER BY field'),
    surveys: rows(
      'SELECT kind, asked_at, score, answered_at FROM survey WHERE identity_id IN (SELECT id FROM addresses) ORDER BY asked_at',
    ),
  }
}

/** Interactions as they were said, in this order: what is masked on view is theirs to have. */
export function collectInteractions(db: Db, ids: number[]): Whole[] {
  const said = db.prepare<[number], { text: string; quoted: string | null; html: string | null; subject: string | null }>(
    'SELECT b.text, b.quoted, b.html, i.subject FROM body b JOIN interaction i ON i.id = b.interaction_id WHERE i.id = ?',
  )
  return readInteractions(db, ids, true).map(row => {
    const { text = row.text, quoted, html, subject } = said.get(row.id) ?? {}
    return { ...row, text, ...(quoted && { quoted }), ...(html && { html }), ...(subject && { subject }) }
  })
}
