import type { CallFacts, Channel, Direction, IdentityKind, Mark } from '#shared/model/interaction.ts'
import type { Late, LiveBatch, Packed } from '../connectors/live.ts'

/** Somebody who took part, ready for the store. `value` is normalised and absent when the address means nobody (a hidden number). */
export interface PreparedParty {
  role: 'from' | 'to' | 'cc'
  kind: IdentityKind
  /** As the source wrote it. */
  address: string
  value?: string
  name?: string
  own: boolean
}

export interface PreparedAttachment {
  name: string
  type: string
  size: number
  contentId?: string
  /** SHA-256 of the content and the content itself; absent when the source only names the file. */
  hash?: Uint8Array
  content?: Uint8Array
}

/** A text, or the bytes it is in UTF-8: what was packed stays bytes until the store has it, which takes them as they are. */
export type Text = string | Uint8Array

/** An interaction ready to be written: normalised, hashed, cut into words. Everything costly was done before it reaches the store's thread. */
export interface Prepared {
  sourceId: string
  within?: string | null
  channel: Channel
  direction: Direction
  occurredAt: number
  endedAt?: number
  subject?: string
  text: Text
  quoted?: Text
  html?: Text
  /** Keys of the thread: this interaction's own first, then those it refers to. */
  threadKeys: string[]
  call?: CallFacts
  marks: Mark[]
  parties: PreparedParty[]
  attachments: PreparedAttachment[]
  /** 1: who wrote it wants an answer. 0: it is one. Absent: neither. */
  asks?: 0 | 1
  file?: string
  line?: number
  /** As the index takes them; `text` and `quoted` only where they are not the interaction's own, as they are. */
  words: { subject: string; text?: Text; quoted?: Text; sender: string; recipients: string; files: string }
}

/** One transaction. `cursor` (JSON) is committed with it. */
export interface PreparedBatch {
  connector: string
  items: Prepared[] | Packed
  /** The live account that brought it and when (epoch ms), and what it said later about earlier ones. */
  account?: string
  at?: number
  late?: Late[]
  places?: LiveBatch['places']
  left?: LiveBatch['left']
  /** The account's. */
  cursor?: string
}

/** Ops and changes of a profile, oldest first: what an address book did. */
export interface Taken {
  ops: string[]
  changes: string[]
}

export interface Ingested {
  added: number
  duplicates: number
  /** Older than the workspace keeps: not taken in. */
  aged?: number
  /** Customers whose timeline changed. */
  customers: number[]
}
