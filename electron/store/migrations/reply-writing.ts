import type { Db } from '../database.ts'

/** What writing replies needs: drafts of several windows side by side, files attached to them, signatures, and texts kept ready. */
export function replyWriting(db: Db): void {
  db.exec(`
    -- Epoch ms: when its server could have had it for the first time.
    ALTER TABLE reply ADD COLUMN handed_at INTEGER;

    -- Two windows on one customer each keep their own: nothing that either types is lost.
    ALTER TABLE draft RENAME TO draft_before;
    CREATE TABLE draft (
      customer_id INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE,
      -- Made by each page of a window for itself.
      writer TEXT NOT NULL,
      content TEXT NOT NULL,
      saved_at INTEGER NOT NULL,
      PRIMARY KEY (customer_id, writer)
    );
    INSERT INTO draft (customer_id, writer, content, saved_at) SELECT customer_id, '', content, saved_at FROM draft_before;
    DROP TABLE draft_before;

    CREATE TABLE draft_file (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      type TEXT NOT NULL,
      content BLOB NOT NULL,
      attached_at INTEGER NOT NULL
    );

    CREATE TABLE signature (
      account_id TEXT PRIMARY KEY REFERENCES account(id) ON DELETE CASCADE,
      text TEXT NOT NULL
    ) WITHOUT ROWID;

    CREATE TABLE macro (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      -- ISO 639-1; '' for any.
      language TEXT NOT NULL,
      text TEXT NOT NULL,
      -- JSON: what it does beside its text.
      actions TEXT NOT NULL,
      UNIQUE (name, language)
    );

    CREATE INDEX late_bounced ON late_mark(source_id) WHERE mark = 'bounced';
  `)
}
