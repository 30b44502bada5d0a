import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import type { CaseReason, CaseState } from '#shared/model/case.ts'
import { channels, IdentityKind } from '#shared/model/interaction.ts'
import { settleWaiting } from '../customers/summary.ts'
import { timeOfId } from '../ingest/ids.ts'
import type { Db } from '../store/database.ts'
import { identitiesOf } from '../timeline/walk.ts'
import { chooser, type Unplaced } from './candidates.ts'
import { referencesIn } from './references.ts'
import { waitingSince } from './settle.ts'
import { type Arrival, CLOSED_AFTER, isSettled, stateAfter, stateAtFirst } from './state.ts'
import { subjectOf, tellingWords } from './subject.ts'

/** A slice computes for so long, µs: with its commit it holds the thread for less than 20 ms. */
const SLICE = 12_000

/** References are looked for in so many characters. */
const LOOKED_THROUGH = 4000

export interface Assigned {
  /** Interactions that still wait. */
  left: boolean
  customers: number[]
}

const Parties = z.array(z.tuple([z.string(), IdentityKind, z.string(), z.unknown(), z.unknown()]))

interface Row {
  id: number
  channel: number
  direction: 'in' | 'out'
  occurred_at: number
  ended_at: number | null
  subject: string | null
  thread_key: string | null
  marks: string | null
  parties: string
  text: string
}

/**
 * Puts interactions that have no case yet into theirs, oldest first, at most `limit` and for 12 ms of computing, in one transaction. What cannot
 * belong to any (a newsletter without a thread) is in none. `now` in epoch ms.
 */
export function assignCases(db: Db, { now, limit }: { now: number; limit: number }): Assigned {
  return db
    .transaction(() => {
      const ids = db.prepare<[number], number>('SELECT interaction_id FROM case_todo ORDER BY interaction_id LIMIT ?').pluck().all(limit)
      const place = placer(db, now)
      const done = db.prepare('DELETE FROM case_todo WHERE interaction_id = ?')
      const touched = new Set<number>()
      const began = process.threadCpuUsage()
      let placed = 0
      for (const id of ids) {
        const customer = place(id)
        if (customer !== undefined) touched.add(customer)
        done.run(id)
        placed++
        const { user, system } = process.threadCpuUsage(began)
        if (user + system > SLICE) break
      }
      return { left: placed === limit || placed < ids.length, customers: [...touched] }
    })
    .immediate()
}

function placer(db: Db, now: number): (id: number) => number | undefined {
  const choose = chooser(db)
  const find = db.prepare<[number], Row>(
    `SELECT i.id, i.channel, i.direction, i.occurred_at, i.ended_at, i.subject, i.thread_key, i.marks, i.parties,
       substr(b.text, 1, ${LOOKED_THROUGH}) AS text
     FROM interaction i JOIN body b ON b.interaction_id = i.id WHERE i.id = ?`,
  )
  const participants = db.prepare<[number], { id: number; value: string; customer: number; asks: 0 | 1 | null }>(
    `SELECT d.id, d.value, d.customer_id AS customer, p.asks FROM participation p JOIN identity d ON d.id = p.identity_id
     WHERE p.interaction_id = ? ORDER BY p.asks IS NULL, d.id`,
  )
  const open = db.prepare(
    `INSERT INTO "case" (key, identity_id, subject, state, state_at, opened_at, made_at, follows) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const put = caseWriter(db)

  return id => {
    const row = find.get(id)
    const people = row ? participants.all(id) : []
    const first = people[0]
    if (!row || !first) return undefined
    const whose = people.length === 1 ? first : (people.find(({ value }) => value === counterpart(row)) ?? first)
    const arrival: Arrival = { direction: row.direction, asks: whose.asks }
    const item: Unplaced = {
      id,
      at: row.occurred_at,
      endedAt: row.ended_at ?? row.occurred_at,
      thread: row.thread_key,
      chat: channels[row.channel] !== 'email',
      ours: row.direction === 'out',
      silent: row.marks !== null && /"(?:system|automatic)"/.test(row.marks),
      subject: row.subject ?? '',
      title: subjectOf(row.subject, row.text),
      references: referencesIn(`${row.subject ?? ''}\n${row.text}`),
      identities: identitiesOf(db, whose.customer),
    }
    const choice = choose(item)
    // So long after the last word it is a matter of its own, unless that one was kept waiting on purpose.
    const over = choice && item.at - choice.candidate.to > CLOSED_AFTER && choice.candidate.state !== 'hold'
    if (choice && !over) {
      put(choice.candidate.id, item, choice.reason, arrival)
      return whose.customer
    }
    if (item.silent) return undefined
    const state: CaseState = stateAtFirst(arrival)
    const opened = open.run(randomUUID(), whose.id, item.title, state, item.at, item.at, now, choice?.candidate.id ?? null)
    const fresh = Number(opened.lastInsertRowid)
    put(fresh, item, choice ? { why: 'follow-up' } : { why: 'first' }, arrival)
    return whose.customer
  }
}

/** The address the customer has in it: the sender's of what came in, the first receiver's of what went out. */
function counterpart({ parties, direction }: Row): string | undefined {
  const wanted = direction === 'in' ? 'from' : 'to'
  return Parties.parse(JSON.parse(parties))
    .find(([role]) => role === wanted)?.[2]
    .toLowerCase()
}

/** Puts an interaction into a case and brings the case up to date. */
export function caseWriter(db: Db): (id: number, item: Unplaced, reason: CaseReason, arrival: Arrival) => void {
  const insert = db.prepare('INSERT OR REPLACE INTO case_interaction (interaction_id, case_id, reason) VALUES (?, ?, ?)')
  const thread = db.prepare('INSERT OR IGNORE INTO case_thread (thread_key, case_id) VALUES (?, ?)')
  const reference = db.prepare('INSERT OR IGNORE INTO case_reference (value, case_id) VALUES (?, ?)')
  const read = db.prepare<[number], { state: CaseState; subject: string; last_id: number | null; waiting_since: number | null }>(
    'SELECT state, subject, last_id, waiting_since FROM "case" WHERE id = ?',
  )
  // What an agent called it stays.
  const rename = db.prepare(
    'UPDATE "case" SET subject = ? WHERE id = ? AND NOT EXISTS (SELECT 1 FROM op_case o WHERE o.case_id = "case".id)',
  )
  const all = db.prepare<[number], number>('SELECT interaction_id FROM case_interaction WHERE case_id = ?').pluck()
  const grow = db.prepare(
    `UPDATE "case" SET state = ?, state_at = CASE WHEN state = ? THEN state_at ELSE ? END, waiting_since = ?,
       first_id = min(coalesce(first_id, @id), @id), last_id = max(coalesce(last_id, @id), @id), opened_at = min(opened_at, @at)
     WHERE id = @case`,
  )
  return (id, item, reason, arrival) => {
    insert.run(item.id, id, JSON.stringify(reason))
    if (item.thread !== null) thread.run(item.thread, id)
    for (const value of item.references) reference.run(value, id)
    const known = read.get(id)
    if (!known) return
    // "Hello" and a call name no matter; what the customer says next may.
    if (arrival.direction === 'in' && !item.silent && says(item.title) && !says(known.subject)) rename.run(item.title, id)
    const newest = known.last_id === null || item.id > known.last_id
    const state = newest && known.last_id !== null ? stateAfter(known.state, arrival) : known.state
    const waiting = newest ? waitingAfter(known.waiting_since, arrival, item.at) : waitingSince(db, id)
    grow.run(state, state, timeOfId(item.id), waiting, { id: item.id, at: item.at, case: id })
    // What was solved without an answer and is taken up again is owed one; what is found to belong to it is owed none.
    if (isSettled(known.state) && !isSettled(state)) {
      if (known.waiting_since !== null) settleWaiting(db, all.all(id))
    } else if (isSettled(state) && arrival.asks === 1) settleWaiting(db, [item.id])
  }
}

function says(title: string): boolean {
  return tellingWords(title).length > 0
}

function waitingAfter(since: number | null, { asks }: Arrival, at: number): number | null {
  if (asks === null) return since
  return asks === 1 ? (since ?? at) : null
}
