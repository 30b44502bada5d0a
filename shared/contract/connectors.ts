import { eventIterator, oc, type } from '@orpc/contract'
import * as z from 'zod'
import { errors } from './errors.ts'

/** One field of a connector's form. Labels and help are looked up by connector kind and field name in the window's texts. */
export interface FormField {
  name: string
  type: 'text' | 'number' | 'secret' | 'choice' | 'toggle' | 'path'
  required: boolean
  /** Shown filled in. */
  initial?: string | number | boolean
  choices?: readonly string[]
  /** Only asked for when the other field has this value. */
  when?: { field: string; is: string | boolean }
  /** Below a "more" fold. */
  advanced?: boolean
}

/** What a step brought to light, by name: a folder and how much is in it, a certificate's fingerprint. `left`: it is not read as things are set. */
export interface Finding {
  what: string
  value: string
  left?: true
}

export interface TestStep {
  step: 'name' | 'port' | 'tls' | 'login' | 'folder' | 'file' | 'table' | 'archive' | 'records' | 'sending'
  ok: boolean
  /** SourceErrorCode when it failed. */
  code?: string
  detail?: string
  found?: Finding[]
}

/** What a connector is doing, and why. Times are epoch ms; rates are interactions per second over the last minute. */
export type ConnectorState =
  | { state: 'off' }
  | { state: 'connecting'; since: number }
  | { state: 'catching-up'; done: number; total?: number; rate: number; secondsLeft?: number }
  | { state: 'live'; since: number }
  | { state: 'waiting'; until: number; attempt: number; code: string; detail?: string }
  | { state: 'attention'; code: string; detail?: string; since: number }

export interface ConnectorView {
  id: string
  kind: string
  name: string
  settings: Record<string, unknown>
  state: ConnectorState
  createdAt: number
  lastEventAt?: number
  interactions: number
  rate: number
  /** Errors per hour over the last 24, oldest first. */
  errorsByHour: number[]
}

/** One line of a connector's log. No message text, no address. */
export interface ConnectorEvent {
  at: number
  what: 'started' | 'stopped' | 'live' | 'caught-up' | 'batch' | 'problem' | 'error' | 'retry' | 'reread'
  code?: string
  detail?: string
  count?: number
}

const id = z.string().min(1).max(100)
const Draft = z.object({
  kind: z.string().min(1).max(40),
  settings: z.record(z.string(), z.unknown()),
  /** Secrets go in here and never come back out. Left out when unchanged. */
  secrets: z.record(z.string(), z.string().max(10_000)).default({}),
  /** What `authorize` ended with: stands for tokens that stay in the main process. */
  grant: z.string().max(100).optional(),
})

export const connectors = {
  kinds: oc.errors(errors).output(type<{ kinds: { kind: string; form: readonly FormField[] }[] }>()),
  list: oc.errors(errors).output(type<{ connectors: ConnectorView[] }>()),
  /** Tries every step; `id` uses the stored secrets of that connector where the draft leaves them out. */
  test: oc
    .errors(errors)
    .input(Draft.extend({ id: id.optional() }))
    .output(type<{ steps: TestStep[] }>()),
  /**
   * Asks the account's provider for consent in the system's browser. Yields the address to open where the main process cannot open it itself,
   * then the grant to save the connector with.
   */
  authorize: oc.errors(errors).input(Draft).output(eventIterator(z.custom<{ open: string } | { grant: string }>())),
  add: oc
    .errors(errors)
    .input(Draft.extend({ name: z.string().max(100).optional() }))
    .output(type<{ id: string }>()),
  change: oc
    .errors(errors)
    .input(Draft.extend({ id, name: z.string().max(100) }))
    .output(type<{ ok: true }>()),
  pause: oc.errors(errors).input(z.object({ id })).output(type<{ ok: true }>()),
  resume: oc.errors(errors).input(z.object({ id })).output(type<{ ok: true }>()),
  /** Now instead of at the end of the wait. */
  reconnect: oc.errors(errors).input(z.object({ id })).output(type<{ ok: true }>()),
  reread: oc
    .errors(errors)
    .input(z.object({ id, since: z.number() }))
    .output(type<{ ok: true }>()),
  /** `history`: whether what it brought stays. Interactions that came another way too stay in any case. */
  remove: oc
    .errors(errors)
    .input(z.object({ id, history: z.enum(['keep', 'remove']) }))
    .output(type<{ removed: number }>()),
  /** The last 200, newest first. */
  log: oc.errors(errors).input(z.object({ id })).output(type<{ events: ConnectorEvent[] }>()),
}
