import type { SurveysOf, SurveyView } from '#shared/surveys/calls.ts'
import { SurveyKind, surveyKinds } from '#shared/surveys/kinds.ts'
import { overall } from '#shared/surveys/scores.ts'
import { currentCustomer } from '../customers/ops.ts'
import type { Db } from '../store/database.ts'

/** What everybody's answers of the last days are compared with. */
const LATELY = 90 * 24 * 3600_000
/** The latest that are told of one customer. */
const MOST = 200

interface Row {
  key: string
  kind: string
  case: number
  subject: string
  askedAt: number
  score: number | null
  at: number | null
  interaction: number | null
}

/** Surveys that reached one customer or still may, the oldest first, and what everybody's answers came to lately. Refuses `not-found`. */
export function surveysOf(db: Db, { customer, now }: { customer: number; now: number }): SurveysOf {
  const surveys = db
    .prepare<[number, number], Row>(
      `SELECT s.key, s.kind, s.case_id AS "case", c.subject, s.asked_at AS askedAt, s.score, s.answered_at AS at, s.interaction_id AS interaction
       FROM identity d JOIN survey s ON s.identity_id = d.id JOIN "case" c ON c.id = s.case_id LEFT JOIN reply r ON r.key = s.key
       WHERE d.customer_id = ? AND (s.answered_at IS NOT NULL OR r.state IS NULL OR r.state NOT IN ('cancelled', 'failed', 'bounced'))
       ORDER BY s.asked_at DESC LIMIT ?`,
    )
    .all(currentCustomer(db, customer), MOST)
    .reverse()
    .map(
      ({ key, kind, case: id, subject, askedAt, score, at, interaction }): SurveyView => ({
        key,
        kind: SurveyKind.parse(kind),
        case: { id, subject },
        askedAt,
        ...(score !== null && at !== null && { answer: { score, at, ...(interaction !== null && { interaction }) } }),
      }),
    )
  const met = surveyKinds.filter(kind => surveys.some(one => one.kind === kind))
  return { surveys, everybody: met.map(kind => ({ kind, ...lately(db, kind, now) })) }
}

function lately(db: Db, kind: SurveyKind, now: number) {
  const scores = db
    .prepare<[string, number], number>('SELECT score FROM survey WHERE kind = ? AND answered_at > ? AND score IS NOT NULL')
    .pluck()
    .all(kind, now - LATELY)
  return { answers: scores.length, overall: overall(kind, scores) }
}
