import type { CallFacts, Channel, Direction, IdentityKind, Mark } from '#shared/model/interaction.ts'
import type { Problem } from '#shared/model/problem.ts'

/** An address as the source wrote it. `ingest` normalises it; connectors do not. `own` is us, not the customer. */
export interface Party {
  kind: IdentityKind
  address: string
  name?: string
  own?: boolean
}

export interface Attachment {
  name: string
  type: string
  /** Bytes, as far as the source tells. */
  size: number
  /** Absent when the source names the file but does not hold it. */
  content?: Uint8Array
  /** Content-ID of an inline picture, without angle brackets. */
  contentId?: string
}

/** One interaction as a source tells it. Immutable once ingested; `sourceId` is the source's own id. */
export interface Incoming {
  /** Unique within the connector's kind, the same whenever and from wherever the same thing is read again. */
  sourceId: string
  /**
   * Where the source's id holds no further than a part of the source: the phone a chat was exported from. The same id from another part is another
   * interaction; null is an unknown part, which may be any.
   */
  within?: string | null
  channel: Channel
  direction: Direction
  /** Epoch ms, UTC. */
  occurredAt: number
  /** Epoch ms; for calls, when they ended. */
  endedAt?: number
  from: Party
  to: Party[]
  cc?: Party[]
  subject?: string
  /** Plain text. For mail: what this message adds, without the quoted history. */
  text: string
  /** Mail: the quoted history and what follows it, folded away in the timeline. */
  quoted?: string
  html?: string
  /** Chat: the conversation's key. Mail: absent, threads come from `references`. */
  thread?: string
  /** Mail: Message-IDs without angle brackets, oldest first: References, then In-Reply-To. */
  references?: string[]
  call?: CallFacts
  marks?: Mark[]
  attachments?: Attachment[]
  /** Where it was read. Lines count from 1. */
  file?: string
  line?: number
}

/** What an address book says of one person. */
export interface Card {
  parties: Party[]
  name?: string
  organisation?: string
  /** `YYYY-MM-DD`. */
  birthday?: string
  /** One line. */
  address?: string
  note?: string
  line: number
}

/** What one step of reading brought. Counts towards progress in the connector's own unit (bytes for files). */
export interface Batch {
  items: Incoming[]
  /** Of an address book. */
  cards?: Card[]
  problems: Problem[]
  /** How far reading has come, in the unit of `total`. */
  done: number
  total?: number
  /** Opaque, JSON: committed with the batch; handed back to `read` to go on from here. */
  cursor?: unknown
}

/** The result of looking before reading. Every step is named, so that a person knows which one failed. */
export interface Check {
  ok: boolean
  problem?: Problem
}

/**
 * One way to bring an outside source in. A file connector's `read` ends at the end of the file; a live one's goes on until
 * `signal` is aborted. Neither throws for bad input: what cannot be read is a problem in a batch. Neither touches the store.
 */
export interface Connector<Settings> {
  readonly kind: string
  check(settings: Settings, signal: AbortSignal): Promise<Check>
  read(settings: Settings, cursor: unknown, signal: AbortSignal): AsyncGenerator<Batch>
}

/** Items in one batch at most; a connector also ends a batch when its texts pass about 4 MB, so that memory stays flat. */
export const BATCH_ITEMS = 500
