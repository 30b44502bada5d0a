import type { Database as Db } from 'better-sqlite3-multiple-ciphers'

/** What agents write to customers: it waits here until its server has it, and goes out exactly once. */
export function replies(db: Db): void {
  db.exec(`
    CREATE TABLE reply (
      key TEXT PRIMARY KEY,
      -- Whom it goes to: the customer is the one who owns this identity now.
      identity_id INTEGER REFERENCES identity(id) ON DELETE SET NULL,
      answers INTEGER REFERENCES interaction(id) ON DELETE SET NULL,
      case_id INTEGER REFERENCES "case"(id) ON DELETE SET NULL,
      account_id TEXT NOT NULL,
      channel INTEGER NOT NULL,
      -- JSON: addresses, subject, texts, what happens to the case.
      message TEXT NOT NULL,
      state TEXT NOT NULL,
      -- Epoch ms: when it goes out next.
      due_at INTEGER NOT NULL,
      tries INTEGER NOT NULL DEFAULT 0,
      -- Why it did not, or not yet: a code, and the server's words.
      problem TEXT,
      said TEXT,
      -- What its source will call it: the Message-ID, the stanza's id.
      source_id TEXT NOT NULL,
      agent TEXT,
      made_at INTEGER NOT NULL,
      sent_at INTEGER
    ) WITHOUT ROWID;
    CREATE INDEX reply_due ON reply(due_at) WHERE state IN ('queued', 'sending', 'handed-over');
    CREATE INDEX reply_asks ON reply(made_at) WHERE state IN ('failed', 'unknown');
    CREATE INDEX reply_identity ON reply(identity_id, made_at);
    CREATE INDEX reply_source ON reply(source_id);

    CREATE TABLE reply_file (
      reply_key TEXT NOT NULL REFERENCES reply(key) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      name TEXT NOT NULL,
      type TEXT NOT NULL,
      content BLOB NOT NULL,
      PRIMARY KEY (reply_key, position)
    );

    -- What is being written to a customer and not sent off yet: one per customer, JSON as the window keeps it.
    CREATE TABLE draft (
      customer_id INTEGER PRIMARY KEY REFERENCES customer(id) ON DELETE CASCADE,
      content TEXT NOT NULL,
      saved_at INTEGER NOT NULL
    );
  `)
}

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

/** What customers are asked after a case, and which interaction a reply became. */
export function surveys(db: Db): void {
  db.exec(`
    ALTER TABLE reply ADD COLUMN interaction_id INTEGER REFERENCES interaction(id) ON DELETE SET NULL;
    CREATE INDEX reply_interaction ON reply(interaction_id) WHERE interaction_id IS NOT NULL;

    CREATE TABLE survey (
      -- Also that of the reply it goes out as.
      key TEXT PRIMARY KEY,
      -- What its answer link ends with: nobody can guess it.
      token TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL,
      language TEXT NOT NULL,
      case_id INTEGER NOT NULL REFERENCES "case"(id) ON DELETE CASCADE,
      -- Whom it goes to: the customer is the one who owns this identity now.
      identity_id INTEGER NOT NULL REFERENCES identity(id) ON DELETE CASCADE,
      asked_at INTEGER NOT NULL,
      -- The answer, and the interaction that it came as.
      score INTEGER,
      answered_at INTEGER,
      interaction_id INTEGER REFERENCES interaction(id) ON DELETE SET NULL
    ) WITHOUT ROWID;
    CREATE INDEX survey_case ON survey(case_id);
    CREATE INDEX survey_identity ON survey(identity_id, asked_at);
    CREATE INDEX survey_open ON survey(asked_at) WHERE answered_at IS NULL;
    CREATE INDEX survey_answered ON survey(answered_at) WHERE answered_at IS NOT NULL;
    CREATE INDEX survey_interaction ON survey(interaction_id) WHERE interaction_id IS NOT NULL;
    CREATE INDEX case_solved ON "case"(state_at) WHERE state = 'solved';
  `)
}
