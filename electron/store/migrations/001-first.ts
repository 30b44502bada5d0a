import type { Database as Db } from 'better-sqlite3-multiple-ciphers'

/**
 * Interactions belong to identities; identities belong to customers. An interaction's id is built from its time (see
 * ingest/ids.ts), so walking ids walks time and every "newest first" is a walk of a primary key.
 * Channels are numbers here: their position in shared/model `channels`.
 */
export function first(db: Db): void {
  db.exec(`
    CREATE TABLE connector (
      id INTEGER PRIMARY KEY,
      key TEXT NOT NULL UNIQUE
    );

    CREATE TABLE customer (
      id INTEGER PRIMARY KEY,
      -- All below is derived from the customer's identities and interactions, kept so that the list need not look.
      name TEXT NOT NULL DEFAULT '',
      last_id INTEGER,
      waiting_since INTEGER,
      interactions INTEGER NOT NULL DEFAULT 0,
      channels INTEGER NOT NULL DEFAULT 0,
      merged_into INTEGER REFERENCES customer(id)
    );
    CREATE INDEX customer_recent ON customer(last_id) WHERE last_id IS NOT NULL;
    CREATE INDEX customer_waiting ON customer(last_id) WHERE waiting_since IS NOT NULL;

    CREATE TABLE identity (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL,
      value TEXT NOT NULL,
      name TEXT,
      name_at INTEGER,
      customer_id INTEGER NOT NULL REFERENCES customer(id),
      connector_id INTEGER NOT NULL REFERENCES connector(id),
      UNIQUE (kind, value)
    );
    CREATE INDEX identity_customer ON identity(customer_id);

    CREATE TABLE file (
      id INTEGER PRIMARY KEY,
      path TEXT NOT NULL UNIQUE
    );

    CREATE TABLE thread_key (
      key TEXT PRIMARY KEY,
      thread_id INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX thread_key_thread ON thread_key(thread_id);

    CREATE TABLE interaction (
      id INTEGER PRIMARY KEY,
      connector_id INTEGER NOT NULL REFERENCES connector(id),
      source_id TEXT NOT NULL,
      channel INTEGER NOT NULL,
      direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
      occurred_at INTEGER NOT NULL,
      ended_at INTEGER,
      subject TEXT,
      thread_key TEXT,
      call TEXT,
      marks TEXT,
      parties TEXT NOT NULL,
      file_id INTEGER REFERENCES file(id),
      line INTEGER,
      UNIQUE (connector_id, source_id)
    );
    CREATE TRIGGER interaction_never_changes BEFORE UPDATE ON interaction
      BEGIN SELECT RAISE(ABORT, 'an interaction never changes'); END;

    CREATE TABLE body (
      interaction_id INTEGER PRIMARY KEY REFERENCES interaction(id),
      text TEXT NOT NULL,
      quoted TEXT,
      html TEXT
    );
    CREATE TRIGGER body_never_changes BEFORE UPDATE ON body
      BEGIN SELECT RAISE(ABORT, 'an interaction never changes'); END;

    -- Who of the customers took part. asks: 1 wants an answer, 0 is one, null neither.
    CREATE TABLE participation (
      identity_id INTEGER NOT NULL REFERENCES identity(id),
      interaction_id INTEGER NOT NULL REFERENCES interaction(id),
      channel INTEGER NOT NULL,
      asks INTEGER,
      PRIMARY KEY (identity_id, interaction_id)
    ) WITHOUT ROWID;
    CREATE INDEX participation_interaction ON participation(interaction_id);

    CREATE TABLE blob (
      id INTEGER PRIMARY KEY,
      hash BLOB NOT NULL UNIQUE,
      content BLOB NOT NULL
    );
    CREATE TABLE attachment (
      interaction_id INTEGER NOT NULL REFERENCES interaction(id),
      position INTEGER NOT NULL,
      name TEXT NOT NULL,
      type TEXT NOT NULL,
      size INTEGER NOT NULL,
      blob_id INTEGER REFERENCES blob(id),
      content_id TEXT,
      PRIMARY KEY (interaction_id, position)
    ) WITHOUT ROWID;

    -- Recorded changes. Payloads name identities by kind and value, not by row, so that they mean the same on another machine.
    CREATE TABLE op (
      id TEXT PRIMARY KEY,
      at INTEGER NOT NULL,
      kind TEXT NOT NULL,
      payload TEXT NOT NULL,
      undone_at INTEGER
    );
    CREATE TABLE op_customer (
      customer_id INTEGER NOT NULL REFERENCES customer(id),
      op_id TEXT NOT NULL REFERENCES op(id),
      PRIMARY KEY (customer_id, op_id)
    ) WITHOUT ROWID;

    CREATE TABLE setting (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) WITHOUT ROWID;

    -- Contentless: texts are kept once, in body. Chinese and Japanese runs come in as pairs (search/words.ts).
    CREATE VIRTUAL TABLE interaction_fts USING fts5(
      subject, text, sender, recipients, files,
      content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
    );
    INSERT INTO interaction_fts (interaction_fts, rank) VALUES ('hashsize', 33554432);
    -- Its vocabulary, to find parts of words without paying for trigrams of every text.
    CREATE VIRTUAL TABLE interaction_term USING fts5vocab(interaction_fts, row);
    -- Names, addresses and numbers are short: trigrams find any part of them.
    CREATE VIRTUAL TABLE identity_fts USING fts5(
      name, value,
      content = '', contentless_delete = 1, tokenize = 'trigram remove_diacritics 1'
    );
  `)
}
