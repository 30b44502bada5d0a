import { oc, type } from '@orpc/contract'
import * as z from 'zod'
import { CaseState } from '../model/case.ts'
import type { Channel } from '../model/interaction.ts'
import { ReplyInput, type ReplyState } from '../model/reply.ts'
import { errors } from './errors.ts'

/** An account that replies can go out through. */
export interface ReplyAccount {
  id: string
  name: string
  channel: Channel
  /** Ours, on its channel. */
  address: string
  /** Put below every mail that goes out through it; '' for none. */
  signature: string
}

/** Where a reply goes unless the agent says otherwise. */
export interface ReplyStart {
  /** Absent when no account can send on any of the customer's channels. */
  account?: string
  to: string[]
  cc: string[]
  subject: string
  /** What it answers, for the line above the quoted text and for the threading. */
  answers?: { id: number; at: number; from: string; text: string }
  /** The case that it belongs to: that of what it answers. */
  case?: { id: number; subject: string; state: CaseState; tags: string[] }
  /** The interaction it answers came from another identity than the customer used last. */
  otherThanLast: boolean
  accounts: ReplyAccount[]
  /** The customer's addresses that each channel can reach, the one used last first. */
  reachable: { channel: Channel; address: string }[]
}

/** A reply that was sent off. Times are epoch ms. */
export interface ReplyView {
  key: string
  customer?: number
  customerName?: string
  account: string
  channel: Channel
  to: string[]
  subject: string
  text: string
  files: string[]
  state: ReplyState
  madeAt: number
  agent?: string
  /** When it goes out, or is tried again. */
  dueAt: number
  tries: number
  /** Why it did not go out, or not yet: a SourceErrorCode, and the server's own words. */
  problem?: string
  said?: string
}

/** A file that was attached; `size` in bytes. */
export const AttachedFile = z.object({ id: z.uuid(), name: z.string().max(255), type: z.string().max(255), size: z.number() })
export type AttachedFile = z.infer<typeof AttachedFile>

/** What is being written to a customer, as the window keeps it. */
export const Draft = z.object({
  /** The reply's own from its first letter on: whatever becomes of the window, it is sent once. */
  key: z.uuid().optional(),
  files: z.array(AttachedFile).max(50).default([]),
  /** Left out below it: what it answers, the signature. */
  unquoted: z.boolean().default(false),
  unsigned: z.boolean().default(false),
  caseState: CaseState.exclude(['new', 'closed']).optional(),
  /** Epoch ms. */
  sendAt: z.number().optional(),
  switched: z.string().max(500).optional(),
  account: z.string().optional(),
  to: z.array(z.string().max(320)).max(100),
  cc: z.array(z.string().max(320)).max(100),
  bcc: z.array(z.string().max(320)).max(100),
  subject: z.string().max(500),
  text: z.string().max(1_000_000),
  answers: z.number().optional(),
})
export type Draft = z.infer<typeof Draft>

/** What another window (or this one, before it was closed) writes to the same customer. */
export interface OtherDraft {
  writer: string
  draft: Draft
  savedAt: number
}

/** Characters of Base64: what goes through a carrier in one piece. */
export const MOST_PASTED = 12_000_000

const customer = z.number().int()
const writer = z.string().min(1).max(100)
const key = z.object({ key: z.uuid() })
const ok = type<{ ok: true }>()

export const replies = {
  /** `answers`: the interaction to answer; else the customer's latest. */
  start: oc
    .errors(errors)
    .input(z.object({ customer, answers: z.number().optional() }))
    .output(type<ReplyStart>()),
  /** Sends off; it can be taken back for UNDO_SEND ms. Sending the same key again changes nothing. */
  send: oc.errors(errors).input(ReplyInput).output(type<{ key: string; dueAt: number }>()),
  /** Takes back what has not gone out. CONFLICT `already-sent` when it is too late. */
  cancel: oc.errors(errors).input(key).output(ok),
  /** Tries again, also what failed or what may have arrived: then it can arrive twice. */
  again: oc.errors(errors).input(key).output(ok),
  /** The agent found out that it did arrive. */
  arrived: oc.errors(errors).input(key).output(ok),
  /** What has not arrived: waiting, failed, unknown; of one customer or all; newest first. */
  waiting: oc
    .errors(errors)
    .input(z.object({ customer: customer.optional() }))
    .output(type<{ replies: ReplyView[] }>()),
  /** Takes back what has not arrived, and makes it what is being written to the customer. CONFLICT `already-sent` when it is too late. */
  edit: oc
    .errors(errors)
    .input(z.object({ key: z.uuid(), writer }))
    .output(type<{ draft: Draft }>()),
  /** Keeps a copy of a file for the reply being written: of one that lies somewhere, or of what was pasted, in Base64. */
  attach: oc
    .errors(errors)
    .input(
      z
        .object({ name: z.string().min(1).max(255), type: z.string().max(255) })
        .and(z.union([z.object({ path: z.string() }), z.object({ content: z.string().max(MOST_PASTED) })])),
    )
    .output(type<AttachedFile>()),
  /** This page's draft, and what others write to the same customer, newest first. */
  draft: oc.errors(errors).input(z.object({ customer, writer })).output(type<{ draft?: Draft; savedAt?: number; others: OtherDraft[] }>()),
  /**
   * Absent: the draft is thrown away. `instead`: another one that this one goes on from; it is dropped unless it was written on meanwhile.
   * Answers with what others write to the same customer.
   */
  saveDraft: oc
    .errors(errors)
    .input(
      z.object({ customer, writer, draft: Draft.optional(), instead: z.object({ writer: z.string(), savedAt: z.number() }).optional() }),
    )
    .output(type<{ savedAt: number; others: OtherDraft[] }>()),
  /** '' for none. */
  saveSignature: oc
    .errors(errors)
    .input(z.object({ account: z.string(), text: z.string().max(10_000) }))
    .output(ok),
  accounts: oc.errors(errors).output(type<{ accounts: ReplyAccount[] }>()),
}
