import {
  type ContractRouterClient,
  eventIterator,
  type InferContractRouterInputs,
  type InferContractRouterOutputs,
  oc,
} from '@orpc/contract'
import * as z from 'zod'
import { desktop } from '../desktop/calls.ts'
import { macros } from '../replies/calls.ts'
import { surveys } from '../surveys/calls.ts'
import { brief } from './brief.ts'
import { cases } from './cases.ts'
import { connectors } from './connectors.ts'
import { customers } from './customers.ts'
import { day } from './day/day.ts'
import { sla } from './day/sla.ts'
import type { ImportJob } from './imports.ts'
import { imports } from './imports.ts'
import { notes } from './notes.ts'
import { calls } from './phone/calls.ts'
import { profile } from './profile.ts'
import { replies } from './replies.ts'
import { backups } from './safety/backups.ts'
import { privacy } from './safety/privacy.ts'
import { retention } from './safety/retention.ts'
import { search } from './search.ts'
import { suggestions } from './suggestions.ts'
import { timeline } from './timeline.ts'
import { workspace } from './workspace.ts'

/** What the main process announces. The window refreshes what it shows; no event carries customer text. */
export type AppEvent =
  /** Interactions came in, or customers were merged, split or undone. `customers` is absent when many changed. */
  | { type: 'timeline.changed'; customers?: number[] }
  | { type: 'import.progress'; job: ImportJob }
  /** Of everything of this customer that is put into a file: interactions that are in it, of so many. */
  | { type: 'export.progress'; customer: number; done: number; of: number }
  /** A connector's state or log changed: ask again. At most a few times a second. */
  | { type: 'connectors.changed' }
  /** Suggestions came, went or were answered. At most a few times a second. */
  | { type: 'suggestions.changed' }
  /** Cases of these customers, or queues, changed. */
  | { type: 'cases.changed'; customers: number[] }
  /** Replies to these customers were sent off, arrived or failed. */
  | { type: 'replies.changed'; customers: number[] }
  /**
   * Notes of these customers were made, changed or deleted. `written`: only text was written, that is the number of its latest change;
   * a moment later it is in the lists, which is told without.
   */
  | { type: 'notes.changed'; customers: number[]; written?: { note: string; seq: number } }
  /** A call rings, was answered, ended or was written about; these customers' timelines may show it. */
  | { type: 'calls.changed'; customers: number[] }
  /** Somebody pressed a link of the mail that is shown under this path: where it leads is asked for with `timeline.link`. */
  | { type: 'link.pressed'; path: string; link: number }
  /** Something outside the window asked to be shown: `desktop.take` says what. */
  | { type: 'desktop.opened' }
  /** An update came nearer, or how Hilo behaves on this computer was changed. */
  | { type: 'desktop.changed' }
  /** A customer was erased: nothing of them may be shown, or saved, any more. */
  | { type: 'customer.erased'; customer: number }
  /** The agent does something else now. */
  | { type: 'agent.changed' }
  /** Another workspace is open, it is being filled, or its settings changed: ask again for everything. */
  | { type: 'workspace.changed' }

/** Every call there is, with its input schema and output type. Two carriers: a MessagePort in Electron, a WebSocket in serve. */
export const contract = {
  customers,
  suggestions,
  profile,
  cases,
  calls,
  replies,
  day,
  sla,
  notes,
  macros,
  surveys,
  timeline,
  brief,
  search,
  imports,
  connectors,
  backups,
  privacy,
  retention,
  workspace,
  desktop,
  /** Stays open; yields every event from now on. The first one is always workspace.changed. */
  events: oc.output(eventIterator(z.custom<AppEvent>())),
}

export type Client = ContractRouterClient<typeof contract>
export type Inputs = InferContractRouterInputs<typeof contract>
export type Outputs = InferContractRouterOutputs<typeof contract>
