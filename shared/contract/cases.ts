import { oc, type } from '@orpc/contract'
import * as z from 'zod'
import { CaseChanges, type CasePriority, CaseState } from '../model/case.ts'
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
  /** By attribute; only those that are known. */
  values: Record<string, string>
  openedAt: number
  lastAt: number
  /** Its first and latest interaction; absent once all were moved elsewhere. */
  firstInteraction?: number
  lastInteraction?: number
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

/** Where a page ended; to be handed back as it came. */
const CaseCursor = z.object({ by: z.number(), id: z.number().int() })

export const CaseFilter = z.object({
  customer: z.number().int().optional(),
  states: z.array(CaseState).optional(),
  /** null: in no queue. */
  queue: z.number().int().nullable().optional(),
  /** null: nobody's. */
  assignee: z.string().nullable().optional(),
  waiting: z.boolean().optional(),
  /** Latest activity first, or who waits longest first. */
  order: z.enum(['latest', 'waiting']).default('latest'),
  cursor: CaseCursor.optional(),
  limit: z.number().int().min(1).max(200).default(60),
})
export type CaseFilter = z.infer<typeof CaseFilter>

/** `next` is the cursor of the following page, absent on the last. */
export interface CasePage {
  rows: CaseView[]
  next?: z.infer<typeof CaseCursor>
}

/** What is offered when a case's fields are filled in. */
export interface KnownInCases {
  /** The agent at this window, where the system knows them. */
  me?: string
  assignees: string[]
  tags: string[]
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
  /** These cases, in no order; those that are no more are left out. */
  some: oc
    .errors(errors)
    .input(z.object({ ids: z.array(id).max(2000) }))
    .output(type<CaseView[]>()),
  known: oc.errors(errors).output(type<KnownInCases>()),
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
  /** The order in which queues are shown; those not named keep theirs, after these. */
  orderQueues: oc
    .errors(errors)
    .input(z.object({ ids: z.array(id).max(1000) }))
    .output(type<{ ok: true }>()),
  /** Its cases are in no queue from then on. */
  removeQueue: oc.errors(errors).input(z.object({ id })).output(type<{ ok: true }>()),
}
