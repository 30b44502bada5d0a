import type { Receipt } from '#shared/contract/safety/privacy.ts'
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
        const counted = removing(db, () => erase(db, currentCustomer(db, customer)))
        const { mentions: _, ...numbers } = counted
        const line = noteAudit(db, { at, agent, what: 'customer.erased', detail: { customer, ...numbers } })
        return { ...counted, backups, audit: line }
      })
      .immediate(),
  )
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

function erase(db: Db, customer: number): Omit<Receipt, 'backups' | 'audit'> {
  const one = (sql: string) => Number(db.prepare(sql).pluck().get())
  db.prepare(
    `INSERT INTO gone_customer WITH RECURSIVE theirs (id) AS (VALUES (@customer) UNION SELECT c.id FROM customer c JOIN theirs t ON c.merged_into = t.id)
     SELECT id FROM theirs`,
  ).run({ customer })
  db.exec(FIND)
  const values = db.prepare<[], string>('SELECT value FROM identity WHERE id IN (SELECT id FROM gone_identity)').pluck().all()
  const counted = {
    identities: one('SELECT count(*) FROM gone_identity'),
    interactions: one('SELECT count(*) FROM gone'),
    shared: one(
      `SELECT count(DISTINCT p.interaction_id) FROM participation p JOIN identity i ON i.id = p.identity_id
       WHERE p.interaction_id IN (SELECT id FROM gone) AND i.customer_id NOT IN (SELECT id FROM gone_customer)`,
    ),
    attachments: one('SELECT count(*) FROM attachment WHERE interaction_id IN (SELECT id FROM gone)'),
    notes: one('SELECT count(*) FROM gone_note'),
    cases: one('SELECT count(*) FROM gone_case'),
  }
  db.exec(REMOVE)
  removeInteractions(db)
  removePeople(db)
  forgetWords(db)
  forgetSearches(db, values)
  return { ...counted, mentions: mentionsOf(db, values) }
}

/** A search that was kept for them is not. */
function forgetSearches(db: Db, values: readonly string[]): void {
  const searches = db.prepare('DELETE FROM saved_search WHERE instr(lower(text), @value) > 0')
  for (const value of values) searches.run({ value })
}

/** How many interactions still name one of these in their text. */
function mentionsOf(db: Db, values: readonly string[]): number {
  const find = db.prepare<[string], number>('SELECT rowid FROM interaction_fts WHERE interaction_fts MATCH ?').pluck()
  const found = values.flatMap(value => find.all(`"${value.replaceAll('"', ' ')}"`))
  return new Set(found).size
}
