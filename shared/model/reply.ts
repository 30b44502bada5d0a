import * as z from 'zod'
import { CaseState } from './case.ts'

/**
 * queued: it goes out when it is due. sending: a server is being talked to, and has nothing yet. handed-over: the server has all of it, and
 * has not said whether it takes it. sent, failed (`said` has the server's words), cancelled. unknown: the connection or the program ended
 * after all was handed over and before the server answered; whether it arrived cannot be known, so a person decides. bounced: the server took
 * it, and a report came back later that it could not be delivered (RFC 3464).
 */
export const replyStates = ['queued', 'sending', 'handed-over', 'sent', 'failed', 'unknown', 'bounced', 'cancelled'] as const
export const ReplyState = z.enum(replyStates)
export type ReplyState = z.infer<typeof ReplyState>

const Address = z.string().trim().min(1).max(320)

/** A reply as an agent wrote it. `key` is made by the window, so that sending twice sends once. */
export const ReplyInput = z.object({
  key: z.uuid(),
  customer: z.number().int(),
  /** The interaction it answers. */
  answers: z.number().optional(),
  /** The account it goes out through. */
  account: z.string(),
  to: z.array(Address).min(1).max(100),
  cc: z.array(Address).max(100).default([]),
  bcc: z.array(Address).max(100).default([]),
  subject: z.string().max(500).default(''),
  /** Marks in it stand for bold, lists, links and pictures of a mail (electron/outbox/rich.ts). */
  text: z.string().min(1).max(1_000_000),
  /** The account's signature goes below it. */
  signed: z.boolean().default(false),
  /** What is quoted below it, as plain text. */
  quoted: z.string().max(1_000_000).optional(),
  /** Of files attached before. */
  files: z.array(z.uuid()).max(50).default([]),
  /** The page whose draft it was. */
  writer: z.string().max(100).optional(),
  /** Epoch ms; later than the time in which it can be taken back. */
  sendAt: z.number().optional(),
  /** The case it belongs to, and its state once it is sent. */
  case: z.number().int().optional(),
  caseState: CaseState.exclude(['new', 'closed']).optional(),
  /** Why it goes out on another channel than the customer used last. */
  switched: z.string().max(500).optional(),
})
export type ReplyInput = z.infer<typeof ReplyInput>

/** How long a reply can be taken back after it was sent off, ms. */
export const UNDO_SEND = 10_000
