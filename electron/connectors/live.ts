import type { z } from 'zod'
import type { FormField, TestStep } from '#shared/contract/connectors.ts'
import type { CallSignal } from '#shared/model/call.ts'
import type { Mark } from '#shared/model/interaction.ts'
import type { ProblemCode } from '#shared/model/problem.ts'
import type { Batch, Incoming } from './connector.ts'
import type { Outgoing, SendContext, Sent } from './outgoing.ts'

/** What a source says later about something it brought before. `by`: source id of the message that replaces it. */
export interface Late {
  sourceId: string
  mark: Extract<Mark, 'removed' | 'moved' | 'corrected' | 'delivered' | 'read' | 'bounced'>
  /** Epoch ms. */
  at: number
  by?: string
}

/** Items as bytes, ready for the store (ingest/pack.ts). */
export interface Packed {
  /** One after the other, with room behind the last. In a buffer of its own, which may be transferred. */
  bytes: Uint8Array<ArrayBuffer>
  /** Where the facts of each begin, behind its texts; where it ends, and when it happened (epoch ms). */
  facts: number[]
  ends: number[]
  times: number[]
}

/** A mail as it came, on its way to the pool that parses. Its buffer is its own, is handed over and empty afterwards. */
export interface RawMail {
  bytes: Uint8Array<ArrayBuffer>
  /** It lies in a folder of sent mail: it is ours whatever its author's address. */
  sent: boolean
  /** When the server got it, epoch ms: stands in for a missing or impossible date. */
  receivedAt?: number
  /** Folder and number in it, for a person to find it again. */
  file?: string
}

/** What the pool made of mails. All but `results` goes into a batch as it is. */
export interface ParsedMails extends Pick<LiveBatch, 'items' | 'packed'> {
  /** Of each mail, in the order given: its source id, or why it could not be taken apart. */
  results: ({ sourceId: string } | { problem: ProblemCode })[]
}

/** A folder of a source. Numbers in it mean something as long as `validity` stays the same (IMAP: UIDVALIDITY). */
export interface SourceFolder {
  path: string
  validity: string
}

/** A mail that was put into a folder (`LiveBatch.places`) under a number, and where else in the account it lies. */
export interface Lying {
  number: number
  sourceId: string
  /** Beside the numbers asked for: under another one of this folder, in another folder, or nowhere. */
  also: 'here' | 'elsewhere' | 'nowhere'
}

/** Numbers, both ends included. */
export type NumberRange = readonly [from: number, to: number]

/** One step of a live source: everything in it, and the cursor, is committed in one transaction before the next step is asked for. */
export interface LiveBatch extends Pick<Batch, 'items' | 'problems'> {
  items: Incoming[]
  /** More of them, made ready by the pool. */
  packed?: Packed
  late?: Late[]
  /** Where items of this step or earlier ones lie, for `LiveContext.lying` to tell later. */
  places?: SourceFolder & { mails: { number: number; sourceId: string }[] }
  /** Numbers under which nothing lies any more. */
  left?: SourceFolder & { ranges: readonly NumberRange[] }
  /** The source of these items where one connector brings several (a folder of all kinds of files); else the connector's own. */
  source?: string
  /** Opaque, JSON. Handed back to `read` to go on from here; absent: the last one stays. */
  cursor?: unknown
}

export type LiveStep =
  | ({ type: 'batch' } & LiveBatch)
  /** Catching up: how many of how many, in the source's own unit (messages, bytes). Unknown totals are left out. */
  | { type: 'catching-up'; done: number; total?: number }
  /** How calls stand that are going on now; nothing is kept of them here. `all`: there are no others. */
  | { type: 'calls'; calls: CallSignal[]; all?: true }
  /** Everything that was there is in; from now on only news comes. */
  | { type: 'live' }
  /**
   * Still there: tells the supervisor that a quiet source is a healthy one. Silence for five minutes is taken for death, so whoever looks
   * now and then (`every` in some settings) looks every 240 s at least.
   */
  | { type: 'alive' }

export interface LiveContext<Settings> {
  settings: Settings
  /** Values of the form's secret fields. Never logged, never part of an error. */
  secrets: Readonly<Record<string, string>>
  /** As committed last; undefined the first time. */
  cursor: unknown
  /** Re-read everything from this time on (epoch ms), if given: what is there already is recognised by its id. */
  since?: number
  /** Our own addresses as set for the workspace. */
  own: readonly string[]
  region: string
  timeZone: string
  now: () => number
  /** Takes mails apart and makes them ready for the store, in the pool. */
  parseMails: (mails: RawMail[]) => Promise<ParsedMails>
  /** The mails that lie in a folder under these numbers, as far as committed. None when its numbers were others then. */
  lying: (folder: SourceFolder, ranges: readonly NumberRange[]) => Promise<Lying[]>
  /** Stores new values of secret fields, which the other side gave in exchange for the old ones. */
  keepSecrets: (secrets: Record<string, string>) => Promise<void>
  /** Aborted when the connector is stopped. `read` then ends (returns or throws), having closed its connections, within 5 s. */
  signal: AbortSignal
}

export type TestContext<Settings> = Omit<LiveContext<Settings>, 'cursor' | 'since' | 'lying'>

/** A live source. The smallest example is `folder/folder.ts`; CONTRIBUTING.md says how to add one; every one passes the contract suite. */
export interface LiveConnector<Settings = unknown> {
  readonly kind: string
  /** Interactions of connectors (and file formats) with the same source share ids: a mail is one, by IMAP or from an mbox. */
  readonly source: string
  /** Settings without the secrets, as they are kept. */
  readonly schema: z.ZodType<Settings>
  /** What is asked for, in order. Secret fields are kept apart from the settings. */
  readonly form: readonly FormField[]
  /** The same string for two configurations of one source: they never run at once. Also the name shown until the user gives one. */
  identify(settings: Settings): string
  /** Addresses that are ours because the account is: they join the workspace's own when it is added. */
  own?(settings: Settings): readonly string[]
  /**
   * Gets the user's consent from the account's provider; `open` shows an address in the system's browser. Returns secrets to keep.
   * Throws SourceError.
   */
  authorize?(
    context: Pick<LiveContext<Settings>, 'settings' | 'secrets' | 'signal'>,
    open: (url: string) => void | Promise<void>,
  ): Promise<Record<string, string>>
  /** Goes through the steps of connecting, one after the other, and says what it found. Ends after the first that fails. */
  test(context: TestContext<Settings>): AsyncGenerator<TestStep>
  /** Catches up from the cursor, then stays live until the signal is aborted. Every wait has a time-out. Throws SourceError when it cannot go on. */
  read(context: LiveContext<Settings>): AsyncGenerator<LiveStep>
  /** Sends one message; resolves once its server took it. Only where the source can send. Throws SendError. */
  send?(context: SendContext<Settings>, message: Outgoing): Promise<Sent>
}
