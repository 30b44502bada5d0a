import type { Database as Db } from 'better-sqlite3-multiple-ciphers'

/** What a workspace knows of its customers beside their interactions, and groups of them by it. */
export function attributes(db: Db): void {
  db.exec(`
    CREATE TABLE attribute (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      type TEXT NOT NULL,
      choices TEXT NOT NULL,
      position INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE segment (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      conditions TEXT NOT NULL,
      position INTEGER NOT NULL
    ) WITHOUT ROWID;

    -- A value belongs to the customer it was set on, for good: one who takes others over reads theirs after their own, so that
    -- merging and splitting move nothing. field: an attribute's id, or one of shared/model ownFields. value NULL: emptied on purpose.
    CREATE TABLE attribute_value (
      customer_id INTEGER NOT NULL REFERENCES customer(id),
      field TEXT NOT NULL,
      source TEXT NOT NULL CHECK (source IN ('agent', 'file')),
      value TEXT,
      key,
      by TEXT,
      at INTEGER NOT NULL,
      PRIMARY KEY (customer_id, field, source)
    );

    -- The value that counts for each customer of today: derived from the above, as customer.name is.
    CREATE TABLE attribute_now (
      customer_id INTEGER NOT NULL REFERENCES customer(id),
      field TEXT NOT NULL,
      value TEXT NOT NULL,
      key NOT NULL,
      PRIMARY KEY (customer_id, field)
    ) WITHOUT ROWID;
    CREATE INDEX attribute_now_key ON attribute_now(field, key, customer_id);
    CREATE INDEX customer_merged ON customer(merged_into) WHERE merged_into IS NOT NULL;

    -- What was changed in the tables above, as JSON with both sides: who and when, and the way back.
    CREATE TABLE profile_change (
      id TEXT PRIMARY KEY,
      at INTEGER NOT NULL,
      payload TEXT NOT NULL,
      undone_at INTEGER
    ) WITHOUT ROWID;
  `)
}

/** What a workspace wants to know of its cases. */
export function caseAttributes(db: Db): void {
  db.exec(`
    ALTER TABLE attribute ADD COLUMN about TEXT NOT NULL DEFAULT 'customer';

    CREATE TABLE case_value (
      case_id INTEGER NOT NULL REFERENCES "case"(id) ON DELETE CASCADE,
      field TEXT NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (case_id, field)
    ) WITHOUT ROWID;
  `)
}

/** Names that agents or files gave customers, to find any part of them. They follow the values that count. */
export function givenNames(db: Db): void {
  db.exec(`
    CREATE VIRTUAL TABLE given_name_fts USING fts5(name, content = '', contentless_delete = 1, tokenize = 'trigram remove_diacritics 1');
    CREATE TRIGGER given_name_comes AFTER INSERT ON attribute_now WHEN new.field = 'name' BEGIN
      INSERT INTO given_name_fts (rowid, name) VALUES (new.customer_id, new.value);
    END;
    CREATE TRIGGER given_name_goes AFTER DELETE ON attribute_now WHEN old.field = 'name' BEGIN
      DELETE FROM given_name_fts WHERE rowid = old.customer_id;
    END;
    INSERT INTO given_name_fts (rowid, name) SELECT customer_id, value FROM attribute_now WHERE field = 'name';
  `)
}
