import type { ConnectorEvent, ConnectorState, TestStep } from '#shared/contract/connectors.ts'
import type { RunnableAccount } from '../accounts/accounts.ts'

/** What of the workspace a source needs to know. */
export interface Surroundings {
  own: string[]
  region: string
  timeZone: string
}

/** From the main thread to the thread that runs the sources. */
export type SourceCommand =
  | { type: 'surroundings'; surroundings: Surroundings }
  /** Starts, or restarts with what changed. */
  | { type: 'run'; account: RunnableAccount }
  | { type: 'stop'; id: string; request: number }
  /** Now instead of at the end of a wait. Without an id: everything that waits, because the network or the power came back. */
  | { type: 'reconnect'; id?: string }
  | { type: 'test'; request: number; kind: string; settings: unknown; secrets: Record<string, string> }
  | { type: 'close' }

export type SourceNews =
  | { type: 'state'; id: string; state: ConnectorState; rate: number }
  | { type: 'event'; id: string; event: ConnectorEvent }
  | { type: 'changed'; customers: number[] }
  | { type: 'stopped'; request: number }
  | { type: 'tested'; request: number; steps: TestStep[] }
