import type { CaseReason, CaseState } from '#shared/model/case.ts'
import { firstIdAt } from '../ingest/ids.ts'
import type { Db } from '../store/database.ts'
import { tellingWords } from './subject.ts'

/** An interaction that waits for its case, with what the rules look at. */
export interface Unplaced {
  id: number
  at: number
  /** Epoch ms; a call lasts. */
  endedAt: number
  thread: string | null
  chat: boolean
  /** A machine sent it or a chat program noted it: it joins its thread's case, and says nothing else. */
  silent: boolean
  subject: string
  references: readonly string[]
  /** All identities of the customer whose matter it is. */
  identities: readonly number[]
}

export interface Candidate {
  id: number
  state: CaseState
  subject: string
  /** Its span, epoch ms. */
  from: number
  to: number
}

export interface Choice {
  candidate: Candidate
  reason: CaseReason
}

const HOUR = 3600_000
const DAY = 24 * HOUR

/** A chat that was silent for longer is another session. */
const SESSION = 2 * HOUR
/** What comes within this time of an open case is taken for the same matter. */
const NEAR = 3 * DAY
/** The same subject later than this is another matter. */
const SAME_SUBJECT = 30 * DAY
/** The same order later than this is another matter. */
const SAME_REFERENCE = 180 * DAY
/** How many of a customer's cases are looked at: those next to it in time. */
const LOOKED_AT = 12
/** So many words of a subject must agree. */
const WORDS = 2

const COLUMNS = 'c.id, c.state, c.subject, c.first_id / 1024 AS "from", c.last_id / 1024 AS "to"'

/** Finds the case that an interaction belongs to and why: its thread or session, else what it names, else what is near. */
export function chooser(db: Db): (item: Unplaced) => Choice | undefined {
  const ofThread = db.prepare<[string, number, number], Candidate>(
    `SELECT ${COLUMNS} FROM thread_key own JOIN thread_key other ON other.thread_id = own.thread_id
       JOIN case_thread t ON t.thread_key = other.key JOIN "case" c ON c.id = t.case_id
     WHERE own.key = ? AND c.last_id >= ? AND c.first_id <= ? ORDER BY c.last_id DESC LIMIT ${LOOKED_AT}`,
  )
  const ofReference = db.prepare<[string, number], Candidate>(
    `SELECT ${COLUMNS} FROM case_reference r JOIN "case" c ON c.id = r.case_id
     WHERE r.value = ? AND c.identity_id = ? AND c.last_id IS NOT NULL ORDER BY c.last_id DESC LIMIT ${LOOKED_AT}`,
  )
  const before = db.prepare<[number, number], Candidate>(
    `SELECT ${COLUMNS} FROM "case" c WHERE c.identity_id = ? AND c.last_id <= ? ORDER BY c.last_id DESC LIMIT ${LOOKED_AT}`,
  )
  const after = db.prepare<[number, number], Candidate>(
    `SELECT ${COLUMNS} FROM "case" c WHERE c.identity_id = ? AND c.last_id > ? ORDER BY c.last_id LIMIT ${LOOKED_AT}`,
  )

  return item => {
    const nearest = (all: Candidate[]) => all.sort((a, b) => distance(item, a) - distance(item, b))[0]
    if (item.thread !== null) {
      const [since, until] = item.chat ? [item.at - SESSION, item.endedAt + SESSION] : [0, Number.MAX_SAFE_INTEGER / 1024]
      const candidate = nearest(ofThread.all(item.thread, firstIdAt(since), firstIdAt(until)))
      if (candidate) return { candidate, reason: { why: item.chat ? 'session' : 'thread' } }
    }
    if (item.silent) return undefined
    for (const value of item.references) {
      const named = item.identities.flatMap(identity => ofReference.all(value, identity))
      const candidate = nearest(named.filter(one => distance(item, one) <= SAME_REFERENCE))
      if (candidate) return { candidate, reason: { why: 'reference', value } }
    }
    const around = item.identities
      .flatMap(identity => [...before.all(identity, item.id), ...after.all(identity, item.id)])
      .filter(one => one.state !== 'solved')
    const words = new Set(tellingWords(item.subject))
    const alike = around
      .filter(one => distance(item, one) <= SAME_SUBJECT)
      .map(candidate => ({ candidate, words: tellingWords(candidate.subject).filter(word => words.has(word)) }))
      .filter(one => one.words.length >= WORDS)
      .sort((a, b) => b.words.length - a.words.length || distance(item, a.candidate) - distance(item, b.candidate))[0]
    if (alike) return { candidate: alike.candidate, reason: { why: 'subject', words: alike.words } }
    const candidate = nearest(around.filter(one => distance(item, one) <= NEAR))
    return candidate && { candidate, reason: { why: 'near', elapsed: distance(item, candidate) } }
  }
}

/** Ms between an interaction and the span of a case; 0 when it lies within. */
export function distance({ at, endedAt }: Unplaced, { from, to }: Candidate): number {
  return Math.max(0, from - endedAt, at - to)
}
