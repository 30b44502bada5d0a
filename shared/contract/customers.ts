import { oc, type } from '@orpc/contract'
import * as z from 'zod'
import { type CallFacts, Channel, type IdentityKind } from '../model/interaction.ts'
import { errors } from './errors.ts'

/** A row of the customer list. Times are epoch ms. */
export interface CustomerRow {
  id: number
  name: string
  /** Their latest interaction, and how it begins. */
  lastAt: number
  lastChannel: Channel
  lastDirection: 'in' | 'out'
  lastCall?: CallFacts
  snippet: string
  /** Since when they have been waiting for an answer; absent when we spoke last. */
  waitingSince?: number
  interactions: number
}

/** Somebody to be picked. */
export interface PersonFound {
  id: number
  name: string
  /** Their latest interaction, epoch ms; absent for who is known from an address book only. */
  lastAt?: number
}

export interface IdentityView {
  id: number
  kind: IdentityKind
  /** Normalised: what it is matched by. */
  value: string
  /** The display name that came with it most recently. */
  name?: string
  firstSeen: number
  lastSeen: number
  interactions: number
  /** Which connector brought it first. */
  source: string
}

export interface Profile {
  id: number
  name: string
  identities: IdentityView[]
  byChannel: { channel: Channel; count: number }[]
  firstAt: number
  lastAt: number
  waitingSince?: number
  /** Merges and splits that concern this customer, newest first. */
  history: OpView[]
}

export interface OpView {
  id: string
  /** add: an agent gave them an address. own: it turned out to be ours. */
  kind: 'merge' | 'split' | 'move' | 'add' | 'own'
  at: number
  /** Identities that moved, as they read. */
  moved: string[]
  from: number
  into: number
  /** Name of the system's account it was done on; absent when the app did it, or when unknown. */
  by?: string
  undone: boolean
}

export const CustomerFilter = z.object({
  channel: Channel.optional(),
  waiting: z.boolean().optional(),
  /** Part of a name, address or number. */
  text: z.string().max(200).optional(),
  /** Id of a saved segment. */
  segment: z.string().max(60).optional(),
})
export type CustomerFilter = z.infer<typeof CustomerFilter>

/** recent: newest activity first. longest: who waits longest first, then the others. busiest: most interactions first. */
export const CustomerOrder = z.enum(['recent', 'longest', 'busiest', 'name'])
export type CustomerOrder = z.infer<typeof CustomerOrder>

/** Where a page of the list ends: what its last row is put in order by (null: does not wait), and their latest interaction. */
const CustomerCursor = z.object({ by: z.union([z.number(), z.string()]).nullable(), id: z.number() })
export type CustomerCursor = z.infer<typeof CustomerCursor>

const id = z.number().int()

export const customers = {
  /** `next` is the cursor of the following page, absent on the last. */
  list: oc
    .errors(errors)
    .input(
      CustomerFilter.extend({
        order: CustomerOrder.default('recent'),
        cursor: CustomerCursor.optional(),
        limit: z.number().int().min(1).max(200).default(60),
      }),
    )
    .output(type<{ rows: CustomerRow[]; next?: CustomerCursor }>()),
  /** Whom a text means, newest activity first; then those we know and never heard of. Without a text the newest. */
  find: oc
    .errors(errors)
    .input(z.object({ text: z.string().max(200).default(''), limit: z.number().int().min(1).max(50) }))
    .output(type<{ rows: PersonFound[] }>()),
  /** A customer that was merged away answers with the one that took it over. */
  get: oc.errors(errors).input(z.object({ id })).output(type<Profile>()),
  /** Re-points every identity of `from` to `into`. Rewrites no interaction. */
  merge: oc
    .errors(errors)
    .input(z.object({ from: id, into: id }))
    .output(type<{ op: string }>()),
  /** Moves these identities of one customer to a new one. */
  split: oc
    .errors(errors)
    .input(z.object({ customer: id, identities: z.array(id).min(1) }))
    .output(type<{ op: string; customer: number }>()),
  /** Moves one identity to another customer; when it was their last, they are merged. */
  move: oc
    .errors(errors)
    .input(z.object({ identity: id, into: id }))
    .output(type<{ op: string }>()),
  /**
   * Gives a customer an address or number, typed in any spelling. One that somebody has already moves here, with its customer if it was the only
   * one. CONFLICT `no-address`, `same-customer` (theirs already), `ours`.
   */
  add: oc
    .errors(errors)
    .input(z.object({ customer: id, address: z.string().min(1).max(320) }))
    .output(type<{ op: string }>()),
  /** An identity that is really ours: it leaves the customer, and what comes from it later counts as ours. */
  ours: oc
    .errors(errors)
    .input(z.object({ identity: id }))
    .output(type<{ op: string }>()),
  /** Undoes exactly that op: the identities it moved go back, whatever else happened since stays. */
  undo: oc
    .errors(errors)
    .input(z.object({ op: z.string() }))
    .output(type<{ customer: number }>()),
}
