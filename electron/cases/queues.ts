import type { QueueView } from '#shared/contract/cases.ts'
import type { Db } from '../store/database.ts'
import { Refusal } from '../store/protocol.ts'
import { AT_WORK } from './state.ts'

/** Every queue in its order, with what is at work in it. */
export function listQueues(db: Db): QueueView[] {
  return db
    .prepare<[], QueueView>(
      `SELECT q.id, q.name, count(c.id) AS open, count(c.waiting_since) AS waiting
       FROM queue q LEFT JOIN "case" c ON c.queue_id = q.id AND ${AT_WORK} GROUP BY q.id ORDER BY q.position`,
    )
    .all()
}

/** Adds a queue at the end, or renames the one of that id. Refuses `not-found`, `name-taken`. */
export function saveQueue(db: Db, { id, name }: { id?: number | undefined; name: string }): { id: number } {
  const other = db
    .prepare<[string, number], number>('SELECT id FROM queue WHERE name = ? AND id <> ?')
    .pluck()
    .get(name, id ?? -1)
  if (other !== undefined) throw new Refusal('name-taken')
  if (id === undefined) {
    const sql = 'INSERT INTO queue (name, position) VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM queue))'
    return { id: Number(db.prepare(sql).run(name).lastInsertRowid) }
  }
  if (db.prepare('UPDATE queue SET name = ? WHERE id = ?').run(name, id).changes === 0) throw new Refusal('not-found')
  return { id }
}

/** Removes a queue; its cases are in none from then on. Refuses `not-found`. */
export function removeQueue(db: Db, { id }: { id: number }): void {
  if (db.prepare('DELETE FROM queue WHERE id = ?').run(id).changes === 0) throw new Refusal('not-found')
}

/** Puts these queues first, in this order. */
export function orderQueues(db: Db, { ids }: { ids: number[] }): void {
  const set = db.prepare('UPDATE queue SET position = ? WHERE id = ?')
  db.transaction(() => {
    const named = new Set(ids)
    const rest = listQueues(db).filter(queue => !named.has(queue.id))
    for (const [index, id] of [...named, ...rest.map(queue => queue.id)].entries()) set.run(index + 1, id)
  }).immediate()
}
