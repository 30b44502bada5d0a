import type { CaseReason, CaseState } from '#shared/model/case.ts'
import { channels } from '#shared/model/interaction.ts'
import { firstIdAt } from '../ingest/ids.ts'
import type { Db } from '../store/database.ts'
import { referencesIn } from './references.ts'
import { tellingWords } from './subject.ts'

/** An interaction that waits for its case, with what the rules look at. */
export interface Unplaced {
  id: number
  at: number
  /** Epoch ms; a call lasts. */
  endedAt: number
  thread: string | null
  chat: boolean
  /** From us. */
  ours: boolean
  /** What it would call a case: its subject, else how it begins. */
  title: string
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
  /** It began with a mail: its subject was chosen by somebody. */
  mail: 0 | 1
}

export interface Choice {
  candidate: Candidate
  reason: CaseReason
}

const HOUR = 3600_000
const DAY = 24 * HOUR

/** A chat that was silent for longer is another session, unless it is we who go on: that answers what was said. */
const SESSION = 2 * HOUR
const OUR_SESSION = 3 * DAY
/** What comes within this time of an open case is taken for the same matter. */
const NEAR = 3 * DAY
/** The same when the customer has no other: first contact resolution counts who comes back within a week as unresolved. */
const NEAR_ONLY = 7 * DAY
/** The same subject later than this is another matter. */
const SAME_SUBJECT = 30 * DAY
/** The same order later than this is another matter. */
const SAME_REFERENCE = 180 * DAY
/** How many of a customer's cases are looked at: those next to it in time. */
const LOOKED_AT = 12
/** How many cases that name the same thing are looked at: what is in more of them is a hotline or a year. */
const NAMED_IN = 200
/** So many words of a subject must agree. */
const WORDS = 2

const COLUMNS = `c.id, c.state, c.subject, c.first_id / 1024 AS "from", c.last_id / 1024 AS "to",
  (SELECT f.channel = ${channels.indexOf('email')} FROM interaction f WHERE f.id = c.first_id) AS mail`

/** Finds the case that an interaction belongs to and why: its thread or session, else what it names, else what is near. */
export function chooser(db: Db): (item: Unplaced) => Choice | undefined {
  const ofThread = db.prepare<[string], Candidate>(
    `SELECT ${COLUMNS} FROM thread_key own JOIN thread_key other ON other.thread_id = own.thread_id
       JOIN case_thread t ON t.thread_key = other.key JOIN "case" c ON c.id = t.case_id
     WHERE own.key = ? AND c.last_id IS NOT NULL ORDER BY c.last_id DESC LIMIT ${LOOKED_AT}`,
  )
  const ofSession = db.prepare<[{ identity: number; thread: string; since: number; until: number; id: number }], Candidate>(
    `SELECT ${COLUMNS} FROM participation p JOIN interaction i ON i.id = p.interaction_id
       JOIN case_interaction ci ON ci.interaction_id = i.id JOIN "case" c ON c.id = ci.case_id
     WHERE p.identity_id = @identity AND p.interaction_id BETWEEN @since AND @until AND i.thread_key = @thread
     ORDER BY abs(p.interaction_id - @id) LIMIT 1`,
  )
  const ofReference = db.prepare<[string, number], Candidate>(
    `SELECT ${COLUMNS} FROM (SELECT case_id FROM case_reference WHERE value = ? ORDER BY case_id DESC LIMIT ${NAMED_IN}) r
       CROSS JOIN "case" c ON c.id = r.case_id
     WHERE c.identity_id = ? AND c.last_id IS NOT NULL ORDER BY c.last_id DESC LIMIT ${LOOKED_AT}`,
  )
  const before = db.prepare<[number, number], Candidate>(
    `SELECT ${COLUMNS} FROM "case" c WHERE c.identity_id = ? AND c.last_id <= ? ORDER BY c.last_id DESC LIMIT ${LOOKED_AT}`,
  )
  const after = db.prepare<[number, number], Candidate>(
    `SELECT ${COLUMNS} FROM "case" c WHERE c.identity_id = ? AND c.last_id > ? ORDER BY c.last_id LIMIT ${LOOKED_AT}`,
  )

  return item => {
    const nearest = (all: Candidate[]) => all.sort((a, b) => distance(item, a) - distance(item, b))[0]
    const { thread } = item
    if (thread !== null) {
      const [since, until] = [firstIdAt(item.at - (item.ours ? OUR_SESSION : SESSION)), firstIdAt(item.endedAt + SESSION)]
      const candidate = nearest(
        item.chat
          ? item.identities.flatMap(identity => ofSession.all({ identity, thread, since, until, id: item.id }))
          : ofThread.all(thread),
      )
      if (candidate) return { candidate, reason: { why: item.chat ? 'session' : 'thread' } }
    }
    if (item.silent) return undefined
    for (const value of item.references) {
      const named = item.identities.flatMap(identity => ofReference.all(value, identity))
      const candidate = nearest(named.filter(one => distance(item, one) <= SAME_REFERENCE))
      if (candidate) return { candidate, reason: { why: 'reference', value } }
    }
    const open = item.identities
      .flatMap(identity => [...before.all(identity, item.id), ...after.all(identity, item.id)])
      .filter(one => one.state !== 'solved')
    const around = open.filter(one => !namesAnother(item, one))
    const words = new Set(tellingWords(item.subject))
    const alike = around
      .filter(one => distance(item, one) <= SAME_SUBJECT)
      .map(candidate => ({ candidate, words: tellingWords(candidate.subject).filter(word => words.has(word)) }))
      .filter(one => one.words.length >= WORDS)
      .sort((a, b) => b.words.length - a.words.length || distance(item, a.candidate) - distance(item, b.candidate))[0]
    if (alike) return { candidate: alike.candidate, reason: { why: 'subject', words: alike.words } }
    const alone = open.filter(one => distance(item, one) <= NEAR_ONLY).length === 1
    const near = around.filter(one => distance(item, one) <= (alone ? NEAR_ONLY : NEAR) && !saysAnother(item, one, words))
    const candidate = nearest(near)
    return candidate && { candidate, reason: { why: 'near', elapsed: distance(item, candidate) } }
  }
}

/** It names an order or an invoice, and the case is about another one. */
function namesAnother({ references }: Unplaced, { subject }: Candidate): boolean {
  const theirs = referencesIn(subject)
  return references.length > 0 && theirs.length > 0 && !theirs.some(value => references.includes(value))
}

/** A mail that begins a thread under a subject that has no word of the case's: soon after, an afterthought; later, another matter. */
function saysAnother(item: Unplaced, candidate: Candidate, words: ReadonlySet<string>): boolean {
  if (words.size === 0 || candidate.mail !== 1 || distance(item, candidate) <= SESSION) return false
  const theirs = tellingWords(candidate.subject)
  return theirs.length > 0 && !theirs.some(word => words.has(word))
}

/** Ms between an interaction and the span of a case; 0 when it lies within. */
export function distance({ at, endedAt }: Unplaced, { from, to }: Candidate): number {
  return Math.max(0, from - endedAt, at - to)
}
