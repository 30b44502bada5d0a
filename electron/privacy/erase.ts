import type { Receipt } from '#shared/contract/safety/privacy.ts'
import { noteAudit } from '../audit/audit.ts'
import { currentCustomer } from '../customers/ops.ts'
import { summarise } from '../customers/summary.ts'
import type { Db } from '../store/database.ts'

interface Wanted {
  customer: number
  /** Epoch ms, and who wants it. */
  at: number
  agent?: string
  /** Names of the backups there are. */
  backups: string[]
}

/**
 * Erases a customer with everybody who was ever merged into them: their identities, everything they took part in, what was written about
 * them, what was derived, and what the search index knew. Freed pages are overwritten, the index is written anew, and nothing of it is left
 * in the write-ahead log once `forgetLog` ran. Refuses `not-found`.
 */
export function eraseCustomer(db: Db, { customer, at, agent, backups }: Wanted): Receipt {
  db.pragma('secure_delete = ON')
  try {
    return db
      .transaction(() => {
        const counted = erase(db, currentCustomer(db, customer))
        const { mentions: _, ...numbers } = counted
        const line = noteAudit(db, { at, agent, what: 'customer.erased', detail: { customer, ...numbers } })
        return { ...counted, backups, audit: line }
      })
      .immediate()
  } finally {
    db.pragma('secure_delete = OFF')
  }
}

/** Empties the write-ahead log, whose older part may hold what was erased. False while somebody still reads from it. */
export function forgetLog(db: Db): boolean {
  const [result] = db.prepare<[], { busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)').all()
  return result?.busy === 0
}

/** What is to go, as temporary tables, so that every statement says the same. */
const DOOMED = `
  CREATE TEMP TABLE gone_customer (id INTEGER PRIMARY KEY);
  CREATE TEMP TABLE gone_identity (id INTEGER PRIMARY KEY);
  CREATE TEMP TABLE gone (id INTEGER PRIMARY KEY);
  CREATE TEMP TABLE gone_case (id INTEGER PRIMARY KEY);
  CREATE TEMP TABLE gone_note (id INTEGER PRIMARY KEY);
  CREATE TEMP TABLE gone_op (id TEXT PRIMARY KEY);
  CREATE TEMP TABLE met (id INTEGER PRIMARY KEY);
`

const FIND = `
  INSERT INTO gone_identity SELECT id FROM identity WHERE customer_id IN (SELECT id FROM gone_customer);
  INSERT OR IGNORE INTO gone SELECT interaction_id FROM participation WHERE identity_id IN (SELECT id FROM gone_identity);
  -- Who was met nowhere else goes too.
  INSERT INTO met SELECT DISTINCT identity_id FROM participation WHERE interaction_id IN (SELECT id FROM gone);
  INSERT INTO gone_case SELECT id FROM "case" WHERE identity_id IN (SELECT id FROM gone_identity);
  INSERT INTO gone_note SELECT id FROM note WHERE customer_id IN (SELECT id FROM gone_customer) OR case_id IN (SELECT id FROM gone_case);
  INSERT OR IGNORE INTO gone_op SELECT op_id FROM op_customer WHERE customer_id IN (SELECT id FROM gone_customer);
  INSERT OR IGNORE INTO gone_op SELECT op_id FROM op_case WHERE case_id IN (SELECT id FROM gone_case);
  INSERT OR IGNORE INTO gone_op SELECT op_id FROM op_note WHERE note_id IN (SELECT id FROM gone_note);
  INSERT OR IGNORE INTO gone_op SELECT op_id FROM apart WHERE a IN (SELECT id FROM gone_identity) OR b IN (SELECT id FROM gone_identity);
  INSERT OR IGNORE INTO gone_op SELECT op_id FROM decision WHERE a IN (SELECT id FROM gone_customer) OR b IN (SELECT id FROM gone_customer);
`

const REMOVE = `
  DELETE FROM decision WHERE op_id IN (SELECT id FROM gone_op);
  DELETE FROM apart WHERE op_id IN (SELECT id FROM gone_op);
  DELETE FROM op_customer WHERE op_id IN (SELECT id FROM gone_op);
  DELETE FROM op_case WHERE op_id IN (SELECT id FROM gone_op);
  DELETE FROM op_note WHERE op_id IN (SELECT id FROM gone_op);
  DELETE FROM op WHERE id IN (SELECT id FROM gone_op);

  DELETE FROM reply WHERE identity_id IN (SELECT id FROM gone_identity) OR answers IN (SELECT id FROM gone)
    OR interaction_id IN (SELECT id FROM gone) OR case_id IN (SELECT id FROM gone_case);
  DELETE FROM draft_file WHERE EXISTS
    (SELECT 1 FROM draft d WHERE d.customer_id IN (SELECT id FROM gone_customer) AND instr(d.content, draft_file.id) > 0);
  DELETE FROM draft WHERE customer_id IN (SELECT id FROM gone_customer);
  DELETE FROM call WHERE interaction_id IN (SELECT id FROM gone)
    OR number IN (SELECT value FROM identity WHERE id IN (SELECT id FROM gone_identity));
  DELETE FROM note_fts WHERE rowid IN (SELECT id FROM gone_note);
  DELETE FROM note WHERE id IN (SELECT id FROM gone_note);

  DELETE FROM late_mark WHERE EXISTS (SELECT 1 FROM gone JOIN interaction i ON i.id = gone.id
    WHERE i.connector_id = late_mark.connector_id AND i.source_id IN (late_mark.source_id, late_mark.by_source_id));
  -- What others wrote in cases of theirs is placed anew.
  INSERT OR IGNORE INTO case_todo SELECT interaction_id FROM case_interaction
    WHERE case_id IN (SELECT id FROM gone_case) AND interaction_id NOT IN (SELECT id FROM gone);
  DELETE FROM case_todo WHERE interaction_id IN (SELECT id FROM gone);
  DELETE FROM "case" WHERE id IN (SELECT id FROM gone_case);
  DELETE FROM thread_key WHERE key IN (SELECT thread_key FROM interaction WHERE id IN (SELECT id FROM gone))
    OR key IN (SELECT source_id FROM interaction WHERE id IN (SELECT id FROM gone));

  DELETE FROM interaction_fts WHERE rowid IN (SELECT id FROM gone);
  DELETE FROM participation WHERE interaction_id IN (SELECT id FROM gone);
  DELETE FROM attachment WHERE interaction_id IN (SELECT id FROM gone);
  DELETE FROM body WHERE interaction_id IN (SELECT id FROM gone);
  DELETE FROM interaction WHERE id IN (SELECT id FROM gone);
  DELETE FROM blob WHERE NOT EXISTS (SELECT 1 FROM attachment a WHERE a.blob_id = blob.id);
  DELETE FROM file WHERE NOT EXISTS (SELECT 1 FROM interaction i WHERE i.file_id = file.id);
  DELETE FROM met WHERE EXISTS (SELECT 1 FROM participation p WHERE p.identity_id = met.id)
    OR EXISTS (SELECT 1 FROM identity i JOIN connector c ON c.id = i.connector_id WHERE i.id = met.id AND c.key = 'agent');
  INSERT OR IGNORE INTO gone_identity SELECT id FROM met;
  DELETE FROM apart WHERE a IN (SELECT id FROM gone_identity) OR b IN (SELECT id FROM gone_identity);
  DELETE FROM identity_fts WHERE rowid IN (SELECT id FROM gone_identity);
  DELETE FROM identity WHERE id IN (SELECT id FROM gone_identity);

  DELETE FROM suggestion WHERE a IN (SELECT id FROM gone_customer) OR b IN (SELECT id FROM gone_customer);
  DELETE FROM linkage_record WHERE customer_id IN (SELECT id FROM gone_customer);
  DELETE FROM attribute_now WHERE customer_id IN (SELECT id FROM gone_customer);
  DELETE FROM attribute_value WHERE customer_id IN (SELECT id FROM gone_customer);
  DELETE FROM profile_change WHERE EXISTS (SELECT 1 FROM json_each(payload, '$.values') WHERE value ->> '$.customer' IN (SELECT id FROM gone_customer));
  DELETE FROM customer WHERE id IN (SELECT id FROM gone_customer);
`

/** Words stay in an index until it is written anew; the vocabulary is learned again from what is left. */
const FORGET_WORDS = `
  INSERT INTO interaction_fts (interaction_fts) VALUES ('optimize');
  INSERT INTO identity_fts (identity_fts) VALUES ('optimize');
  INSERT INTO given_name_fts (given_name_fts) VALUES ('optimize');
  INSERT INTO note_fts (note_fts) VALUES ('optimize');
  DELETE FROM word;
  INSERT INTO word_part (word_part) VALUES ('delete-all');
  DELETE FROM setting WHERE name = 'search-words';
`

function erase(db: Db, customer: number): Omit<Receipt, 'backups' | 'audit'> {
  const one = (sql: string) => Number(db.prepare(sql).pluck().get())
  db.exec(DOOMED)
  try {
    db.prepare(
      `INSERT INTO gone_customer WITH RECURSIVE theirs (id) AS (VALUES (@customer) UNION SELECT c.id FROM customer c JOIN theirs t ON c.merged_into = t.id)
       SELECT id FROM theirs`,
    ).run({ customer })
    db.exec(FIND)
    const values = db.prepare<[], string>('SELECT value FROM identity WHERE id IN (SELECT id FROM gone_identity)').pluck().all()
    const others = db
      .prepare<[], number>(
        `SELECT DISTINCT i.customer_id FROM participation p JOIN identity i ON i.id = p.identity_id
         WHERE p.interaction_id IN (SELECT id FROM gone) AND i.customer_id NOT IN (SELECT id FROM gone_customer)`,
      )
      .pluck()
      .all()
    const counted = {
      identities: one('SELECT count(*) FROM gone_identity'),
      interactions: one('SELECT count(*) FROM gone'),
      shared: one(
        `SELECT count(DISTINCT p.interaction_id) FROM participation p JOIN identity i ON i.id = p.identity_id
         WHERE p.interaction_id IN (SELECT id FROM gone) AND i.customer_id NOT IN (SELECT id FROM gone_customer)`,
      ),
      attachments: one('SELECT count(*) FROM attachment WHERE interaction_id IN (SELECT id FROM gone)'),
      notes: one('SELECT count(*) FROM gone_note'),
      cases: one('SELECT count(*) FROM gone_case'),
    }
    db.exec(REMOVE)
    forgetModels(db, values)
    db.exec(FORGET_WORDS)
    for (const other of others) summarise(db, other)
    return { ...counted, mentions: mentionsOf(db, values) }
  } finally {
    for (const table of ['gone_customer', 'gone_identity', 'gone', 'gone_case', 'gone_note', 'gone_op', 'met'])
      db.exec(`DROP TABLE ${table}`)
  }
}

/** What was learned with an address of theirs in it is learned anew; a search that was kept for it is not. */
function forgetModels(db: Db, values: readonly string[]): void {
  const models = db.prepare('DELETE FROM linkage_model WHERE instr(model, @value) > 0 OR instr(shared, @value) > 0')
  const searches = db.prepare('DELETE FROM saved_search WHERE instr(lower(text), @value) > 0')
  for (const value of values) {
    models.run({ value })
    searches.run({ value })
  }
}

/** How many interactions still name one of these in their text. */
function mentionsOf(db: Db, values: readonly string[]): number {
  const find = db.prepare<[string], number>('SELECT rowid FROM interaction_fts WHERE interaction_fts MATCH ?').pluck()
  const found = values.flatMap(value => find.all(`"${value.replaceAll('"', ' ')}"`))
  return new Set(found).size
}
