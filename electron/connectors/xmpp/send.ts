import { xml } from '@xmpp/client'
import type { Incoming } from '../connector.ts'
import { type Outgoing, type SendContext, SendError, type Sent } from '../outgoing.ts'
import type { Archive, Entry } from './archive.ts'
import { conditionOf, sourceError, words } from './errors.ts'
import { bare, understand } from './message.ts'
import type { Element, Session } from './session.ts'
import type { Settings } from './settings.ts'

const STANZA_IDS = 'urn:xmpp:sid:0'
/** How far back an earlier try is looked for: so many pages of a conversation. */
const PAGES = 10
const PAGE = 50
/** The server's clock and ours may differ by so much, ms. */
const CLOCKS = 24 * 3600_000

/** A live session as it sends: what the connector reads with, it writes with. */
export class Line {
  readonly #session: Session
  readonly #archive: Archive
  readonly #names: ReadonlyMap<string, string>
  /** By the id of a message that waits for its server: why it was refused. */
  readonly #refusals = new Map<string, string | undefined>()

  constructor(session: Session, archive: Archive, names: ReadonlyMap<string, string>) {
    this.#session = session
    this.#archive = archive
    this.#names = names
  }

  /** Notes what the server says of a message that waits (RFC 6120 section 8.3). */
  hear(message: Element): void {
    const { type, id } = message.attrs
    if (type !== 'error' || !this.#refusals.has(String(id))) return
    const error = message.getChild('error')
    const condition = error?.getChildElements().find(child => child.attrs.xmlns === 'urn:ietf:params:xml:ns:xmpp-stanzas')
    this.#refusals.set(String(id), words(error?.getChildText('text') || condition?.name || 'error'))
  }

  /**
   * Sends one message; resolves with its copy in the archive, which has the id that the archive gave it. An earlier try whose end nobody
   * knows is looked for there first, so that nothing is sent twice.
   */
  async send({ sourceId: id, to, text, at, doubtSince }: Outgoing, handedOver: () => Promise<void>): Promise<Sent> {
    const other = bare(to[0]?.address)
    if (other === undefined) throw new SendError('no', 'settings')
    if (doubtSince !== undefined) {
      const earlier = await this.#find(id, other, doubtSince)
      if (earlier === 'no-archive') throw new SendError('unknown', 'dropped')
      if (earlier) return { refused: [], item: earlier }
    }
    const message = xml(
      'message',
      { type: 'chat', to: other, id },
      xml('body', {}, text),
      xml('origin-id', { xmlns: STANZA_IDS, id }),
      xml('request', { xmlns: 'urn:xmpp:receipts' }),
      xml('markable', { xmlns: 'urn:xmpp:chat-markers:0' }),
    )
    await handedOver()
    this.#refusals.set(id, undefined)
    try {
      await this.#session.send(message)
      // A server works off what one client sends in order (RFC 6120 section 10.1): with this answer it has dealt with the message.
      await this.#session.ping()
      const refusal = this.#refusals.get(id)
      if (refusal !== undefined) throw new SendError('no', 'server-said-no', refusal)
    } finally {
      this.#refusals.delete(id)
    }
    const kept = await this.#find(id, other, at)
    const item = kept && kept !== 'no-archive' ? kept : this.#asIncoming({ id, at, message })
    return { refused: [], ...(item && { item }) }
  }

  /** The message with this id of ours in the archive, from about `since` (epoch ms) on. */
  async #find(id: string, other: string, since: number): Promise<Incoming | 'no-archive' | undefined> {
    let before = ''
    for (let count = 0; count < PAGES; count++) {
      const page = await this.#page(other, before)
      if (!page) return 'no-archive'
      const found = page.entries.find(({ message }) => idOf(message) === id && bare(message.attrs.from) === this.#session.own)
      if (found) return this.#asIncoming(found)
      const [oldest] = page.entries
      if (!oldest || page.complete || page.first === undefined || oldest.at < since - CLOCKS) return undefined
      before = page.first
    }
    return undefined
  }

  async #page(other: string, before: string) {
    try {
      return await this.#archive.page(this.#session, { before, with: other, max: PAGE })
    } catch (error) {
      const condition = conditionOf(error)
      if (condition === 'service-unavailable' || condition === 'feature-not-implemented') return undefined
      throw error
    }
  }

  #asIncoming({ id, at, message }: Entry): Incoming | undefined {
    if (message.attrs.from === undefined) message.attrs.from = this.#session.own
    return understand(message, { own: this.#session.own, sourceId: id, at, nameOf: jid => this.#names.get(jid) })?.item
  }
}

/** The id that its sender gave it (XEP-0359). */
function idOf(message: Element): unknown {
  return message.getChild('origin-id', STANZA_IDS)?.attrs.id ?? message.attrs.id
}

/** Lines that are open, by account and server. */
const lines = new Map<string, Line>()
const keyOf = ({ jid, server }: Settings) => `${jid} ${server}`

export function openLine(settings: Settings, line: Line): void {
  lines.set(keyOf(settings), line)
}

export function closeLine(settings: Settings): void {
  lines.delete(keyOf(settings))
}

export function lineOf(settings: Settings): Line | undefined {
  return lines.get(keyOf(settings))
}

/** `LiveConnector.send` of XMPP: through the connection that is live, or not yet. */
export async function sendChat({ settings, handedOver }: SendContext<Settings>, message: Outgoing): Promise<Sent> {
  const line = lineOf(settings)
  if (!line) throw new SendError('later', 'dropped')
  try {
    return await line.send(message, handedOver)
  } catch (error) {
    if (error instanceof SendError) throw error
    // What was handed over before the connection ended is looked for in the archive the next time.
    throw new SendError('later', sourceError(error).code)
  }
}
