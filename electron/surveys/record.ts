import { channels, IdentityKind } from '#shared/model/interaction.ts'
import { isScore, SurveyKind, SurveyLanguage, scoreName } from '#shared/surveys/kinds.ts'
import { caseWriter } from '../cases/assign.ts'
import { settleWaiting } from '../customers/summary.ts'
import { firstIdAt } from '../ingest/ids.ts'
import { prepare } from '../ingest/prepare.ts'
import { writeBatch } from '../ingest/write-batch.ts'
import type { Db } from '../store/database.ts'
import { oncePer } from '../store/once.ts'
import { Refusal } from '../store/protocol.ts'
import { numberedAnswer } from './number.ts'

/** A number in reply counts this long after it was asked for, ms. */
const WITHIN = 14 * 24 * 3600_000
/** An answer link leads to a form this long after it was sent, ms: longer than most are away, and not for whoever finds the mail years later. */
export const LINK_WITHIN = 90 * 24 * 3600_000
/** A mail is dated by its sender's clock, which may be slow by so much, ms. */
const CLOCKS = 10 * 60_000
/** A remark longer than this is more than thanks, characters. */
const REMARK = 300
/** As the page's field lets in. */
export const LONGEST_COMMENT = 2000

/** What the page of an answer link needs to know. Undefined when there is no such survey. */
export function surveyByToken(db: Db, { token }: { token: string }) {
  const row = db
    .prepare<[string], { kind: string; language: string; askedAt: number; answered: 0 | 1 }>(
      'SELECT kind, language, asked_at AS askedAt, answered_at IS NOT NULL AS answered FROM survey WHERE token = ?',
    )
    .get(token)
  return (
    row && {
      ...row,
      kind: SurveyKind.parse(row.kind),
      language: SurveyLanguage.parse(row.language),
      answered: row.answered === 1,
    }
  )
}

/**
 * Keeps what was answered through a link, as an interaction of its own; the first answer stands. Refuses `not-found`, `already-answered`,
 * `not-a-number` (not on the scale).
 */
export function answerSurvey(
  db: Db,
  { token, score, comment, at }: { token: string; score: number; comment: string; at: number },
): { customers: number[] } {
  return db
    .transaction(() => {
      const row = db
        .prepare<
          [string],
          { key: string; kind: string; case: number; answered: number | null; type: string; value: string; name: string | null }
        >(
          `SELECT s.key, s.kind, s.case_id AS "case", s.answered_at AS answered, d.kind AS type, d.value, d.name
           FROM survey s JOIN identity d ON d.id = s.identity_id WHERE s.token = ?`,
        )
        .get(token)
      if (!row) throw new Refusal('not-found')
      if (row.answered !== null) throw new Refusal('already-answered')
      const kind = SurveyKind.parse(row.kind)
      if (!isScore(kind, score)) throw new Refusal('not-a-number')
      const from = { kind: IdentityKind.parse(row.type), address: row.value, ...(row.name !== null && { name: row.name }) }
      const item = prepare(
        {
          sourceId: row.key,
          channel: 'survey',
          direction: 'in',
          occurredAt: at,
          from,
          to: [],
          subject: scoreName(kind, score),
          text: comment.trim().slice(0, LONGEST_COMMENT),
        },
        // What is normalised stays as it is, in whatever country.
        { region: 'US', own: new Set() },
      )
      if (!item) throw new Refusal('not-found')
      const { customers } = writeBatch(db, { connector: CONNECTOR, items: [item] })
      const id = Number(
        db
          .prepare('SELECT i.id FROM connector c JOIN interaction i ON i.connector_id = c.id WHERE c.key = ? AND i.source_id = ?')
          .pluck()
          .get(CONNECTOR, row.key),
      )
      keep(db, { key: row.key, score, at, interaction: id })
      place(db, { id, at, case: row.case, thread: null, title: '', asks: null })
      return { customers }
    })
    .immediate()
}

const CONNECTOR = 'survey'

/**
 * Finds numbers among what came in that answer a survey: in its thread or chat, right after it, from whom it was sent to. Such a message is an
 * answer and no new word in its case, unless more than a remark is said in it. At most `limit` are looked at.
 */
export function recogniseAnswers(db: Db, { now, limit }: { now: number; limit: number }): { customers: number[] } {
  const { open, waiting, ask } = statements(db)
  const since = open.get(now - WITHIN)
  if (since === null || since === undefined) return { customers: [] }
  const customers = new Set<number>()
  for (const { id, at, thread, text } of waiting.all(firstIdAt(since - CLOCKS), limit)) {
    const survey = ask.get({ id, since: at - WITHIN })
    const kind = SurveyKind.safeParse(survey?.kind).data
    const answer = kind && numberedAnswer(kind, text)
    if (!survey || !answer) continue
    keep(db, { key: survey.key, score: answer.score, at, interaction: id })
    const asks = answer.rest.length > REMARK || /[?¿]/.test(answer.rest)
    if (!asks) db.prepare('UPDATE participation SET asks = NULL WHERE interaction_id = ?').run(id)
    settleWaiting(db, [id])
    place(db, { id, at, case: survey.case, thread, title: '', asks: asks ? 1 : null })
    customers.add(survey.customer)
  }
  return { customers: [...customers] }
}

const MESSAGES = ['email', 'chat', 'sms'] as const

const statements = oncePer(db => ({
  /** When the oldest one that still can be answered with a number was sent. */
  open: db.prepare<[number], number | null>('SELECT min(asked_at) FROM survey WHERE answered_at IS NULL AND asked_at > ?').pluck(),
  waiting: db.prepare<[number, number], { id: number; at: number; thread: string; text: string }>(
    `SELECT i.id, i.occurred_at AS at, i.thread_key AS thread, substr(b.text, 1, 4000) AS text
     FROM case_todo t JOIN interaction i ON i.id = t.interaction_id JOIN body b ON b.interaction_id = i.id
     WHERE t.interaction_id > ? AND i.direction = 'in' AND i.marks IS NULL AND i.thread_key IS NOT NULL
       AND i.channel IN (${MESSAGES.map(channel => channels.indexOf(channel)).join()}) ORDER BY i.id LIMIT ?`,
  ),
  /** The survey that was the last thing we said in the thread of this interaction. */
  ask: db.prepare<[{ id: number; since: number }], { key: string; kind: string; case: number; customer: number }>(
    `SELECT s.key, s.kind, s.case_id AS "case", d.customer_id AS customer
     FROM interaction i JOIN thread_key t ON t.key = i.thread_key JOIN participation p ON p.interaction_id = i.id
       JOIN identity d ON d.id = p.identity_id JOIN identity o ON o.customer_id = d.customer_id
       JOIN survey s ON s.identity_id = o.id AND s.asked_at > @since AND s.answered_at IS NULL
       JOIN reply r ON r.key = s.key JOIN interaction q ON q.id = r.interaction_id AND q.id < i.id + ${firstIdAt(CLOCKS)}
       JOIN thread_key u ON u.key = q.thread_key AND u.thread_id = t.thread_id
     WHERE i.id = @id AND NOT EXISTS (
       SELECT 1 FROM participation z JOIN interaction n ON n.id = z.interaction_id JOIN thread_key v ON v.key = n.thread_key
       WHERE z.identity_id = d.id AND z.interaction_id > q.id AND z.interaction_id < i.id AND z.asks = 0
         AND n.direction = 'out' AND v.thread_id = t.thread_id)
     ORDER BY s.asked_at DESC LIMIT 1`,
  ),
}))

function keep(db: Db, { key, score, at, interaction }: { key: string; score: number; at: number; interaction: number }): void {
  db.prepare('UPDATE survey SET score = ?, answered_at = ?, interaction_id = ? WHERE key = ? AND answered_at IS NULL').run(
    score,
    at,
    interaction,
    key,
  )
}

/** Into the case that it is about, whatever the rules would say. */
function place(
  db: Db,
  {
    id,
    at,
    case: about,
    thread,
    title,
    asks,
  }: { id: number; at: number; case: number; thread: string | null; title: string; asks: 1 | null },
): void {
  const item = { id, at, endedAt: at, thread, title, chat: false, ours: false, silent: false, subject: '', references: [], identities: [] }
  caseWriter(db)(about, item, { why: 'survey' }, { direction: 'in', asks })
  db.prepare('DELETE FROM case_todo WHERE interaction_id = ?').run(id)
}
