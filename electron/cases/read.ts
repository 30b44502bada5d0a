import type { CaseFilter, CasePage, CaseRecord, CaseView, KnownInCases, OpenedCase } from '#shared/contract/cases.ts'
import { currentCustomer } from '../customers/ops.ts'
import { timeOfId } from '../ingest/ids.ts'
import type { Db } from '../store/database.ts'
import { oncePer } from '../store/once.ts'
import { Refusal } from '../store/protocol.ts'
import { Payload } from './payload.ts'
import { AT_WORK, STATE } from './state.ts'

type Row = Omit<
  CaseView,
  'tags' | 'values' | 'queue' | 'assignee' | 'waitingSince' | 'follows' | 'joinedInto' | 'lastAt' | 'firstInteraction' | 'lastInteraction'
> & {
  queue: number | null
  assignee: string | null
  waitingSince: number | null
  follows: number | null
  joinedInto: number | null
  firstId: number | null
  lastId: number | null
}

const SELECT = `SELECT c.id, c.subject, ${STATE} AS state, c.state_at AS stateAt, c.priority, c.queue_id AS queue, c.assignee, c.opened_at AS openedAt,
    c.first_id AS firstId, c.last_id AS lastId, c.waiting_since AS waitingSince, c.follows, c.joined_into AS joinedInto, d.customer_id AS customer, u.name AS customerName,
    (SELECT count(*) FROM case_interaction ci WHERE ci.case_id = c.id) AS interactions
  FROM "case" c JOIN identity d ON d.id = c.identity_id JOIN customer u ON u.id = d.customer_id`

/** A page of cases. `now` in epoch ms. */
export function listCases(db: Db, { filter, now }: { filter: CaseFilter; now: number }): CasePage {
  const { customer, states, queue, assignee, waiting, order, cursor, limit } = filter
  const wanted = new Set(states)
  const open = states && !wanted.has('solved') && !wanted.has('closed')
  const latest = order === 'latest'
  const by = latest ? 'c.last_id' : 'c.waiting_since'
  const where = [
    `${by} IS NOT NULL`,
    ...(cursor ? [`(${by}, c.id) ${latest ? '<' : '>'} (@by, @last)`] : []),
    ...(customer !== undefined ? ['d.customer_id = @customer'] : []),
    ...(open ? [AT_WORK] : []),
    ...(states ? [`${STATE} IN (SELECT value FROM json_each(@states))`] : []),
    ...(queue !== undefined ? ['c.queue_id IS @queue'] : []),
    ...(assignee !== undefined ? ['c.assignee IS @assignee'] : []),
    ...(waiting ? ['c.waiting_since IS NOT NULL'] : []),
  ]
  const rows = db
    .prepare<[Record<string, unknown>], Row>(
      `${SELECT} WHERE ${where.join(' AND ')} ORDER BY ${by} ${latest ? 'DESC, c.id DESC' : ', c.id'} LIMIT @limit`,
    )
    .all({
      now,
      ...(cursor && { by: cursor.by, last: cursor.id }),
      limit: limit + 1,
      states: JSON.stringify(states ?? []),
      queue: queue ?? null,
      assignee: assignee ?? null,
      customer: customer === undefined ? null : currentCustomer(db, customer),
    })
  const last = rows[limit - 1]
  const next = rows.length > limit && last && { by: (latest ? last.lastId : last.waitingSince) ?? 0, id: last.id }
  return { rows: rows.slice(0, limit).map(row => view(db, row)), ...(next && { next }) }
}

/** One case with the ops that changed it, newest first. A case that was joined answers as itself. Refuses `not-found`. */
export function getCase(db: Db, { id, now }: { id: number; now: number }): OpenedCase {
  const row = db.prepare<[{ id: number; now: number }], Row>(`${SELECT} WHERE c.id = @id`).get({ id, now })
  if (!row) throw new Refusal('not-found')
  return { ...view(db, row), history: historyOf(db, id) }
}

/** These cases as they stand at `now` (epoch ms), in no order; those that are no more are left out. */
export function someCases(db: Db, { ids, now }: { ids: number[]; now: number }): CaseView[] {
  return db
    .prepare<[{ ids: string; now: number }], Row>(`${SELECT} WHERE c.id IN (SELECT value FROM json_each(@ids))`)
    .all({ ids: JSON.stringify(ids), now })
    .map(row => view(db, row))
}

/** Names and tags that were used before, for filling in fields. */
export function knownInCases(db: Db): Omit<KnownInCases, 'me'> {
  const texts = (sql: string) => db.prepare<[], string>(sql).pluck().all()
  return {
    assignees: texts('SELECT DISTINCT assignee FROM "case" WHERE assignee IS NOT NULL ORDER BY assignee'),
    tags: texts('SELECT DISTINCT tag FROM case_tag ORDER BY tag'),
  }
}

/** How many interactions have not been put into a case yet. */
export function unplaced(db: Db): { count: number } {
  return { count: db.prepare<[], number>('SELECT count(*) FROM case_todo').pluck().get() ?? 0 }
}

/** The customers whose cases these are today. */
export function customersOfCases(db: Db, cases: readonly number[]): number[] {
  const find = db
    .prepare<[number], number>('SELECT d.customer_id FROM "case" c JOIN identity d ON d.id = c.identity_id WHERE c.id = ?')
    .pluck()
  return [...new Set(cases.flatMap(id => find.get(id) ?? []))]
}

function historyOf(db: Db, id: number): CaseRecord[] {
  const rows = db
    .prepare<[number], { id: string; at: number; agent: string | null; undone: 0 | 1; payload: string }>(
      `SELECT o.id, o.at, o.agent, o.undone_at IS NOT NULL AS undone, o.payload FROM op_case l JOIN op o ON o.id = l.op_id
       WHERE l.case_id = ? ORDER BY o.at DESC, o.rowid DESC`,
    )
    .all(id)
  return rows.map(({ agent, undone, payload, ...row }) => ({
    ...row,
    undone: undone === 1,
    ...(agent !== null && { agent }),
    ...whatOf(db, Payload.parse(JSON.parse(payload))),
  }))
}

function whatOf(db: Db, payload: Payload) {
  if (payload.what === 'change') return { what: payload.what, before: payload.before, after: payload.after }
  const idOf = (key: string) => db.prepare<[string], number>('SELECT id FROM "case" WHERE key = ?').pluck().get(key)
  const joined = payload.joined === undefined ? undefined : idOf(payload.joined)
  return {
    what: payload.what,
    into: idOf(payload.into) ?? 0,
    count: payload.moved.length,
    made: payload.made,
    ...(joined !== undefined && { joined }),
  }
}

function view(db: Db, { queue, assignee, waitingSince, follows, joinedInto, firstId, lastId, ...row }: Row): CaseView {
  return {
    ...row,
    tags: tagsOf(db).all(row.id),
    values: Object.fromEntries(valuesOf(db).all(row.id)),
    lastAt: lastId === null ? row.openedAt : timeOfId(lastId),
    ...(firstId !== null && { firstInteraction: firstId }),
    ...(lastId !== null && { lastInteraction: lastId }),
    ...(queue !== null && { queue }),
    ...(assignee !== null && { assignee }),
    ...(waitingSince !== null && { waitingSince }),
    ...(follows !== null && { follows }),
    ...(joinedInto !== null && { joinedInto }),
  }
}

const tagsOf = oncePer(db => db.prepare<[number], string>('SELECT tag FROM case_tag WHERE case_id = ? ORDER BY tag').pluck())
const valuesOf = oncePer(db => db.prepare<[number], [string, string]>('SELECT field, value FROM case_value WHERE case_id = ?').raw())
