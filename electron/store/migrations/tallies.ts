import type { Database as Db } from 'better-sqlite3-multiple-ciphers'
import { nameKey } from '../name-key.ts'

/** What is said of the whole workspace at every start, counted as rows come and go; the list's filters answered by its index alone. */
export function tallies(db: Db): void {
  db.exec(`
    CREATE TABLE tally (
      channel INTEGER PRIMARY KEY,
      interactions INTEGER NOT NULL
    );
    INSERT INTO tally SELECT channel, count(*) FROM interaction GROUP BY channel;
    CREATE TRIGGER interaction_comes AFTER INSERT ON interaction BEGIN
      INSERT INTO tally VALUES (NEW.channel, 1) ON CONFLICT DO UPDATE SET interactions = interactions + 1;
    END;
    CREATE TRIGGER interaction_goes AFTER DELETE ON interaction BEGIN
      UPDATE tally SET interactions = interactions - 1 WHERE channel = OLD.channel;
    END;

    DROP INDEX customer_recent;
    CREATE INDEX customer_recent ON customer(last_id, channels, waiting_since) WHERE last_id IS NOT NULL;
  `)
}

/** Each order of the list has an index that answers its filters too. */
export function listOrders(db: Db): void {
  db.exec("ALTER TABLE customer ADD COLUMN name_key TEXT NOT NULL DEFAULT ''")
  const fill = db.prepare<[string, number]>('UPDATE customer SET name_key = ? WHERE id = ?')
  for (const { id, name } of db.prepare<[], { id: number; name: string }>('SELECT id, name FROM customer').all())
    fill.run(nameKey(name), id)
  db.exec(`
    CREATE INDEX customer_named ON customer(name_key, last_id, channels, waiting_since) WHERE last_id IS NOT NULL;
    CREATE INDEX customer_busiest ON customer(interactions, last_id, channels, waiting_since) WHERE last_id IS NOT NULL;
    CREATE INDEX customer_longest ON customer(waiting_since, last_id, channels) WHERE waiting_since IS NOT NULL AND last_id IS NOT NULL;
  `)
}

/**
 * What an interaction brings along is written by the batch that brings it (ingest/write-batch.ts): a statement with triggers opens a savepoint,
 * at which the full-text index writes out what it gathered.
 */
export function talliesByBatch(db: Db): void {
  db.exec('DROP TRIGGER interaction_wants_case; DROP TRIGGER interaction_comes;')
}
