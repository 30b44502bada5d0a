import { randomBytes, randomUUID } from 'node:crypto'
import { UNDO_SEND } from '#shared/model/reply.ts'
import { maskNumbers } from '#shared/safety/mask.ts'
import { type SurveyKind, SurveyLanguage } from '#shared/surveys/kinds.ts'
import { someCases } from '../cases/read.ts'
import { currentCustomer } from '../customers/ops.ts'
import { queueReply } from '../outbox/queue.ts'
import { referencesOf, startReply } from '../outbox/start.ts'
import { profileGuesses } from '../profile/guesses.ts'
import { profileFields } from '../profile/values.ts'
import type { Db } from '../store/database.ts'
import { Refusal } from '../store/protocol.ts'
import { seen, seenUpTo, surveySettings } from './settings.ts'
import { surveyText } from './words.ts'

/** A case that was solved by mistake is soon open again, ms. */
const SETTLED = 60_000
/** Nobody is asked by itself twice within this, ms. */
const REST = 14 * 24 * 3600_000
/** A subject is quoted this far. */
const ABOUT = 80

export interface Asked {
  key: string
  customers: number[]
}

/** Queues the survey about a case. Refuses `not-found`, `no-way` (no account reaches the customer), `already-asked` (and not answered yet). */
export function askSurvey(db: Db, { case: id, now, agent }: { case: number; now: number; agent?: string }): Asked {
  return db
    .transaction(() => {
      const asked = db
        .prepare<[number], 1>(
          `SELECT 1 FROM survey s JOIN reply r ON r.key = s.key WHERE s.case_id = ? AND s.answered_at IS NULL
             AND r.state NOT IN ('cancelled', 'failed', 'bounced')`,
        )
        .get(id)
      if (asked) throw new Refusal('already-asked')
      const [one] = someCases(db, { ids: [id], now })
      if (!one) throw new Refusal('not-found')
      const start = startReply(db, { customer: one.customer, answers: lastWord(db, id), now })
      const account = start.accounts.find(each => each.id === start.account)
      const to = start.to[0]
      if (!account || to === undefined) throw new Refusal('no-way')
      const settings = surveySettings(db)
      const language = settings.language === 'theirs' ? languageOf(db, one.customer) : settings.language
      const { key, token } = openSurvey(db, { case: id, kind: settings.kind, language, address: to, at: now })
      const mail = account.channel === 'email'
      const link = settings.base === '' ? undefined : `${settings.base}/survey/${token}`
      const subject = maskNumbers(one.subject)
      const about = subject.length > ABOUT ? `${subject.slice(0, ABOUT).trimEnd()}…` : subject
      const text = surveyText({ kind: settings.kind, language, about, link }, !mail)
      const signed = mail && account.signature !== '' && { text: `${text}\n\n-- \n${account.signature}`, body: text }
      const answers = start.answers?.id
      queueReply(db, {
        key,
        customer: one.customer,
        answers,
        case: id,
        account: account.id,
        channel: account.channel,
        message: {
          from: { address: account.address },
          to: [to],
          cc: [],
          bcc: [],
          subject: mail ? start.subject : '',
          references: answers === undefined ? [] : referencesOf(db, { answers }),
          text,
          ...signed,
        },
        files: [],
        sourceId: mail ? `${key}@${account.address.slice(account.address.lastIndexOf('@') + 1)}` : key,
        at: now,
        dueAt: now + UNDO_SEND,
        ...(agent !== undefined && { agent }),
      })
      return { key, customers: [one.customer] }
    })
    .immediate()
}

/** Asks about what was solved since the last look and stayed so. `next`: when to look again, epoch ms, if anything is solved that was not looked at. */
export function askSolved(db: Db, { now }: { now: number }): { customers: number[]; next?: number } {
  if (surveySettings(db).when !== 'solved') return { customers: [] }
  return db
    .transaction(() => {
      const until = now - SETTLED
      const solved = db
        .prepare<[number], { id: number; at: number; customer: number }>(
          `SELECT c.id, c.state_at AS at, d.customer_id AS customer FROM "case" c JOIN identity d ON d.id = c.identity_id
           WHERE c.state = 'solved' AND c.state_at > ? AND c.joined_into IS NULL ORDER BY c.state_at`,
        )
        .all(seen(db))
      const settled = solved.filter(({ at }) => at <= until)
      const customers = settled.flatMap(one => askOnce(db, one, now))
      const last = settled.at(-1)
      if (last) seenUpTo(db, last.at)
      const coming = solved.find(({ at }) => at > until)
      return { customers, ...(coming && { next: coming.at + SETTLED }) }
    })
    .immediate()
}

/** Whom no account reaches, and who was asked lately, is left in peace. */
function askOnce(db: Db, { id, customer }: { id: number; customer: number }, now: number): number[] {
  const lately = db
    .prepare<[number, number], 1>(
      'SELECT 1 FROM survey s JOIN identity d ON d.id = s.identity_id WHERE d.customer_id = ? AND s.asked_at > ?',
    )
    .get(customer, now - REST)
  if (lately) return []
  try {
    return askSurvey(db, { case: id, now }).customers
  } catch (error) {
    if (error instanceof Refusal) return []
    throw error
  }
}

/** A survey that is sent some way; its answer link ends with the token. Refuses `not-found`. */
export function openSurvey(
  db: Db,
  { case: id, kind, language, address, at }: { case: number; kind: SurveyKind; language: SurveyLanguage; address?: string; at: number },
): { key: string; token: string } {
  const identity = db
    .prepare<[{ id: number; address: string }], number>(
      `SELECT o.id FROM "case" c JOIN identity d ON d.id = c.identity_id JOIN identity o ON o.customer_id = d.customer_id
       WHERE c.id = @id ORDER BY o.value = lower(@address) DESC, o.id = d.id DESC LIMIT 1`,
    )
    .pluck()
    .get({ id, address: address ?? '' })
  if (identity === undefined) throw new Refusal('not-found')
  const [key, token] = [randomUUID(), randomBytes(32).toString('base64url')]
  db.prepare('INSERT INTO survey (key, token, kind, language, case_id, identity_id, asked_at) VALUES (?, ?, ?, ?, ?, ?, ?)').run(
    key,
    token,
    kind,
    language,
    id,
    identity,
    at,
  )
  return { key, token }
}

/** What the customer said last in this case where it can be answered. */
function lastWord(db: Db, id: number): number | undefined {
  return db
    .prepare<[number], number>(
      `SELECT i.id FROM case_interaction ci JOIN interaction i ON i.id = ci.interaction_id
       WHERE ci.case_id = ? AND i.direction = 'in' AND i.channel IN (0, 1) AND i.marks IS NULL ORDER BY ci.interaction_id DESC LIMIT 1`,
    )
    .pluck()
    .get(id)
}

function languageOf(db: Db, id: number): SurveyLanguage {
  const customer = currentCustomer(db, id)
  const known = profileFields(db, { customer }).own.language.value ?? profileGuesses(db, { customer }).language?.value
  return SurveyLanguage.safeParse(known?.split('-')[0]).data ?? 'en'
}
