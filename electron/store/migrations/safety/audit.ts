import type { Database as Db } from 'better-sqlite3-multiple-ciphers'

/** Who did what with the data as a whole: rows are only ever added, and each one's hash covers all before it (audit/audit.ts). */
export function audit(db: Db): void {
  db.exec(`
    CREATE TABLE audit (
      id INTEGER PRIMARY KEY,
      -- Epoch ms.
      at INTEGER NOT NULL,
      agent TEXT,
      what TEXT NOT NULL,
      -- JSON: numbers and codes, never customer text.
      detail TEXT NOT NULL,
      hash BLOB NOT NULL
    );
    CREATE TRIGGER audit_never_changes BEFORE UPDATE ON audit
      BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
    CREATE TRIGGER audit_never_goes BEFORE DELETE ON audit
      BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
  `)
}
