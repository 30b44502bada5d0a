import { removeInteractions } from '../privacy/removal/interactions.ts'
import { removePeople } from '../privacy/removal/people.ts'
import { removing } from '../privacy/removal/tables.ts'
import type { Db } from '../store/database.ts'
import { Refusal } from '../store/protocol.ts'

/**
 * Removes an account. With `remove`, also the interactions that came through it and no other way, the identities nobody is met under any
 * more, and attachments nobody holds (privacy/removal). Returns how many interactions went, and whose. Refuses `not-found`.
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

function removeHistory(db: Db, account: string): { removed: number; customers: number[] } {
  return removing(db, () => {
    const { changes: removed } = db
      .prepare(
        `INSERT INTO gone SELECT interaction_id FROM arrival a WHERE account_id = @account
         AND NOT EXISTS (SELECT 1 FROM arrival b WHERE b.interaction_id = a.interaction_id AND b.account_id <> @account)`,
      )
      .run({ account })
    removeInteractions(db)
    return { removed, ...removePeople(db) }
  })
}
