import { oc, type } from '@orpc/contract'
import * as z from 'zod'
import type { Channel } from '../model/interaction.ts'
import { TimeZone } from '../model/local-time.ts'
import { errors } from './errors.ts'

/** Words of an interaction, cut to a readable length. `from` and `to` count characters (UTF-16) of its text in Unicode form NFC. */
export interface Quote {
  text: string
  from: number
  to: number
}

/** When something is due, worked out from the day it was said on. */
export interface Due {
  /** Epoch ms; the last second of the day unless `exact`. */
  at: number
  /** An hour was said or counted ("before 6 pm", "in 48 hours"). */
  exact: boolean
}

export const referenceKinds = ['order', 'invoice', 'ticket', 'tracking', 'iban', 'amount', 'date'] as const
export type ReferenceKind = (typeof referenceKinds)[number]

/** What a promise is kept by: a call, a message, or the thing itself. */
export type Act = 'call' | 'reply' | 'do'

interface Line {
  /** The interaction it comes from. */
  interaction: number
  /** When that happened, epoch ms. */
  at: number
}

/** One thing to know before speaking. Facts only: the window has the words. */
export type BriefLine =
  /** What the newest matter is about: its subject, or else the first words said of it; neither when there are none, as of a call. */
  | (Line & { kind: 'matter'; channel: Channel; subject?: string; words?: string })
  /** How often the customer came with it, on which channels, and how often they had to start again. `interaction`: the latest time. */
  | (Line & { kind: 'contacts'; asked: number; again: number; channels: Channel[] })
  | (Line & { kind: 'promise'; act: Act; quote: Quote; due?: Due; state: 'open' | 'late' | 'kept'; keptBy?: number })
  | (Line & { kind: 'question'; by: 'us' | 'customer'; quote: Quote })
  /** `value`: an ISO 4217 amount ("45.90 EUR"), an ISO 8601 day, or the number as written. */
  | (Line & { kind: 'reference'; type: ReferenceKind; value: string })
  /** A guess from single words: shown as a hint. `words`: those that led to it. */
  | (Line & { kind: 'mood'; mood: 'upset' | 'pleased'; words: string[] })

export interface Brief {
  lines: BriefLine[]
  /** Interactions read, the newest; `older` says there are more that were not. */
  read: number
  older: boolean
}

export const brief = {
  /** What to know about a customer before speaking, by rules from the newest part of their history. `timeZone` (IANA): whose days dates mean. */
  get: oc
    .errors(errors)
    .input(z.object({ customer: z.number().int(), timeZone: TimeZone }))
    .output(type<Brief>()),
}
