import { summarise } from '../customers/summary.ts'
import type { Db } from '../store/database.ts'
import { Refusal } from '../store/protocol.ts'

/**
 * Removes an account. With `remove`, also the interactions that came through it and no other way, the identities nobody is met under any
 * more, and attachments nobody holds. Returns how many interactions went, and whose. Refuses `not-found`.
 */
export function removeAccount(
  db: Db,
  { id, history }: { id: string; history: 'keep' | 'remove' },
): { removed: number; customers: number[] } {
  return db
    .transaction(() => {
      const gone = history === 'remove' ? removeHistory(db, id) : { removed: 0, customers: [] }
      // What stays is from then on as if it had come from a file: no other account takes it along.
      db.prepare("INSERT OR IGNORE INTO arrival SELECT interaction_id, '' FROM arrival WHERE account_id = ?").run(id)
      db.prepare('DELETE FROM arrival WHERE account_id = ?').run(id)
      if (db.prepare('DELETE FROM account WHERE id = ?').run(id).changes === 0) throw new Refusal('not-found')
      return gone
    })
    .immediate()
}

/** Identities that nobody is met under any more; those an agent typed stay. */
const UNMET = `SELECT i.id FROM identity i WHERE NOT EXISTS (SELECT 1 FROM participation p WHERE p.identity_id = i.id)
  AND i.connector_id NOT IN (SELECT id FROM connector WHERE key = 'agent')`

function removeHistory(db: Db, account: string): { removed: number; customers: number[] } {
  db.exec('CREATE TEMP TABLE doomed (id INTEGER PRIMARY KEY)')
  try {
    const { changes: removed } = db
      .prepare(
        `INSERT INTO doomed SELECT interaction_id FROM arrival a WHERE account_id = @account
         AND NOT EXISTS (SELECT 1 FROM arrival b WHERE b.interaction_id = a.interaction_id AND b.account_id <> @account)`,
      )
      .run({ account })
    const customers = db
      .prepare<[], number>(
        `SELECT DISTINCT d.customer_id FROM doomed JOIN participation p ON p.interaction_id = doomed.id JOIN identity d ON d.id = p.identity_id`,
      )
      .pluck()
      .all()
    db.exec(`
      DELETE FROM interaction_fts WHERE rowid IN (SELECT id FROM doomed);
      DELETE FROM participation WHERE interaction_id IN (SELECT id FROM doomed);
      DELETE FROM attachment WHERE interaction_id IN (SELECT id FROM doomed);
      DELETE FROM body WHERE interaction_id IN (SELECT id FROM doomed);
      DELETE FROM arrival WHERE interaction_id IN (SELECT id FROM doomed);
      DELETE FROM interaction WHERE id IN (SELECT id FROM doomed);
      DELETE FROM blob WHERE id NOT IN (SELECT blob_id FROM attachment WHERE blob_id IS NOT NULL);
      DELETE FROM identity_fts WHERE rowid IN (${UNMET});
      DELETE FROM apart WHERE a IN (${UNMET}) OR b IN (${UNMET});
      DELETE FROM identity WHERE id IN (${UNMET});
    `)
    for (const customer of customers) summarise(db, customer)
    return { removed, customers }
  } finally {
    db.exec('DROP TABLE doomed')
  }
}
