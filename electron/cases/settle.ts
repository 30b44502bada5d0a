import type { Db } from '../store/database.ts'

/** Works out anew what a case derives from its interactions, after some came or went. */
export function settleCase(db: Db, id: number): void {
  db.prepare(
    `UPDATE "case" SET waiting_since = @waiting,
       first_id = (SELECT min(interaction_id) FROM case_interaction WHERE case_id = @id),
       last_id = (SELECT max(interaction_id) FROM case_interaction WHERE case_id = @id)
     WHERE id = @id`,
  ).run({ id, waiting: waitingSince(db, id) })
  db.prepare('DELETE FROM case_thread WHERE case_id = ?').run(id)
  db.prepare(
    `INSERT OR IGNORE INTO case_thread (thread_key, case_id) SELECT i.thread_key, c.case_id FROM case_interaction c
       JOIN interaction i ON i.id = c.interaction_id WHERE c.case_id = ? AND i.thread_key IS NOT NULL`,
  ).run(id)
}

/** Since when the customer waits in this case, epoch ms: their oldest question after our last answer; null when nothing is owed. */
export function waitingSince(db: Db, id: number): number | null {
  const steps = db.prepare<[number], { at: number; asks: 0 | 1 | null }>(
    `SELECT i.occurred_at AS at, max(p.asks) AS asks FROM case_interaction c JOIN interaction i ON i.id = c.interaction_id
       JOIN participation p ON p.interaction_id = c.interaction_id
     WHERE c.case_id = ? GROUP BY c.interaction_id ORDER BY c.interaction_id DESC`,
  )
  let since: number | null = null
  for (const { at, asks } of steps.iterate(id)) {
    if (asks === 0) break
    if (asks === 1) since = at
  }
  return since
}
