import * as z from 'zod'
import type { Brief } from '#shared/contract/brief.ts'
import { CallFacts, channels, Direction, IdentityKind, Mark } from '#shared/model/interaction.ts'
import { currentCustomer } from '../customers/ops.ts'
import { normalise } from '../ingest/prepare.ts'
import type { Db } from '../store/database.ts'
import { identitiesOf, walk } from '../timeline/walk.ts'
import { getSettings } from '../workspace/queries.ts'
import { makeBrief } from './brief.ts'
import type { Told } from './read.ts'

/** Interactions read, the newest: a brief is about now, and this bounds what it costs. */
const NEWEST = 100
/** What a long mail says beyond this is rarely a promise or a question, and reading it all would cost more than all else. */
const CHARACTERS = 1500
/** Characters read in all, the newest first. */
const BUDGET = 30_000

interface Row {
  id: number
  channel: number
  direction: string
  occurred_at: number
  subject: string | null
  call: string | null
  marks: string | null
  parties: string
  thread: number | null
  text: string
  files: number
  case_id: number | null
  over: number | null
}

/** The brief of a customer at `now` (epoch ms), days and hours in `timeZone` (IANA). Refuses `not-found`. */
export function briefOf(db: Db, { customer, timeZone, now }: { customer: number; timeZone: string; now: number }): Brief {
  const identities = identitiesOf(db, currentCustomer(db, customer))
  const steps = walk(db, identities, 'older', { from: Number.MAX_SAFE_INTEGER, limit: NEWEST + 1 })
  const row = db.prepare<[number], Row>(
    `SELECT i.id, i.channel, i.direction, i.occurred_at, i.subject, i.call, i.marks, i.parties, t.thread_id AS thread,
       substr(b.text, 1, ${CHARACTERS}) AS text, (SELECT count(*) FROM attachment a WHERE a.interaction_id = i.id) AS files,
       c.id AS case_id, c.state = 'solved' AS over
     FROM interaction i JOIN body b ON b.interaction_id = i.id LEFT JOIN thread_key t ON t.key = i.thread_key
       LEFT JOIN case_interaction ci ON ci.interaction_id = i.id LEFT JOIN "case" c ON c.id = ci.case_id WHERE i.id = ?`,
  )
  const isTheirs = senderAmong(db, identities)
  const history: Told[] = []
  let characters = 0
  for (const { id } of steps.slice(0, NEWEST)) {
    const told = toldOf(row.get(id), isTheirs)
    characters += told?.text.length ?? 0
    if (characters > BUDGET) break
    if (told) history.unshift(told)
  }
  return { lines: makeBrief(history, now, timeZone), read: history.length, older: steps.length > NEWEST || characters > BUDGET }
}

/** Whether one of these identities sent it, by its parties as they are kept. */
function senderAmong(db: Db, identities: readonly number[]): (parties: string) => boolean {
  const find = db.prepare<[number], { kind: string; value: string }>('SELECT kind, value FROM identity WHERE id = ?')
  const theirs = new Set(identities.flatMap(id => find.get(id) ?? []).map(({ kind, value }) => `${kind} ${value}`))
  const { region } = getSettings(db, { own: [], region: 'US', timeZone: 'UTC' })
  return parties => {
    const others = Parties.parse(JSON.parse(parties)).filter(([, , , , own]) => own === 0)
    return (
      others.length < 2 ||
      others.some(([role, kind, address]) => role === 'from' && theirs.has(`${kind} ${normalise(kind, address, region)}`))
    )
  }
}

/** See `partyRow` in ingest. */
const Parties = z.array(z.tuple([z.string(), IdentityKind, z.string(), z.string().nullable(), z.number()]))

/**
 * What a chat program noted says nothing, and neither do notes: a brief is of what was said, by us or the customer. What somebody else wrote with the
 * customer in copy is neither's.
 */
function toldOf(row: Row | undefined, isTheirs: (parties: string) => boolean): Told | undefined {
  if (!row || (row.direction === 'in' && !isTheirs(row.parties))) return undefined
  const channel = channels[row.channel] ?? 'note'
  const marks = row.marks === null ? [] : z.array(Mark).parse(JSON.parse(row.marks))
  if (marks.includes('system') || channel === 'note' || channel === 'survey') return undefined
  return {
    id: row.id,
    at: row.occurred_at,
    channel,
    direction: Direction.parse(row.direction),
    text: row.text,
    automatic: marks.includes('automatic'),
    files: row.files,
    ...(row.subject !== null && { subject: row.subject }),
    ...(row.thread !== null && { thread: String(row.thread) }),
    ...(row.case_id !== null && { case: { id: row.case_id, over: row.over === 1 } }),
    ...(row.call !== null && { call: CallFacts.parse(JSON.parse(row.call)) }),
  }
}
