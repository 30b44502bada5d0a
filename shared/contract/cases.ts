import { oc, type } from '@orpc/contract'
import * as z from 'zod'
import { CaseChanges, type CasePriority, type CaseReason, CaseState } from '../model/case.ts'
import { errors } from './errors.ts'

/** Times are epoch ms. */
export interface CaseView {
  id: number
  customer: number
  customerName: string
  /** '' when nothing says what it is about, as with a call. */
  subject: string
  state: CaseState
  stateAt: number
  priority: CasePriority
  queue?: number
  assignee?: string
  tags: string[]
  openedAt: number
  lastAt: number
  /** Since when the customer waits for an answer in it. */
  waitingSince?: number
  interactions: number
  /** The closed case that this one goes on from. */
  follows?: number
  /** It was joined into that case, and is no case of its own any more. */
  joinedInto?: number
}

/** One op on a case. `change`: fields before and after. `move`: how many interactions went into which case. */
export type CaseRecord = { id: string; at: number; agent?: string; undone: boolean } & (
  | { what: 'change'; before: CaseFields; after: CaseFields }
  | { what: 'move'; into: number; count: number; joined?: number; made: boolean }
)

/** Those that changed. */
export type CaseFields = Omit<CaseChanges, 'state'> & { state?: CaseState | undefined }

export interface OpenedCase extends CaseView {
  history: CaseRecord[]
}

export const CaseFilter = z.object({
  customer: z.number().int().optional(),
  states: z.array(CaseState).optional(),
  /** null: in no queue. */
  queue: z.number().int().nullable().optional(),
  /** null: nobody's. */
  assignee: z.string().nullable().optional(),
  waiting: z.boolean().optional(),
  cursor: z.number().optional(),
  limit: z.number().int().min(1).max(200).default(60),
})
export type CaseFilter = z.infer<typeof CaseFilter>

/** Latest activity first; `next` is the cursor of the following page, absent on the last. */
export interface CasePage {
  rows: CaseView[]
  next?: number
}

export interface QueueView {
  id: number
  name: string
  /** Cases at work in it, and those of them in which the customer waits. */
  open: number
  waiting: number
}

const id = z.number().int()
const op = type<{ op: string; case: number }>()

export const cases = {
  list: oc.errors(errors).input(CaseFilter).output(type<CasePage>()),
  get: oc.errors(errors).input(z.object({ id })).output(type<OpenedCase>()),
  /** The case each interaction is in and why; those in none are left out. */
  of: oc
    .errors(errors)
    .input(z.object({ interactions: z.array(z.number()).max(1000) }))
    .output(type<{ interaction: number; case: number; reason: CaseReason }[]>()),
  /** How many interactions wait to be put into theirs, in the background. */
  unplaced: oc.errors(errors).output(type<{ count: number }>()),
  change: oc
    .errors(errors)
    .input(z.object({ case: id, changes: CaseChanges }))
    .output(op),
  /** Moves interactions into that case, or into a new one when `into` is absent (a split). */
  move: oc
    .errors(errors)
    .input(z.object({ interactions: z.array(z.number()).min(1).max(10_000), into: id.optional() }))
    .output(op),
  /** Moves all of one case into another. */
  join: oc
    .errors(errors)
    .input(z.object({ from: id, into: id }))
    .output(op),
  /** Undoes exactly that op. */
  undo: oc
    .errors(errors)
    .input(z.object({ op: z.string() }))
    .output(type<{ case: number }>()),
  queues: oc.errors(errors).output(type<QueueView[]>()),
  /** Adds a queue, or renames one. */
  saveQueue: oc
    .errors(errors)
    .input(z.object({ id: id.optional(), name: z.string().trim().min(1).max(100) }))
    .output(type<{ id: number }>()),
  /** Its cases are in no queue from then on. */
  removeQueue: oc.errors(errors).input(z.object({ id })).output(type<{ ok: true }>()),
}
