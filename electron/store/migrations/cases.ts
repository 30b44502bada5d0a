import type { Database as Db } from 'better-sqlite3-multiple-ciphers'
import * as z from 'zod'
import { speltMail } from './mail-spelling.ts'

/**
 * A case belongs to the customer who owns the identity that it began with, so that merging and splitting customers rewrites no case. An
 * interaction is in one case at most; those that nobody has placed yet wait in case_todo.
 */
export function cases(db: Db): void {
  db.exec(`
    CREATE TABLE queue (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      position INTEGER NOT NULL
    );

    CREATE TABLE "case" (
      id INTEGER PRIMARY KEY,
      -- The same on every machine.
      key TEXT NOT NULL UNIQUE,
      identity_id INTEGER NOT NULL REFERENCES identity(id) ON DELETE CASCADE,
      subject TEXT NOT NULL,
      -- Never 'closed': that is what time makes of it (cases/state.ts).
      state TEXT NOT NULL,
      -- When it came into this state, epoch ms.
      state_at INTEGER NOT NULL,
      priority TEXT NOT NULL DEFAULT 'normal',
      queue_id INTEGER REFERENCES queue(id) ON DELETE SET NULL,
      assignee TEXT,
      opened_at INTEGER NOT NULL,
      -- When it was made here, epoch ms: what was over long before is history that was brought in.
      made_at INTEGER NOT NULL,
      -- Its first and latest interaction; null once all were moved elsewhere.
      first_id INTEGER,
      last_id INTEGER,
      waiting_since INTEGER,
      follows INTEGER REFERENCES "case"(id) ON DELETE SET NULL,
      joined_into INTEGER REFERENCES "case"(id) ON DELETE SET NULL
    );
    CREATE INDEX case_identity ON "case"(identity_id, last_id);
    CREATE INDEX case_at_work ON "case"(last_id) WHERE state <> 'solved' AND last_id / 1024 > made_at - 2419200000;
    CREATE INDEX case_follows ON "case"(follows) WHERE follows IS NOT NULL;
    CREATE INDEX case_joined ON "case"(joined_into) WHERE joined_into IS NOT NULL;

    CREATE TABLE case_interaction (
      interaction_id INTEGER PRIMARY KEY REFERENCES interaction(id) ON DELETE CASCADE,
      case_id INTEGER NOT NULL REFERENCES "case"(id) ON DELETE CASCADE,
      reason TEXT NOT NULL
    );
    CREATE INDEX case_interaction_case ON case_interaction(case_id, interaction_id);

    CREATE TABLE case_thread (
      thread_key TEXT NOT NULL,
      case_id INTEGER NOT NULL REFERENCES "case"(id) ON DELETE CASCADE,
      PRIMARY KEY (thread_key, case_id)
    ) WITHOUT ROWID;
    CREATE INDEX case_thread_case ON case_thread(case_id);

    -- Orders, invoices and tickets that its interactions name.
    CREATE TABLE case_reference (
      value TEXT NOT NULL,
      case_id INTEGER NOT NULL REFERENCES "case"(id) ON DELETE CASCADE,
      PRIMARY KEY (value, case_id)
    ) WITHOUT ROWID;
    CREATE INDEX case_reference_case ON case_reference(case_id);

    CREATE TABLE case_tag (
      case_id INTEGER NOT NULL REFERENCES "case"(id) ON DELETE CASCADE,
      tag TEXT NOT NULL,
      PRIMARY KEY (case_id, tag)
    ) WITHOUT ROWID;

    CREATE TABLE op_case (
      case_id INTEGER NOT NULL REFERENCES "case"(id) ON DELETE CASCADE,
      op_id TEXT NOT NULL REFERENCES op(id),
      PRIMARY KEY (case_id, op_id)
    ) WITHOUT ROWID;

    CREATE TABLE case_todo (interaction_id INTEGER PRIMARY KEY);
    CREATE TRIGGER interaction_wants_case AFTER INSERT ON interaction
      BEGIN INSERT OR IGNORE INTO case_todo (interaction_id) VALUES (new.id); END;
    CREATE TRIGGER interaction_wants_no_case AFTER DELETE ON interaction
      BEGIN DELETE FROM case_todo WHERE interaction_id = old.id; END;
    INSERT INTO case_todo (interaction_id) SELECT id FROM interaction;
  `)
}

/** Lists of cases beyond those at work, and the names and tags that are offered. */
export function caseLists(db: Db): void {
  db.exec(`
    CREATE INDEX case_latest ON "case"(last_id);
    CREATE INDEX case_assignee ON "case"(assignee) WHERE assignee IS NOT NULL;
    CREATE INDEX case_tag_tag ON case_tag(tag);
  `)
}

/** What an agent settled without an answer (solved, or waiting for the customer) keeps nobody waiting. */
export function settledWaiting(db: Db): void {
  db.exec(`
    UPDATE customer SET waiting_since = (
      SELECT i.occurred_at FROM identity d JOIN participation p ON p.identity_id = d.id JOIN interaction i ON i.id = p.interaction_id
      WHERE d.customer_id = customer.id AND p.asks = 1
        AND p.interaction_id > coalesce((SELECT max(q.interaction_id) FROM identity e JOIN participation q ON q.identity_id = e.id
          WHERE e.customer_id = customer.id AND q.asks = 0), -9223372036854775808)
        AND NOT EXISTS (SELECT 1 FROM case_interaction m JOIN "case" c ON c.id = m.case_id
          WHERE m.interaction_id = p.interaction_id AND c.state IN ('solved', 'pending'))
      ORDER BY p.interaction_id LIMIT 1)
    WHERE waiting_since IS NOT NULL`)
}

/** Interactions that are looked at together. */
const PAGE = 10_000

/** See `partyRow` in ingest: role, kind, address, name, own. */
const Parties = z.array(z.tuple([z.string(), z.string(), z.string(), z.unknown(), z.unknown()]))

/** Who was only in copy of what somebody else asked waits for no answer to it. What had one customer in it, nearly all, is not read. */
export function copiesAskNothing(db: Db): void {
  const several = db.prepare<[number], { id: number; parties: string; people: string }>(
    `SELECT i.id, i.parties, (SELECT json_group_array(json_array(d.id, d.kind, d.value, d.customer_id)) FROM participation p
         JOIN identity d ON d.id = p.identity_id WHERE p.interaction_id = i.id AND p.asks = 1) AS people
     FROM (SELECT interaction_id FROM participation WHERE interaction_id > ? GROUP BY interaction_id HAVING count(*) > 1 LIMIT ${PAGE}) s
       JOIN interaction i ON i.id = s.interaction_id ORDER BY i.id`,
  )
  const People = z.array(z.tuple([z.number(), z.string(), z.string(), z.number()]))
  const rest = db.prepare('UPDATE participation SET asks = NULL WHERE identity_id = ? AND interaction_id = ?')
  const copied = new Set<number>()
  for (let from = Number.MIN_SAFE_INTEGER; ; ) {
    const page = several.all(from)
    for (const { id, parties, people } of page) {
      from = id
      const asking = People.parse(JSON.parse(people))
      const sender = Parties.parse(JSON.parse(parties)).find(([role]) => role === 'from')
      const wrote = sender && senderOf(asking, sender[1], sender[2])
      if (!wrote) continue
      for (const [identity, , , customer] of asking) {
        if (identity === wrote[0]) continue
        rest.run(identity, id)
        copied.add(customer)
      }
    }
    if (page.length < PAGE) break
  }
  settle(db, copied)
}

/** Which of the identities an address as it was written is: mail as it was spelt then, a number with its country's code. */
function senderOf<Identity extends readonly [number, string, string, number]>(
  identities: readonly Identity[],
  kind: string,
  written: string,
): Identity | undefined {
  const theirs = identities.filter(identity => identity[1] === kind)
  const kept = (value: string) => theirs.find(identity => identity[2] === value)
  if (kind === 'phone') {
    const digits = written.replace(/\D/g, '').slice(-9)
    return digits === '' ? undefined : theirs.find(identity => identity[2].endsWith(digits))
  }
  if (kind !== 'email') return kept(written.split('/')[0]?.toLowerCase() ?? '')
  for (const spelt of speltMail(written)) {
    const found = kept(spelt)
    if (found) return found
  }
  return undefined
}

/** Works out anew since when these customers wait: the oldest question after our last answer that its case was not settled without. */
function settle(db: Db, customers: ReadonlySet<number>): void {
  const waits = db.prepare<[number], 1>('SELECT 1 FROM customer WHERE id = ? AND waiting_since IS NOT NULL').pluck()
  const answer = db
    .prepare<[number], number | null>(
      'SELECT max(p.interaction_id) FROM identity d JOIN participation p ON p.identity_id = d.id WHERE d.customer_id = ? AND p.asks = 0',
    )
    .pluck()
  const question = db
    .prepare<[number, number], number>(
      `SELECT i.occurred_at FROM identity d JOIN participation p ON p.identity_id = d.id JOIN interaction i ON i.id = p.interaction_id
       WHERE d.customer_id = ? AND p.asks = 1 AND p.interaction_id > ? AND NOT EXISTS (SELECT 1 FROM case_interaction m JOIN "case" c ON c.id = m.case_id
         WHERE m.interaction_id = p.interaction_id AND c.state IN ('solved', 'pending'))
       ORDER BY p.interaction_id LIMIT 1`,
    )
    .pluck()
  const update = db.prepare('UPDATE customer SET waiting_since = ? WHERE id = ?')
  for (const customer of customers) {
    if (waits.get(customer) === undefined) continue
    update.run(question.get(customer, answer.get(customer) ?? Number.MIN_SAFE_INTEGER) ?? null, customer)
  }
}
