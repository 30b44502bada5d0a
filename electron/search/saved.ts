import type { SavedSearch } from '#shared/contract/search.ts'
import type { Db } from '../store/database.ts'
import { Refusal } from '../store/protocol.ts'

/** Saved searches in the order of their names. */
export function savedSearches(db: Db): SavedSearch[] {
  return db
    .prepare<[], SavedSearch>('SELECT id, name, text FROM saved_search')
    .all()
    .sort((a, b) => a.name.localeCompare(b.name))
}

/** Keeps a search under a name, new or changed. */
export function saveSearch(db: Db, { id, name, text, at }: SavedSearch & { at: number }): void {
  db.prepare(
    `INSERT INTO saved_search (id, name, text, at) VALUES (@id, @name, @text, @at)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, text = excluded.text, at = excluded.at`,
  ).run({ id, name, text, at })
}

/** Refuses `not-found`. */
export function removeSavedSearch(db: Db, { id }: { id: string }): void {
  if (db.prepare('DELETE FROM saved_search WHERE id = ?').run(id).changes === 0) throw new Refusal('not-found')
}
