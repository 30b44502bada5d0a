import type { Db } from '../../store/database.ts'

/** Words of what was removed stay in these until their pages are written anew. */
const INDEXES = ['interaction_fts', 'identity_fts', 'given_name_fts', 'note_fts']

/** Pages of an index written anew in one go: some 10 ms of the store's thread. */
const PAGES = 64
/** Words of the vocabulary looked up in one go. */
const WORDS = 500

/** All at once: the indexes are written anew, and the vocabulary is learned again from what is left. */
export function forgetWords(db: Db): void {
  for (const index of INDEXES) db.exec(`INSERT INTO ${index} (${index}) VALUES ('optimize')`)
  db.exec(`
    DELETE FROM word;
    INSERT INTO word_part (word_part) VALUES ('delete-all');
    DELETE FROM setting WHERE name = 'search-words';
  `)
}

/** How far forgetting has come: an index, then the vocabulary by its words' numbers. */
export interface Forgetting {
  index: number
  word: number
}

/**
 * The same in slices, each in a transaction of its own. Answers with how far it came, undefined at the end. What SQLite's FTS5 page says in section
 * "The 'merge' Command": a negative number of pages begins with merging everything into one, as 'optimize' does, and fewer than two changes
 * mean that there was nothing left to do.
 */
export function forgetSome(db: Db, { index, word }: Forgetting): Forgetting | undefined {
  const name = INDEXES[index]
  if (name !== undefined) return mergeSome(db, name) ? { index, word } : { index: index + 1, word }
  return db
    .transaction(() => {
      const rows = db
        .prepare<[number], { id: number; term: string }>(`SELECT id, term FROM word WHERE id > ? ORDER BY id LIMIT ${WORDS}`)
        .all(word)
      const used = db.prepare<[string], 1>('SELECT 1 FROM interaction_term WHERE term = ?')
      const unlearn = db.prepare("INSERT INTO word_part (word_part, rowid, term) VALUES ('delete', @id, @term)")
      const drop = db.prepare('DELETE FROM word WHERE id = @id')
      for (const { id, term } of rows) {
        if (used.get(term) !== undefined) continue
        unlearn.run({ id, term })
        drop.run({ id })
      }
      const last = rows.at(-1)
      return last && { index, word: last.id }
    })
    .immediate()
}

/** Whether there may be more to do. */
function mergeSome(db: Db, index: string): boolean {
  const changes = db.prepare<[], number>('SELECT total_changes()').pluck()
  const before = changes.get() ?? 0
  db.exec(`INSERT INTO ${index} (${index}, rank) VALUES ('merge', -${PAGES})`)
  return (changes.get() ?? 0) - before >= 2
}
