import type { Database as Db } from 'better-sqlite3-multiple-ciphers'

/**
 * The words of the index with the number of interactions that hold them, and their trigrams: parts of words, completions and mistyped words are
 * looked up here, because the index's own vocabulary counts every occurrence anew each time it is read. Kept by search/vocabulary.ts.
 */
export function words(db: Db): void {
  db.exec(`
    CREATE TABLE word (
      id INTEGER PRIMARY KEY,
      term TEXT NOT NULL,
      docs INTEGER NOT NULL
    );
    CREATE UNIQUE INDEX word_term ON word(term, docs);
    CREATE INDEX word_common ON word(docs, term) WHERE docs >= 50;
    CREATE VIRTUAL TABLE word_part USING fts5(term, content = '', detail = none, columnsize = 0, tokenize = 'trigram');

    -- Searches the user gave a name.
    CREATE TABLE saved_search (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      text TEXT NOT NULL,
      at INTEGER NOT NULL
    ) WITHOUT ROWID;
  `)
}
