import { oc, type } from '@orpc/contract'
import * as z from 'zod'
import { errors } from '../contract/errors.ts'
import { type SurveyKind, SurveySettings } from './kinds.ts'
import type { overall } from './scores.ts'

/** A survey that a customer was sent. Times are epoch ms. */
export interface SurveyView {
  key: string
  kind: SurveyKind
  case: { id: number; subject: string }
  askedAt: number
  answer?: { score: number; at: number; interaction?: number }
}

/** What a customer was asked and said, the oldest first; and what all of each kind came to in the last 90 days, in figures of `overall`. */
export interface SurveysOf {
  surveys: SurveyView[]
  everybody: { kind: SurveyKind; answers: number; overall: ReturnType<typeof overall> }[]
}

export const surveys = {
  settings: oc.errors(errors).output(type<SurveySettings>()),
  saveSettings: oc.errors(errors).input(SurveySettings).output(type<{ ok: true }>()),
  /**
   * Asks the customer of a case how it went, through the outbox: it can be taken back there. CONFLICT `no-address` when no account reaches
   * them, `nothing-left` when they were asked about this case and have not answered.
   */
  ask: oc
    .errors(errors)
    .input(z.object({ case: z.number().int() }))
    .output(type<{ key: string }>()),
  of: oc
    .errors(errors)
    .input(z.object({ customer: z.number().int() }))
    .output(type<SurveysOf>()),
}
