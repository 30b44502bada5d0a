import type { Database as Db } from 'better-sqlite3-multiple-ciphers'

/** Live sources the user set up. Their secrets lie here because the whole file is encrypted with a key that lies elsewhere. */
export function accounts(db: Db): void {
  db.exec(`
    CREATE TABLE account (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      name TEXT NOT NULL,
      settings TEXT NOT NULL,
      secrets TEXT NOT NULL,
      cursor TEXT,
      -- Re-read from this time (epoch ms) when it starts next.
      since INTEGER,
      paused INTEGER NOT NULL DEFAULT 0,
      created_at INTEGER NOT NULL,
      last_event_at INTEGER
    );
    CREATE TABLE account_event (
      id INTEGER PRIMARY KEY,
      account_id TEXT NOT NULL REFERENCES account(id) ON DELETE CASCADE,
      at INTEGER NOT NULL,
      what TEXT NOT NULL,
      code TEXT,
      detail TEXT,
      count INTEGER
    );
    CREATE INDEX account_event_account ON account_event(account_id, id);
    CREATE TABLE account_error (
      account_id TEXT NOT NULL REFERENCES account(id) ON DELETE CASCADE,
      -- Whole hours since 1970.
      hour INTEGER NOT NULL,
      count INTEGER NOT NULL,
      PRIMARY KEY (account_id, hour)
    ) WITHOUT ROWID;

    -- Which accounts brought an interaction; '' stands for files. An interaction without a row came from files only.
    CREATE TABLE arrival (
      interaction_id INTEGER NOT NULL REFERENCES interaction(id) ON DELETE CASCADE,
      account_id TEXT NOT NULL,
      PRIMARY KEY (interaction_id, account_id)
    ) WITHOUT ROWID;
    CREATE INDEX arrival_account ON arrival(account_id);

    -- What a source said later. By source id, not by row: the mark can arrive before its message does.
    CREATE TABLE late_mark (
      connector_id INTEGER NOT NULL REFERENCES connector(id),
      source_id TEXT NOT NULL,
      mark TEXT NOT NULL,
      at INTEGER NOT NULL,
      by_source_id TEXT,
      PRIMARY KEY (connector_id, source_id, mark)
    ) WITHOUT ROWID;
  `)
}
