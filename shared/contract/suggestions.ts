import { oc, type } from '@orpc/contract'
import * as z from 'zod'
import type { IdentityKind } from '../model/interaction.ts'
import type { ReasonCode } from '../model/reason.ts'
import { errors } from './errors.ts'

export const Answer = z.enum(['yes', 'no', 'later'])
export type Answer = z.infer<typeof Answer>

/** Why two customers may be one person, or may not: one thing compared, and the two values as written. */
export interface ReasonView {
  code: ReasonCode
  a: string
  b: string
  /** Bits for (positive) or against (negative) being one person: each doubles or halves the odds. */
  weight: number
  /** Which, when an attribute was compared. */
  attribute?: string
  /** It was read in a signature. */
  signature?: boolean
  /** Where and when (epoch ms) it was read, when it was in one interaction, and in whose timeline that is. */
  origin?: { interaction: number; at: number; customer: number }
}

/** One of the two. Times are epoch ms, absent when nothing ever happened with them. */
export interface SuggestionSide {
  customer: number
  name: string
  /** `shared`: several people use it, so it proves nothing. */
  identities: { kind: IdentityKind; value: string; name?: string; shared: boolean }[]
  interactions: number
  firstAt?: number
  lastAt?: number
}

export interface SuggestionView {
  a: SuggestionSide
  b: SuggestionSide
  /** Probability that both are one person, 0 to 1. */
  score: number
  /** What agrees, the weightiest first. */
  reasons: ReasonView[]
  differs: ReasonView[]
  /** The customer of the two that stays when they are merged; its name stays too, unless it has none. */
  stays: number
  foundAt: number
}

/** An answer that was given, and that can be undone. Names are of that time. */
export interface DecisionView {
  op: string
  answer: Answer
  at: number
  /** Name of the system's account on the computer it was given on; absent when unknown. */
  by?: string
  a: { customer: number; name: string }
  b: { customer: number; name: string }
  score: number
  /** later: when it comes back at the latest, epoch ms. */
  until?: number
  undone: boolean
}

/** An address or number that a customer wrote and that is not theirs yet. */
export interface MentionView {
  value: string
  kind: IdentityKind
  /** As it stands in the text. */
  written: string
  /** Where it was written last, and when (epoch ms). */
  interaction: number
  at: number
  /** Whose it is already. */
  customer?: { id: number; name: string }
}

const id = z.number().int()

export const suggestions = {
  /** The most likely ones, and how many there are in all. `customer`: only those that concern this one. */
  list: oc
    .errors(errors)
    .input(z.object({ customer: id.optional(), limit: z.number().int().min(1).max(200).default(100) }))
    .output(type<{ rows: SuggestionView[]; total: number }>()),
  /** How many wait for an answer. `looking`: share of customers that were compared (0 to 1), while that is being done. */
  count: oc.errors(errors).output(type<{ open: number; looking?: number }>()),
  /** NOT_FOUND when the two are no longer suggested. */
  answer: oc
    .errors(errors)
    .input(z.object({ a: id, b: id, answer: Answer }))
    .output(type<{ op: string }>()),
  /** When (epoch ms) and by whom it was said last that these are two people, if it was and still holds. `identity`: of `a` this one alone. */
  apart: oc
    .errors(errors)
    .input(z.object({ a: id, b: id, identity: id.optional() }))
    .output(type<{ said?: { at: number; by?: string } }>()),
  /** Answers given, newest first, undone ones too. */
  decided: oc
    .errors(errors)
    .input(z.object({ limit: z.number().int().min(1).max(500).default(200) }))
    .output(type<{ rows: DecisionView[] }>()),
  /**
   * Addresses and numbers a customer wrote that are not theirs yet: to be added by hand; of one `interaction`, those in its own words. `written`: as
   * it stands there. `customer`: whose it is already.
   */
  mentioned: oc
    .errors(errors)
    .input(z.object({ customer: id, interaction: id.optional() }))
    .output(type<{ rows: MentionView[] }>()),
}
