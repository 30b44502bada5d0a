import { oc, type } from '@orpc/contract'
import * as z from 'zod'
import { NoteChanges, type NoteContent } from '../model/note.ts'
import { errors } from './errors.ts'

/** Times are epoch ms. Its text is what was there about a second ago; who writes in it has the document itself (`sync`). */
export interface NoteView {
  key: string
  customer: number
  customerName: string
  case?: { id: number; subject: string }
  beginning: NoteContent
  /** Characters in all. */
  length: number
  madeAt: number
  madeBy?: string
  changedAt: number
  changedBy?: string
  pinned: boolean
  /** It is a follow-up, due then. */
  dueAt?: number
  doneAt?: number
  deletedAt?: number
}

/** Something that was done to a note. `text`: written in one sitting that began at `fromAt`; `seq` names the version that came of it. */
export type NoteRecord = { at: number; agent?: string } & (
  | { what: 'text'; seq: number; fromAt: number }
  | { what: 'restored'; seq: number; versionAt: number }
  | { what: 'change'; op: string; changes: NoteChanges; undone: boolean }
)

/** A note that names the agent at this window. `at`: when that was met first, epoch ms. */
export interface Mention {
  note: NoteView
  at: number
  by?: string
}

/** An update's bytes in base64. A carrier takes messages of 4 MB. */
export const UPDATE_LIMIT = 3_000_000

const key = z.uuid()
const customer = z.number().int()
const op = type<{ op: string }>()
const list = type<{ notes: NoteView[] }>()

export const notes = {
  /** Of a customer, or of one case: pinned first, then the newest. With those that were deleted, which say so. */
  list: oc
    .errors(errors)
    .input(z.object({ customer, case: z.number().int().optional() }))
    .output(list),
  /** Follow-ups due by then (epoch ms) and not done, of all customers, the one due first first. */
  followUps: oc
    .errors(errors)
    .input(z.object({ until: z.number() }))
    .output(list),
  /** Notes that mention the agent at this window, until they mark them as read; the latest first. */
  mentions: oc.errors(errors).output(type<{ mentions: Mention[] }>()),
  readMention: oc
    .errors(errors)
    .input(z.object({ note: key, read: z.boolean() }))
    .output(type<{ ok: true }>()),
  /**
   * One exchange of a Yjs document's updates (base64): hands in what was written here, and brings what was written elsewhere after the change
   * number `after`; 0 brings everything. The first update makes the note, which needs `customer`. Handing in the same update twice changes nothing.
   */
  sync: oc
    .errors(errors)
    .input(
      z.object({
        note: key,
        after: z.number().int().nonnegative(),
        update: z.string().max(UPDATE_LIMIT).optional(),
        customer: customer.optional(),
        case: z.number().int().optional(),
      }),
    )
    .output(type<{ seq: number; updates: string[] }>()),
  /** Makes a note of plain lines, which begins with a mention of somebody where one is given. Made twice under one key it is one note. */
  write: oc
    .errors(errors)
    .input(
      z.object({
        note: key,
        customer,
        case: z.number().int().optional(),
        lines: z.array(z.string().max(10_000)).min(1).max(500),
        mention: z.string().min(1).max(200).optional(),
      }),
    )
    .output(type<{ ok: true }>()),
  change: oc
    .errors(errors)
    .input(z.object({ note: key, changes: NoteChanges }))
    .output(op),
  /** Undoes exactly that change. */
  undo: oc
    .errors(errors)
    .input(z.object({ op: z.string() }))
    .output(type<{ ok: true }>()),
  /** Everything that was done to it, newest first. */
  history: oc
    .errors(errors)
    .input(z.object({ note: key }))
    .output(type<{ records: NoteRecord[] }>()),
  /** Its text, or what it was at a version; cut after 200,000 characters. */
  content: oc
    .errors(errors)
    .input(z.object({ note: key, seq: z.number().int().optional() }))
    .output(type<NoteContent>()),
  /** Makes its text again what it was at a version. A change like any other: nothing is lost by it. */
  restore: oc
    .errors(errors)
    .input(z.object({ note: key, seq: z.number().int() }))
    .output(type<{ ok: true }>()),
  /** Names that can be mentioned: whoever works here, as far as it is known. */
  people: oc.errors(errors).output(type<{ names: string[] }>()),
}
