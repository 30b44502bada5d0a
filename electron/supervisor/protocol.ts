import type { ConnectorEvent, ConnectorState, FormField, TestStep } from '#shared/contract/connectors.ts'
import type { CallSignal } from '#shared/model/call.ts'
import type { RunnableAccount } from '../accounts/accounts.ts'
import type { Outgoing } from '../connectors/outgoing.ts'
import type { Sending } from '../outbox/driver.ts'

/** What of the workspace a source needs to know. */
export interface Surroundings {
  own: string[]
  region: string
  timeZone: string
}

/** `secrets`: new values of some, got in exchange for those given. */
export interface Tested {
  steps: TestStep[]
  secrets: Record<string, string>
}

/** From the main thread to the thread that runs the sources. */
export type SourceCommand =
  | { type: 'surroundings'; surroundings: Surroundings }
  /** Starts, or restarts with what changed. */
  | { type: 'run'; account: RunnableAccount }
  | { type: 'stop'; id: string; request: number }
  /** Now instead of at the end of a wait. Without an id: everything, also what seems connected, because the network or the power came back. */
  | { type: 'reconnect'; id?: string }
  | { type: 'test'; request: number; kind: string; settings: unknown; secrets: Record<string, string> }
  /** `key`: the reply it is. */
  | { type: 'send'; request: number; account: RunnableAccount; key: string; message: Outgoing }
  /** What kinds there are; with settings, also what one of that kind is. */
  | { type: 'describe'; request: number; kind?: string; settings?: unknown }
  | { type: 'close' }

/** Its default name, and the addresses that are ours because of it; or the settings that make no sense. */
export type Described = { name: string; own: readonly string[] } | { wrong: string }

export type SourceNews =
  | { type: 'state'; id: string; state: ConnectorState; rate: number }
  | { type: 'event'; id: string; event: ConnectorEvent }
  | { type: 'changed'; customers: number[] }
  | { type: 'calls'; source: string; calls: CallSignal[]; all: boolean }
  | { type: 'stopped'; request: number }
  | { type: 'sent'; request: number; sending: Sending }
  | ({ type: 'tested'; request: number } & Tested)
  | { type: 'described'; request: number; kinds: { kind: string; form: readonly FormField[] }[]; it?: Described }
