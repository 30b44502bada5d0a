import type { Db } from '../store/database.ts'
import { oncePer } from '../store/once.ts'

/** Pages of the index rewritten in one go: some 10 ms of the store's thread. */
const PAGES = 64

/**
 * Merges a little of what a backfill left in pieces: every piece of the index costs each query a look. Returns whether there is nothing left to
 * merge. By SQLite's FTS5 page, section "The 'merge' Command": fewer than two changes mean that it had nothing to do.
 */
export function mergeIndex(db: Db): { done: boolean } {
  const { merge, changes } = statements(db)
  const before = changes.get() ?? 0
  merge.run()
  return { done: (changes.get() ?? 0) - before < 2 }
}

const statements = oncePer(db => ({
  merge: db.prepare(`INSERT INTO interaction_fts (interaction_fts, rank) VALUES ('merge', ${PAGES})`),
  changes: db.prepare<[], number>('SELECT total_changes()').pluck(),
}))
