import type { Database as Db } from 'better-sqlite3-multiple-ciphers'
import { nameInParts } from '../../../search/words.ts'

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

/** What a word of a name begins with is found as any part of three characters is: names are indexed again, 100,000 in about three seconds. */
export function namesBegun(db: Db): void {
  db.exec(`
    DROP TRIGGER IF EXISTS given_name_comes;
    INSERT INTO identity_fts (identity_fts) VALUES ('delete-all');
    INSERT INTO given_name_fts (given_name_fts) VALUES ('delete-all');
  `)
  const index = db.prepare('INSERT INTO identity_fts (rowid, name, value) VALUES (?, ?, ?)')
  for (const { id, name, value } of db
    .prepare<[], { id: number; name: string | null; value: string }>('SELECT id, name, value FROM identity')
    .all()) {
    index.run(id, nameInParts(name ?? '', value), value)
  }
  const given = db.prepare('INSERT INTO given_name_fts (rowid, name) VALUES (?, ?)')
  for (const { id, name } of db
    .prepare<[], { id: number; name: string }>("SELECT customer_id AS id, value AS name FROM attribute_now WHERE field = 'name'")
    .all()) {
    given.run(id, nameInParts(name, ''))
  }
}

/** What is not mail is found by its channel: a handful of surveys among a million. */
export function otherChannels(db: Db): void {
  db.exec('CREATE INDEX IF NOT EXISTS interaction_channel ON interaction(channel) WHERE channel <> 0')
}
