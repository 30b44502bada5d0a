import type { Incoming } from './connector.ts'
import type { SourceErrorCode } from './source-error.ts'

/** Somebody a message is from or goes to. */
export interface Person {
  address: string
  name?: string
}

/** A message on its way out. */
export interface Outgoing {
  /** What its source will call it: the Message-ID without angle brackets, the stanza's id. */
  sourceId: string
  from: Person
  to: Person[]
  cc: Person[]
  bcc: Person[]
  subject: string
  text: string
  /** The same with what is quoted, as HTML. */
  html?: string
  quoted?: string
  /** Message-IDs without angle brackets, oldest first; the last one is what it answers. */
  references: string[]
  /** `inline`: Content-ID, without angle brackets, of a picture that stands in the HTML. */
  files: { name: string; type: string; content: Uint8Array; inline?: string }[]
  /** Epoch ms. */
  at: number
  /** Epoch ms: it was handed over before, at this time, and nobody knows what became of it. */
  doubtSince?: number
}

export interface SendContext<Settings> {
  settings: Settings
  secrets: Readonly<Record<string, string>>
  signal: AbortSignal
  /** As `LiveContext.keepSecrets`. */
  keepSecrets: (secrets: Record<string, string>) => Promise<void>
  /**
   * To be awaited right before the server could take the message: from then on it may have arrived, whatever happens. Until then it is safe
   * to try again.
   */
  handedOver: () => Promise<void>
}

/** The server took the message. `refused`: receivers that it did not take. `item`: the interaction it is, where its source says so itself. */
export interface Sent {
  refused: string[]
  item?: Incoming
}

/** Why a message did not go out. */
export class SendError extends Error {
  /** later: trying again may help. no: it would not, as it is. unknown: it may have arrived, and trying again could send it twice. */
  readonly again: 'later' | 'no' | 'unknown'
  readonly code: SourceErrorCode
  /** The server's own words, without addresses. */
  readonly said: string | undefined
  constructor(again: 'later' | 'no' | 'unknown', code: SourceErrorCode, said?: string) {
    super(code)
    this.again = again
    this.code = code
    this.said = said
  }
}
