import type { Db } from '../database.ts'

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
