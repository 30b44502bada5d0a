import { oc, type } from '@orpc/contract'
import * as z from 'zod'
import { CallResult, type CallState } from '../../model/call.ts'
import type { Direction } from '../../model/interaction.ts'
import { errors } from '../errors.ts'

/** A call as the phones told of it, with what the agent wrote. Times are epoch ms. */
export interface CallView {
  key: string
  state: CallState
  direction: Direction
  /** The other side's, normalised; absent when hidden. */
  number?: string
  /** What the phone system calls them. */
  name?: string
  /** Whose number it is. */
  customer?: { id: number; name: string }
  startedAt: number
  answeredAt?: number
  endedAt?: number
  note: string
  outcome?: CallResult
  /** The day of the follow-up, `YYYY-MM-DD`. */
  followUp?: string
  /** That was done, epoch ms. */
  followedAt?: number
  /** Its interaction: its call record, or until that has come what the phone told. */
  interaction?: number
  recorded: boolean
}

const key = z.string().min(1).max(100)
const done = type<{ ok: true }>()

export const calls = {
  /** Those in progress, and those whose outcome is not told yet; the newest first. */
  now: oc.errors(errors).output(type<{ calls: CallView[] }>()),
  /** Calls with a customer whose record has not come yet, or that something was written about; the oldest first. */
  of: oc
    .errors(errors)
    .input(z.object({ customer: z.number().int() }))
    .output(type<{ calls: CallView[] }>()),
  /** What a phone that only told of the ringing does not say. */
  say: oc
    .errors(errors)
    .input(z.object({ key, state: z.enum(['answered', 'ended']) }))
    .output(done),
  /** Keeps what is written during the call, at every stroke. */
  note: oc
    .errors(errors)
    .input(z.object({ key, text: z.string().max(100_000) }))
    .output(done),
  /** The agent is done with it. */
  close: oc
    .errors(errors)
    .input(z.object({ key, outcome: CallResult, followUp: z.iso.date().optional() }))
    .output(done),
  /** Calls with a customer to be followed up by that day or without a day, and not done; the one due first first. */
  followUps: oc
    .errors(errors)
    .input(z.object({ until: z.iso.date() }))
    .output(type<{ calls: CallView[] }>()),
  followed: oc
    .errors(errors)
    .input(z.object({ key, done: z.boolean() }))
    .output(done),
  /** Makes a customer of an unknown number; the op can be undone. */
  create: oc.errors(errors).input(z.object({ key })).output(type<{ op: string; customer: number }>()),
  /** Since when there is a token for `POST /call`, if there is one. */
  access: oc.errors(errors).output(type<{ createdAt?: number }>()),
  /** Makes a new token, which is told this once; an earlier one is void. */
  allow: oc.errors(errors).output(type<{ token: string }>()),
  /** No token works any more. */
  revoke: oc.errors(errors).output(done),
}
