import type { Db } from '../store/database.ts'
import { oncePer } from '../store/once.ts'

/**
 * Joins interactions into threads by the keys they carry (own Message-ID, References and In-Reply-To; RFC 5322 section 3.6.4), in whatever
 * order they arrive: a key that was only referred to is remembered, and a message that names two threads makes them one. Interactions
 * point to a key, never to a thread, so joining rewrites none. Answers with the interaction's own key, and whether its thread was met before.
 * Good for one transaction: it counts new threads on.
 */
export function threadLinker(db: Db): (keys: string[]) => { key: string | null; met: boolean } {
  const { find, newest, insert, join } = statements(db)
  let next: number | undefined
  return keys => {
    const own = keys[0]
    if (own === undefined) return { key: null, met: false }
    const known = new Map(keys.map(key => [key, find.get(key)]))
    const threads = [...new Set([...known.values()].filter(thread => thread !== undefined))].sort((a, b) => a - b)
    next ??= (newest.get() ?? 0) + 1
    const thread = threads[0] ?? next++
    for (const other of threads.slice(1)) join.run(thread, other)
    for (const [key, value] of known) if (value === undefined) insert.run(key, thread)
    return { key: own, met: threads.length > 0 }
  }
}

const statements = oncePer(db => ({
  find: db.prepare<[string], number>('SELECT thread_id FROM thread_key WHERE key = ?').pluck(),
  newest: db.prepare<[], number | null>('SELECT max(thread_id) FROM thread_key').pluck(),
  insert: db.prepare('INSERT INTO thread_key (key, thread_id) VALUES (?, ?)'),
  // Without OR FAIL, a change of several rows opens a savepoint, at which the full-text index writes out what it gathered. Whatever fails here
  // undoes the whole batch.
  join: db.prepare('UPDATE OR FAIL thread_key SET thread_id = ? WHERE thread_id = ?'),
}))
