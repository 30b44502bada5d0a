import type { Database as Db } from 'better-sqlite3-multiple-ciphers'

/** Calls as phones tell of them while they happen, and what agents write about them. Their record comes later, as an interaction. */
export function calls(db: Db): void {
  db.exec(`
    CREATE TABLE call (
      key TEXT PRIMARY KEY,
      -- The account that told of it (null: a link), and what that one calls it: its record's source_id.
      source TEXT,
      source_id TEXT,
      direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
      -- The other side's, normalised; null when hidden. The customer is the one who owns this identity now.
      number TEXT,
      name TEXT,
      state TEXT NOT NULL,
      -- Epoch ms.
      started_at INTEGER NOT NULL,
      answered_at INTEGER,
      ended_at INTEGER,
      note TEXT NOT NULL DEFAULT '',
      outcome TEXT,
      -- YYYY-MM-DD.
      follow_up TEXT,
      -- When nothing more was to be said about it.
      closed_at INTEGER,
      agent TEXT,
      interaction_id INTEGER REFERENCES interaction(id) ON DELETE SET NULL
    ) WITHOUT ROWID;
    CREATE INDEX call_source ON call(source_id) WHERE source_id IS NOT NULL;
    CREATE INDEX call_number ON call(number, started_at);
    CREATE INDEX call_open ON call(started_at) WHERE closed_at IS NULL;
    CREATE INDEX call_unrecorded ON call(started_at) WHERE interaction_id IS NULL;
    CREATE UNIQUE INDEX call_interaction ON call(interaction_id) WHERE interaction_id IS NOT NULL;
  `)
}

/** A call that ended is an interaction at once; its record takes that one's place. What was to be followed up is done one day. */
export function callsInHistory(db: Db): void {
  db.exec(`
    -- Its interaction was made here and waits for the record.
    ALTER TABLE call ADD COLUMN stands_in INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE call ADD COLUMN followed_at INTEGER;
    CREATE INDEX call_stands_in ON call(started_at) WHERE stands_in = 1;
    CREATE INDEX call_follow_up ON call(follow_up) WHERE outcome = 'follow-up' AND followed_at IS NULL;
  `)
}
