import type { Erasure, Reach, Receipt } from '#shared/contract/safety/privacy.ts'
import { channels } from '#shared/model/interaction.ts'
import { noteAudit } from '../audit/audit.ts'
import { currentCustomer } from '../customers/ops.ts'
import type { Db } from '../store/database.ts'
import { removeInteractions } from './removal/interactions.ts'
import { removePeople } from './removal/people.ts'
import { overwriting, removing } from './removal/tables.ts'
import { forgetWords } from './removal/words.ts'

interface Wanted {
  customer: number
  /** Epoch ms, and who wants it. */
  at: number
  agent?: string
  /** Names of the backups there are. */
  backups: string[]
}

/**
 * Erases a customer with everybody who was ever merged into them: their identities, everything they took part in, what was written about
 * them, what was derived, and what the search index knew. Freed pages are overwritten, the index is written anew, and nothing of it is left
 * in the write-ahead log once `forgetLog` ran. Refuses `not-found`.
 */
export function eraseCustomer(db: Db, { customer, at, agent, backups }: Wanted): Receipt {
  return overwriting(db, () =>
    db
      .transaction(() => {
        const reach = removing(db, () => erase(db, currentCustomer(db, customer)))
        const { mentions: _, ...numbers } = reach
        const line = noteAudit(db, { at, agent, what: 'customer.erased', detail: { customer, ...numbers } })
        return { ...reach, backups, audit: line }
      })
      .immediate(),
  )
}

/** What `eraseCustomer` would erase, and whom else it touches. Changes nothing. Refuses `not-found`. */
export function foreseeErasure(db: Db, { customer }: { customer: number }): Omit<Erasure, 'backups'> {
  return db.transaction(() =>
    removing(db, () => {
      const reach = reachOf(db, currentCustomer(db, customer))
      const others = db
        .prepare<[], { id: number; name: string }>(
          `SELECT id, name FROM customer WHERE last_id IS NOT NULL AND id IN (SELECT i.customer_id FROM gone JOIN participation p ON p.interaction_id = gone.id
             JOIN identity i ON i.id = p.identity_id WHERE i.customer_id NOT IN (SELECT id FROM gone_customer)) ORDER BY name`,
        )
        .all()
      return { ...reach, mentions: mentionsOf(db, valuesOf(db)), others }
    }),
  )()
}

const FIND = `
  INSERT INTO gone_identity SELECT id FROM identity WHERE customer_id IN (SELECT id FROM gone_customer);
  INSERT OR IGNORE INTO gone SELECT interaction_id FROM participation WHERE identity_id IN (SELECT id FROM gone_identity);
  INSERT INTO gone_case SELECT id FROM "case" WHERE identity_id IN (SELECT id FROM gone_identity);
  INSERT INTO gone_note SELECT id FROM note WHERE customer_id IN (SELECT id FROM gone_customer) OR case_id IN (SELECT id FROM gone_case);
`

/** What names them beside what is removed with every interaction. */
const REMOVE = `
  DELETE FROM reply WHERE answers IN (SELECT id FROM gone) OR case_id IN (SELECT id FROM gone_case);
  DELETE FROM late_mark WHERE by_source_id IN (SELECT source_id FROM interaction WHERE id IN (SELECT id FROM gone));
  -- What others wrote in cases of theirs is placed anew.
  INSERT OR IGNORE INTO case_todo SELECT interaction_id FROM case_interaction
    WHERE case_id IN (SELECT id FROM gone_case) AND interaction_id NOT IN (SELECT id FROM gone);
  DELETE FROM profile_change WHERE EXISTS (SELECT 1 FROM json_each(payload, '$.values') WHERE value ->> '$.customer' IN (SELECT id FROM gone_customer));
`

function erase(db: Db, customer: number): Reach {
  const reach = reachOf(db, customer)
  const values = valuesOf(db)
  db.exec(REMOVE)
  removeInteractions(db)
  removePeople(db)
  forgetWords(db)
  forgetSearches(db, values)
  return { ...reach, mentions: mentionsOf(db, values) }
}

/** Fills the tables of what is to go, and counts it. */
function reachOf(db: Db, customer: number): Omit<Reach, 'mentions'> {
  const one = (sql: string) => Number(db.prepare(sql).pluck().get())
  db.prepare(
    `INSERT INTO gone_customer WITH RECURSIVE theirs (id) AS (VALUES (@customer) UNION SELECT c.id FROM customer c JOIN theirs t ON c.merged_into = t.id)
     SELECT id FROM theirs`,
  ).run({ customer })
  db.exec(FIND)
  return {
    identities: one('SELECT count(*) FROM gone_identity'),
    interactions: one('SELECT count(*) FROM gone'),
    calls: one(`SELECT count(*) FROM interaction WHERE id IN (SELECT id FROM gone) AND channel = ${channels.indexOf('phone')}`),
    shared: one(
      `SELECT count(DISTINCT p.interaction_id) FROM participation p JOIN identity i ON i.id = p.identity_id
       WHERE p.interaction_id IN (SELECT id FROM gone) AND i.customer_id NOT IN (SELECT id FROM gone_customer)`,
    ),
    attachments: one('SELECT count(*) FROM attachment WHERE interaction_id IN (SELECT id FROM gone)'),
    notes: one('SELECT count(*) FROM gone_note'),
    cases: one('SELECT count(*) FROM gone_case'),
  }
}

/** Their addresses and numbers. */
function valuesOf(db: Db): string[] {
  return db.prepare<[], string>('SELECT value FROM identity WHERE id IN (SELECT id FROM gone_identity)').pluck().all()
}

/** A search that was kept for them is not. */
function forgetSearches(db: Db, values: readonly string[]): void {
  const searches = db.prepare('DELETE FROM saved_search WHERE instr(lower(text), @value) > 0')
  for (const value of values) searches.run({ value })
}

/** How many interactions that stay name one of these in their text. */
function mentionsOf(db: Db, values: readonly string[]): number {
  const find = db
    .prepare<[string], number>('SELECT rowid FROM interaction_fts WHERE interaction_fts MATCH ? AND rowid NOT IN (SELECT id FROM gone)')
    .pluck()
  const found = values.flatMap(value => find.all(`"${value.replaceAll('"', ' ')}"`))
  return new Set(found).size
}
