import { randomUUID } from 'node:crypto'
import { CaseChanges, CaseReason } from '#shared/model/case.ts'
import { maskNumbers } from '#shared/safety/mask.ts'
import type { Made } from '../customers/ops.ts'
import { settleWaiting } from '../customers/summary.ts'
import type { Db } from '../store/database.ts'
import { Refusal } from '../store/protocol.ts'
import { Fields, Payload } from './payload.ts'
import { customersOfCases } from './read.ts'
import { settleCase } from './settle.ts'
import { STATE } from './state.ts'
import { subjectOf } from './subject.ts'
import { fitting, knownOf, writeValues } from './values.ts'

export interface CaseDone {
  op: string
  case: number
  customers: number[]
}

/**
 * Changes fields of a case. What is so already is left out. Refuses `not-found`, `nothing-left` (nothing would change), a ValueProblem when a value
 * does not fit its attribute.
 */
export function changeCase(db: Db, { case: id, changes: asked, ...made }: { case: number; changes: CaseChanges } & Made): CaseDone {
  return db
    .transaction(() => {
      const changes = { ...asked, ...(asked.values && { values: fitting(db, asked.values) }) }
      const now = fieldsOf(db, id, made.at, changes.values)
      const after: Fields = {}
      const before: Fields = {}
      for (const field of CaseChanges.keyof().options) {
        if (changes[field] === undefined || JSON.stringify(changes[field]) === JSON.stringify(now[field])) continue
        // A subject is shown, and so comes back, masked.
        if (field === 'subject' && changes.subject === maskNumbers(now.subject ?? '')) continue
        Object.assign(after, { [field]: changes[field] })
        Object.assign(before, { [field]: now[field] })
      }
      if (Object.keys(after).length === 0) throw new Refusal('nothing-left')
      write(db, id, after, made.at)
      const op = record(db, { what: 'change', case: keyOf(db, id), before, after }, [id], made)
      return { op, case: id, customers: customersOfCases(db, [id]) }
    })
    .immediate()
}

/**
 * Moves interactions into another case, or into a new one of the same customer (`into` absent): a split. Refuses `not-found`,
 * `nothing-left` (all of them are there already).
 */
export function moveToCase(
  db: Db,
  { interactions, into, ...made }: { interactions: number[]; into?: number | undefined } & Made,
): CaseDone {
  return db
    .transaction(() => {
      const target = into ?? openFrom(db, interactions, made.at)
      return moveAll(db, interactions, target, made, { made: into === undefined })
    })
    .immediate()
}

/** Moves all of a case into another, which the first is from then on. Refuses `not-found`, `nothing-left`. */
export function joinCases(db: Db, { from, into, ...made }: { from: number; into: number } & Made): CaseDone {
  return db
    .transaction(() => {
      if (from === into) throw new Refusal('nothing-left')
      const joined = keyOf(db, from)
      const all = interactionsOf(db, from)
      const done = moveAll(db, all, into, made, { joined, made: false })
      db.prepare('UPDATE "case" SET joined_into = ? WHERE id = ?').run(into, from)
      return done
    })
    .immediate()
}

/**
 * Undoes exactly that op. Refuses `not-found`, `already-undone`, `changed-since` (what it changed was changed again: that must be undone
 * first).
 */
export function undoCaseOp(db: Db, { op, ...made }: { op: string } & Made): Omit<CaseDone, 'op'> {
  return db
    .transaction(() => {
      const row = db
        .prepare<[string], { payload: string; undone_at: number | null }>(
          `SELECT payload, undone_at FROM op WHERE id = ? AND kind = 'case'`,
        )
        .get(op)
      if (!row) throw new Refusal('not-found')
      if (row.undone_at !== null) throw new Refusal('already-undone')
      const payload = Payload.parse(JSON.parse(row.payload))
      const touched = payload.what === 'change' ? undoChange(db, payload, made.at) : undoMove(db, payload)
      db.prepare('UPDATE op SET undone_at = ? WHERE id = ?').run(made.at, op)
      const [first] = touched
      if (first === undefined) throw new Refusal('changed-since')
      return { case: first, customers: customersOfCases(db, touched) }
    })
    .immediate()
}

function undoChange(db: Db, { case: key, before, after }: Extract<Payload, { what: 'change' }>, at: number): number[] {
  const id = idOf(db, key)
  const now = fieldsOf(db, id, at, after.values)
  const back: Fields = {}
  for (const field of Fields.keyof().options) {
    if (after[field] === undefined || JSON.stringify(now[field]) !== JSON.stringify(after[field])) continue
    Object.assign(back, { [field]: before[field] })
  }
  if (Object.keys(back).length === 0) throw new Refusal('changed-since')
  write(db, id, back, at)
  return [id]
}

function undoMove(db: Db, { into, moved, joined }: Extract<Payload, { what: 'move' }>): number[] {
  const there = idOf(db, into)
  const find = db.prepare<[string, string, number], { id: number }>(
    `SELECT i.id FROM connector c JOIN interaction i ON i.connector_id = c.id JOIN case_interaction ci ON ci.interaction_id = i.id
     WHERE c.key = ? AND i.source_id = ? AND ci.case_id = ?`,
  )
  const homes = new Set<number>()
  const back: number[] = []
  for (const { connector, source, from, reason } of moved) {
    const interaction = find.get(connector, source, there)?.id
    if (interaction === undefined) continue
    back.push(interaction)
    if (from === null) db.prepare('DELETE FROM case_interaction WHERE interaction_id = ?').run(interaction)
    else {
      const home = idOf(db, from)
      homes.add(home)
      put(db, interaction, home, reason ?? { why: 'agent' })
    }
  }
  if (back.length === 0) throw new Refusal('changed-since')
  if (joined !== undefined) db.prepare('UPDATE "case" SET joined_into = NULL WHERE id = ?').run(idOf(db, joined))
  for (const id of [...homes, there]) settleCase(db, id)
  settleWaiting(db, back)
  return [...homes, there]
}

function moveAll(db: Db, interactions: readonly number[], target: number, made: Made, how: { joined?: string; made: boolean }): CaseDone {
  const find = db.prepare<[number], { connector: string; source: string; case: number | null; key: string | null; reason: string | null }>(
    `SELECT c.key AS connector, i.source_id AS source, ci.case_id AS "case", k.key, ci.reason FROM interaction i
       JOIN connector c ON c.id = i.connector_id LEFT JOIN case_interaction ci ON ci.interaction_id = i.id
       LEFT JOIN "case" k ON k.id = ci.case_id WHERE i.id = ?`,
  )
  const into = keyOf(db, target)
  const touched = new Set([target])
  const moved = [...new Set(interactions)].flatMap(id => {
    const row = find.get(id)
    if (!row) throw new Refusal('not-found')
    if (row.case === target) return []
    if (row.case !== null) touched.add(row.case)
    put(db, id, target, { why: 'agent' })
    return [
      {
        connector: row.connector,
        source: row.source,
        from: row.key,
        reason: row.reason === null ? null : CaseReason.parse(JSON.parse(row.reason)),
      },
    ]
  })
  if (moved.length === 0) throw new Refusal('nothing-left')
  for (const id of touched) settleCase(db, id)
  settleWaiting(db, interactions)
  const op = record(db, { what: 'move', into, moved, ...how }, [...touched], made)
  return { op, case: target, customers: customersOfCases(db, [...touched]) }
}

function put(db: Db, interaction: number, into: number, reason: CaseReason): void {
  db.prepare('INSERT OR REPLACE INTO case_interaction (interaction_id, case_id, reason) VALUES (?, ?, ?)').run(
    interaction,
    into,
    JSON.stringify(reason),
  )
  db.prepare('DELETE FROM case_todo WHERE interaction_id = ?').run(interaction)
}

/** A new case for interactions that leave theirs, of the customer of the first one's; over when that one is over. */
function openFrom(db: Db, interactions: readonly number[], at: number): number {
  const first = interactions[0]
  const row = db
    .prepare<[number | undefined], { identity: number; subject: string | null; text: string; at: number; home: number | null }>(
      `SELECT coalesce(k.identity_id,
           (SELECT identity_id FROM participation WHERE interaction_id = i.id ORDER BY asks IS NULL, identity_id LIMIT 1)) AS identity, i.subject,
         substr(b.text, 1, 200) AS text, i.occurred_at AS at, k.id AS home
       FROM interaction i JOIN body b ON b.interaction_id = i.id LEFT JOIN case_interaction ci ON ci.interaction_id = i.id
       LEFT JOIN "case" k ON k.id = ci.case_id WHERE i.id = ?`,
    )
    .get(first)
  if (!row) throw new Refusal('not-found')
  const { lastInsertRowid } = db
    .prepare(`INSERT INTO "case" (key, identity_id, subject, state, state_at, opened_at, made_at) VALUES (?, ?, ?, 'open', ?, ?, ?)`)
    .run(randomUUID(), row.identity, subjectOf(row.subject, row.text), at, row.at, row.at)
  const state = row.home === null ? 'open' : fieldsOf(db, row.home, at).state
  if (state === 'solved' || state === 'closed') write(db, Number(lastInsertRowid), { state }, at)
  return Number(lastInsertRowid)
}

function record(db: Db, payload: Payload, cases: readonly number[], { agent, at }: Made): string {
  const id = randomUUID()
  db.prepare(`INSERT INTO op (id, at, kind, payload, agent) VALUES (?, ?, 'case', ?, ?)`).run(
    id,
    at,
    JSON.stringify(payload),
    agent ?? null,
  )
  const link = db.prepare('INSERT INTO op_case (case_id, op_id) VALUES (?, ?)')
  for (const one of cases) link.run(one, id)
  return id
}

function interactionsOf(db: Db, id: number): number[] {
  return db.prepare<[number], number>('SELECT interaction_id FROM case_interaction WHERE case_id = ?').pluck().all(id)
}

function keyOf(db: Db, id: number): string {
  const key = db.prepare<[number], string>('SELECT key FROM "case" WHERE id = ?').pluck().get(id)
  if (key === undefined) throw new Refusal('not-found')
  return key
}

function idOf(db: Db, key: string): number {
  const id = db.prepare<[string], number>('SELECT id FROM "case" WHERE key = ?').pluck().get(key)
  if (id === undefined) throw new Refusal('not-found')
  return id
}

/** `values`: with those of these attributes. */
function fieldsOf(db: Db, id: number, at: number, values?: Fields['values']): Fields {
  const row = db
    .prepare<[{ id: number; now: number }], unknown>(
      `SELECT ${STATE} AS state, c.priority, c.queue_id AS queue, c.assignee, c.subject FROM "case" c WHERE c.id = @id`,
    )
    .get({ id, now: at })
  if (!row) throw new Refusal('not-found')
  const tags = db.prepare<[number], string>('SELECT tag FROM case_tag WHERE case_id = ? ORDER BY tag').pluck().all(id)
  return Fields.parse({ ...row, tags, ...(values && { values: knownOf(db, id, Object.keys(values)) }) })
}

function write(db: Db, id: number, { state, priority, queue, assignee, subject, tags, values }: Fields, at: number): void {
  const set = (column: string, value: unknown) => db.prepare(`UPDATE "case" SET ${column} = ? WHERE id = ?`).run(value, id)
  if (state === 'closed') {
    set('state', 'solved')
    set('state_at', 0)
    settleWaiting(db, interactionsOf(db, id))
  } else if (state !== undefined) {
    set('state', state)
    settleWaiting(db, interactionsOf(db, id))
    set('state_at', at)
    // What an agent takes up again is history no longer, however long ago it was.
    db.prepare('UPDATE "case" SET made_at = min(made_at, coalesce(last_id / 1024, made_at)) WHERE id = ?').run(id)
  }
  if (priority !== undefined) set('priority', priority)
  if (queue != null && !db.prepare('SELECT 1 FROM queue WHERE id = ?').get(queue)) throw new Refusal('not-found')
  if (queue !== undefined) set('queue_id', queue)
  if (assignee !== undefined) set('assignee', assignee)
  if (subject !== undefined) set('subject', subject)
  if (values !== undefined) writeValues(db, id, values)
  if (tags !== undefined) {
    db.prepare('DELETE FROM case_tag WHERE case_id = ?').run(id)
    const add = db.prepare('INSERT INTO case_tag (case_id, tag) VALUES (?, ?)')
    for (const tag of tags) add.run(id, tag)
  }
}
