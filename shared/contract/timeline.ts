import { oc, type } from '@orpc/contract'
import * as z from 'zod'
import type { CaseReason } from '../model/case.ts'
import { type CallFacts, Channel, type Direction, type IdentityKind, type Mark, type Source } from '../model/interaction.ts'
import type { FileRisk } from '../safety/file-risk.ts'
import type { LinkView } from '../safety/link.ts'
import { errors } from './errors.ts'

export interface PartyView {
  kind: IdentityKind
  address: string
  name?: string
  own: boolean
}

export interface AttachmentView {
  /** Position within its interaction, from 0. */
  position: number
  name: string
  type: string
  size: number
  /** False when the source only named it. */
  held: boolean
  inline: boolean
}

/** One interaction as the timeline shows it. Ids grow with time: `id` orders rows. Times are epoch ms. */
export interface Interaction {
  id: number
  channel: Channel
  direction: Direction
  occurredAt: number
  endedAt?: number
  from: PartyView
  to: PartyView[]
  cc: PartyView[]
  subject?: string
  /** At most 8,000 characters unless asked for whole; `cut` says there is more. */
  text: string
  cut: boolean
  quoted?: string
  hasHtml: boolean
  /** Mail thread or chat conversation. */
  thread?: string
  call?: CallFacts
  marks: Mark[]
  attachments: AttachmentView[]
  source: Source
  /** Sent on another channel than the customer had used last: why. */
  switched?: string
  /** The case it is in and why; absent until it was put into one, and for what is in none. */
  case?: { id: number; reason: CaseReason }
}

/** `customer` id is required; paging is by interaction id. */
export const TimelinePageInput = z.object({
  customer: z.number().int(),
  channels: z.array(Channel).optional(),
  /** Only what is in this case. */
  case: z.number().int().optional(),
  /** Only rows older than this id. */
  before: z.number().optional(),
  /** Only rows newer than this id. */
  after: z.number().optional(),
  /** The page that begins with the first row at or after this time (epoch ms): for "jump to date". */
  at: z.number().optional(),
  limit: z.number().int().min(1).max(500).default(100),
})
export type TimelinePageInput = z.infer<typeof TimelinePageInput>

/** Rows oldest first. `older` and `newer` say whether there is more on that side. */
export interface TimelinePage {
  rows: Interaction[]
  older: boolean
  newer: boolean
}

export const timeline = {
  /** Without before, after and at: the newest page. */
  page: oc.errors(errors).input(TimelinePageInput).output(type<TimelinePage>()),
  /** One interaction with its whole text. */
  get: oc
    .errors(errors)
    .input(z.object({ id: z.number() }))
    .output(type<Interaction>()),
  /** Ids of the interactions of this customer that hold these words, newest first, at most 1,000. */
  find: oc
    .errors(errors)
    .input(z.object({ customer: z.number().int(), text: z.string().min(1).max(200) }))
    .output(type<{ ids: number[] }>()),
  /** First and last interaction and how many there are. */
  span: oc
    .errors(errors)
    .input(z.object({ customer: z.number().int() }))
    .output(type<{ first: number; last: number; count: number }>()),
  /**
   * A one-time address (path on this app's own origin) for a mail's HTML, sanitised, for a sandboxed frame; or for an attachment.
   * `remote` lets pictures from the network through. It works once, for a minute.
   */
  open: oc
    .errors(errors)
    .input(
      z.discriminatedUnion('what', [
        z.object({ what: z.literal('html'), id: z.number(), remote: z.boolean() }),
        z.object({ what: z.literal('attachment'), id: z.number(), position: z.number().int().nonnegative() }),
      ]),
    )
    .output(type<{ path: string }>()),
  /** Where a link of a mail leads that was shown under this path. */
  link: oc
    .errors(errors)
    .input(z.object({ path: z.string().max(100), link: z.number().int().nonnegative() }))
    .output(type<LinkView>()),
  /** Shows an https link of a mail in the system's browser; NOT_FOUND where the window is in a browser itself and opens it. */
  follow: oc
    .errors(errors)
    .input(z.object({ path: z.string().max(100), link: z.number().int().nonnegative() }))
    .output(type<{ ok: true }>()),
  /** What an attachment could do when it is opened, by its name, its type and its first bytes; '' when nothing is known against it. */
  fileRisk: oc
    .errors(errors)
    .input(z.object({ id: z.number(), position: z.number().int().nonnegative() }))
    .output(type<{ risk: FileRisk | '' }>()),
}
