import type { Database as Db } from 'better-sqlite3-multiple-ciphers'
import { speltDomain } from './mail-spelling.ts'

/** Who may be one person with whom, what was decided about it, and by whom ops were made. */
export function suggestions(db: Db): void {
  db.exec(`
    -- Who did it, as this computer knows them.
    ALTER TABLE op ADD COLUMN agent TEXT;
    -- 1: holds what turned out to be one of our own addresses; never listed.
    ALTER TABLE customer ADD COLUMN ours INTEGER NOT NULL DEFAULT 0;

    -- What the weights of a comparison were learned to be. The newest counts.
    CREATE TABLE linkage_model (
      id INTEGER PRIMARY KEY,
      model TEXT NOT NULL,
      -- Of it, what the window shows: addresses and numbers that several people use.
      shared TEXT NOT NULL,
      learned_at INTEGER NOT NULL
    );
    -- What is known of a customer for telling whether another one is the same person. Derived; seen says from what (suggestions/stale.ts).
    CREATE TABLE linkage_record (
      customer_id INTEGER PRIMARY KEY REFERENCES customer(id),
      seen TEXT NOT NULL,
      record TEXT NOT NULL,
      -- In which interaction a value of the record was read.
      origins TEXT NOT NULL,
      -- The model it was compared with all others by.
      compared_by INTEGER
    );
    CREATE INDEX linkage_record_compared ON linkage_record(compared_by);

    -- Pairs that may be one person, a < b. Derived, but for the wish to see one later.
    CREATE TABLE suggestion (
      a INTEGER NOT NULL REFERENCES customer(id),
      b INTEGER NOT NULL REFERENCES customer(id),
      score REAL NOT NULL,
      reasons TEXT NOT NULL,
      differs TEXT NOT NULL,
      found_at INTEGER NOT NULL,
      -- Not shown before this time.
      until INTEGER,
      PRIMARY KEY (a, b)
    ) WITHOUT ROWID;
    CREATE INDEX suggestion_b ON suggestion(b);
    CREATE INDEX suggestion_score ON suggestion(score);

    -- What was answered, with what was seen at that time. The op can be undone.
    CREATE TABLE decision (
      op_id TEXT PRIMARY KEY REFERENCES op(id),
      answer TEXT NOT NULL CHECK (answer IN ('yes', 'no', 'later')),
      a INTEGER NOT NULL REFERENCES customer(id),
      b INTEGER NOT NULL REFERENCES customer(id),
      a_name TEXT NOT NULL,
      b_name TEXT NOT NULL,
      score REAL NOT NULL,
      reasons TEXT NOT NULL,
      differs TEXT NOT NULL
    ) WITHOUT ROWID;
    -- Identities of different persons, by a "no": it holds whoever these identities are merged with. a < b.
    CREATE TABLE apart (
      a INTEGER NOT NULL REFERENCES identity(id),
      b INTEGER NOT NULL REFERENCES identity(id),
      op_id TEXT NOT NULL REFERENCES op(id),
      PRIMARY KEY (a, b, op_id)
    ) WITHOUT ROWID;
    CREATE INDEX apart_b ON apart(b);
    CREATE INDEX apart_op ON apart(op_id);
  `)
}

/** Mail addresses whose domain was kept in Punycode are spelt like the others. Where both are there they stay two: which is suggested to be one. */
export function mailSpelling(db: Db): void {
  const find = db.prepare<[], { id: number; value: string; name: string | null }>(
    "SELECT id, value, name FROM identity WHERE kind = 'email' AND instr(value, 'xn--')",
  )
  const respell = db.prepare('UPDATE OR IGNORE identity SET value = @value WHERE id = @id')
  const unindex = db.prepare('DELETE FROM identity_fts WHERE rowid = @id')
  const index = db.prepare('INSERT INTO identity_fts (rowid, name, value) VALUES (@id, @name, @value)')
  // Ops name identities by what they are.
  const record = db.prepare('UPDATE op SET payload = replace(payload, @before, @after) WHERE instr(payload, @before)')
  for (const { id, value: before, name } of find.all()) {
    const [local = '', domain = ''] = before.split('@')
    const spelt = speltDomain(domain)
    if (spelt === undefined) continue
    const value = `${local}@${spelt}`
    if (value === before || respell.run({ id, value }).changes === 0) continue
    unindex.run({ id })
    index.run({ id, name: name ?? '', value })
    record.run({ before: JSON.stringify(before), after: JSON.stringify(value) })
  }
}
