import type { Database as Db } from 'better-sqlite3-multiple-ciphers'

/**
 * What agents write about a customer or a case. A body is a Yjs document: note_update holds every change of it in order and is only ever added
 * to (neighbouring changes of one sitting are merged into one row, which says the same); note_body is derived from it.
 */
export function notes(db: Db): void {
  db.exec(`
    CREATE TABLE note (
      id INTEGER PRIMARY KEY,
      -- The same on every machine, made by whoever began it.
      key TEXT NOT NULL UNIQUE,
      -- Whom it was written about, for good: one who takes others over shows their notes too, so that merging and splitting move nothing.
      customer_id INTEGER NOT NULL REFERENCES customer(id),
      -- When it is about a case, it goes wherever the case goes.
      case_id INTEGER REFERENCES "case"(id) ON DELETE SET NULL,
      made_at INTEGER NOT NULL,
      made_by TEXT,
      changed_at INTEGER NOT NULL,
      changed_by TEXT,
      -- The number of its latest change.
      seq INTEGER NOT NULL,
      -- How far note_body has come.
      settled INTEGER NOT NULL DEFAULT 0,
      pinned INTEGER NOT NULL DEFAULT 0,
      due_at INTEGER,
      done_at INTEGER,
      deleted_at INTEGER
    );
    CREATE INDEX note_customer ON note(customer_id);
    CREATE INDEX note_case ON note(case_id) WHERE case_id IS NOT NULL;
    CREATE INDEX note_due ON note(due_at) WHERE due_at IS NOT NULL AND done_at IS NULL AND deleted_at IS NULL;
    CREATE INDEX note_unsettled ON note(changed_at) WHERE settled < seq;

    CREATE TABLE note_update (
      note_id INTEGER NOT NULL REFERENCES note(id) ON DELETE CASCADE,
      -- Of the last change that is in it.
      seq INTEGER NOT NULL,
      -- When the first and the last change in it were made, epoch ms.
      from_at INTEGER NOT NULL,
      at INTEGER NOT NULL,
      agent TEXT,
      -- It brought the version with this number back.
      restored INTEGER,
      body BLOB NOT NULL,
      UNIQUE (note_id, seq)
    );

    CREATE TABLE note_body (
      note_id INTEGER PRIMARY KEY REFERENCES note(id) ON DELETE CASCADE,
      -- The document without what was deleted from it, as one update.
      state BLOB NOT NULL,
      -- Its beginning, as JSON of shared/model/note.ts.
      beginning TEXT NOT NULL,
      text TEXT NOT NULL
    );
    CREATE VIRTUAL TABLE note_fts USING fts5(
      text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
    );

    CREATE TABLE op_note (
      note_id INTEGER NOT NULL REFERENCES note(id) ON DELETE CASCADE,
      op_id TEXT NOT NULL REFERENCES op(id),
      PRIMARY KEY (note_id, op_id)
    ) WITHOUT ROWID;
  `)
}

/** Who is mentioned in a note, derived from its document, and whether they have seen it. */
export function mentions(db: Db): void {
  db.exec(`
    CREATE TABLE note_mention (
      note_id INTEGER NOT NULL REFERENCES note(id) ON DELETE CASCADE,
      name TEXT NOT NULL COLLATE NOCASE,
      -- When it was met first, epoch ms, and who had written last.
      at INTEGER NOT NULL,
      by TEXT,
      read_at INTEGER,
      PRIMARY KEY (note_id, name)
    ) WITHOUT ROWID;
    CREATE INDEX note_mention_open ON note_mention(name, at) WHERE read_at IS NULL;
  `)
}
