import type { Database as Db } from 'better-sqlite3-multiple-ciphers'

/** When cases stood still, for their service levels; and what agents spent their time on. */
export function sla(db: Db): void {
  db.exec(`
    -- The state that was noted last and since when, and every time it waited for the customer or was solved: "from-to ", epoch ms.
    ALTER TABLE "case" ADD COLUMN clock_state TEXT;
    ALTER TABLE "case" ADD COLUMN clock_at INTEGER;
    ALTER TABLE "case" ADD COLUMN pauses TEXT NOT NULL DEFAULT '';
    UPDATE "case" SET clock_state = state, clock_at = state_at;
    -- All that the service levels of cases at work depend on, side by side: the same words as the index case_at_work.
    CREATE INDEX case_clocks ON "case"(last_id, made_at, state, state_at, priority, queue_id, opened_at, waiting_since, pauses, assignee, joined_into)
      WHERE state <> 'solved' AND last_id / 1024 > made_at - 2419200000;
    -- A state is always written before or with the moment it began.
    CREATE TRIGGER case_clock AFTER UPDATE OF state_at ON "case" WHEN new.clock_state IS NOT new.state
      BEGIN
        UPDATE "case" SET clock_state = new.state, clock_at = new.state_at,
          pauses = pauses || CASE WHEN old.clock_state IN ('pending', 'solved') THEN old.clock_at || '-' || new.state_at || ' ' ELSE '' END
        WHERE id = new.id;
      END;

    -- What an agent does now. spent: ms of it that surely were. seen_at: until when, by the clock.
    CREATE TABLE agent_now (
      agent TEXT PRIMARY KEY,
      state TEXT NOT NULL,
      began_at INTEGER NOT NULL,
      spent INTEGER NOT NULL,
      seen_at INTEGER NOT NULL
    ) WITHOUT ROWID;
    -- What they did before: rows are only ever added.
    CREATE TABLE agent_span (
      id INTEGER PRIMARY KEY,
      agent TEXT NOT NULL,
      state TEXT NOT NULL,
      began_at INTEGER NOT NULL,
      spent INTEGER NOT NULL
    );
    CREATE INDEX agent_span_agent ON agent_span(agent, began_at);
  `)
}
