import type { Database as Db } from 'better-sqlite3-multiple-ciphers'

/** Where in its account each mail lies: when one vanishes, the server only tells its number. */
export function places(db: Db): void {
  db.exec(`
    CREATE TABLE account_folder (
      id INTEGER PRIMARY KEY,
      account_id TEXT NOT NULL REFERENCES account(id) ON DELETE CASCADE,
      path TEXT NOT NULL,
      -- Numbers mean something under this only (IMAP: UIDVALIDITY).
      validity TEXT NOT NULL,
      UNIQUE (account_id, path)
    );
    CREATE TABLE place (
      folder_id INTEGER NOT NULL REFERENCES account_folder(id) ON DELETE CASCADE,
      number INTEGER NOT NULL,
      interaction_id INTEGER NOT NULL REFERENCES interaction(id) ON DELETE CASCADE,
      PRIMARY KEY (folder_id, number)
    ) WITHOUT ROWID;
    CREATE INDEX place_interaction ON place(interaction_id);
  `)
}
