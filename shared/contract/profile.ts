import { oc, type } from '@orpc/contract'
import * as z from 'zod'
import { type Attribute, AttributeAbout, AttributeDraft, type OwnField, type ValueProblem } from '../model/attribute.ts'
import { type Segment, SegmentDraft } from '../model/segment.ts'
import { errors } from './errors.ts'

/** Where a value comes from. `by`: the file's or the agent's name; absent for whoever uses this workspace. Times are epoch ms. */
export interface Origin {
  source: 'agent' | 'file'
  by?: string
  at: number
}

/** What is known of one field. No `value` but an `origin`: an agent emptied it. `others`: what loses against it and is kept. */
export interface FieldState {
  value?: string
  origin?: Origin
  others: { value: string; origin: Origin }[]
}

/** Why something is guessed. number: of the country `region`. text: so many of the last messages of theirs read like it. */
export type GuessReason = { by: 'number'; number: string; region: string } | { by: 'text'; messages: number; of: number }

export interface Guess {
  value: string
  reason: GuessReason
}

export interface Details {
  /** One for each attribute of the workspace, in its order. */
  fields: (FieldState & { attribute: Attribute })[]
  own: Record<OwnField, FieldState>
  /** Only what nobody has set. */
  guesses: { zone?: Guess; language?: Guess }
}

/** How a CSV of customers could be read. Columns count from 0. */
export interface CustomersFile {
  header: string[]
  /** The first few. */
  rows: string[][]
  /** The column with the address or number. */
  address: number
  columns: ColumnPlan[]
}

/** Where a column goes: to a known field (an attribute's id, or `name`), to an attribute to be made, or nowhere. */
export const ColumnPlan = z.discriminatedUnion('to', [
  z.object({ to: z.literal('field'), field: z.string().max(60) }),
  z.object({ to: z.literal('new'), attribute: AttributeDraft }),
  z.object({ to: z.literal('nothing') }),
])
export type ColumnPlan = z.infer<typeof ColumnPlan>

export interface CustomersFileResult {
  /** Takes all of it back. */
  change: string
  rows: number
  /** Customers that got a value. */
  customers: number
  set: number
  /** Values that are in the file differently, but an agent's stands. */
  kept: number
  /** Rows whose address or number nobody has; `lines` the first 20 of them. */
  unknown: { count: number; lines: number[] }
  /** `problems` the first 100. */
  rejected: number
  problems: { line: number; column: string; reason: ValueProblem | 'no-address' | 'several' | 'two-values' | 'broken-row' }[]
}

const id = z.string().max(60)
const customer = z.number().int()
const Change = type<{ change: string }>()

/** Everything here that changes something answers with the change, which `undo` takes back. */
export const profile = {
  details: oc.errors(errors).input(z.object({ customer })).output(type<Details>()),
  /** Sets an attribute or own field as an agent; null empties it. CONFLICT with a ValueProblem when it does not fit. */
  set: oc
    .errors(errors)
    .input(z.object({ customer, field: id, value: z.string().max(200_000).nullable() }))
    .output(Change),
  attributes: oc.errors(errors).output(type<{ attributes: Attribute[] }>()),
  /** What is known of cases: their values are changed with the cases. */
  caseAttributes: oc.errors(errors).output(type<{ attributes: Attribute[] }>()),
  /** Without `id` a new one. What one that exists is about, and its type, stay. CONFLICT `name-taken`. */
  saveAttribute: oc
    .errors(errors)
    .input(AttributeDraft.extend({ id: id.optional(), about: AttributeAbout.default('customer') }))
    .output(Change),
  /** Its values stay until then, and come back with it. */
  removeAttribute: oc.errors(errors).input(z.object({ id })).output(Change),
  segments: oc.errors(errors).output(type<{ segments: (Segment & { count: number })[] }>()),
  saveSegment: oc
    .errors(errors)
    .input(SegmentDraft.extend({ id: id.optional() }))
    .output(Change),
  removeSegment: oc.errors(errors).input(z.object({ id })).output(Change),
  /** Shows a link's value in the system's browser. NOT_FOUND when there is none. */
  open: oc
    .errors(errors)
    .input(z.object({ customer, field: id }))
    .output(type<{ ok: true }>()),
  /** Looks at a CSV of customers before anything is taken in. */
  inspectFile: oc
    .errors(errors)
    .input(z.object({ path: z.string().min(1) }))
    .output(type<CustomersFile>()),
  importFile: oc
    .errors(errors)
    .input(z.object({ path: z.string().min(1), address: z.number().int().min(0), columns: z.array(ColumnPlan).max(200) }))
    .output(type<CustomersFileResult>()),
  /** CONFLICT `already-undone`, or `changed-since` when something else was set there meanwhile. */
  undo: oc
    .errors(errors)
    .input(z.object({ change: z.string() }))
    .output(type<{ ok: true }>()),
}
