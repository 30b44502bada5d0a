import { baseName, mediaType } from '../chat/media.ts'
import type { Incoming, Party } from '../connector.ts'
import type { Element } from './session.ts'

const CARBONS = 'urn:xmpp:carbons:2'
const MARKERS = 'urn:xmpp:chat-markers:0'
const RECEIPTS = 'urn:xmpp:receipts'

/** How later messages point at an earlier one: by who wrote it (bare JID) and the id they gave it. */
export interface Reference {
  author: string
  id: string
}

/** What one message says, as far as it is for us. */
export interface Told {
  /** Bare JID of the other side. */
  other: string
  reference?: Reference
  item?: Incoming
  /** The message that `item` replaces (XEP-0308). */
  corrects?: Reference
  /** What happened to an earlier message (XEP-0184, XEP-0333). */
  receipt?: { mark: 'delivered' | 'read'; of: Reference }
}

/** A message as it came live, without what the server wrapped around it. */
export interface Heard {
  message: Element
  /** Its id in our own archive (XEP-0359), where the server says it. */
  archiveId?: string
  /** When the server got it, if it lay there for a while (XEP-0203). Epoch ms. */
  at?: number
}

/** Takes a copy of what another of our clients sent or got out of its wrapping (XEP-0280). Nothing when somebody else pretends to be our server. */
export function unwrap(outer: Element, own: string): Heard | undefined {
  const carbon = outer.getChild('sent', CARBONS) ?? outer.getChild('received', CARBONS)
  if (carbon && outer.attrs.from !== own) return undefined
  const forwarded = carbon?.getChild('forwarded', 'urn:xmpp:forward:0')
  const message = carbon ? forwarded?.getChild('message') : outer
  if (!message) return undefined
  const archiveId = message.getChildren('stanza-id', 'urn:xmpp:sid:0').find(id => id.attrs.by === own)?.attrs.id
  const delay = message.getChild('delay', 'urn:xmpp:delay') ?? forwarded?.getChild('delay', 'urn:xmpp:delay')
  const at = Date.parse(String(delay?.attrs.stamp))
  return { message, ...(archiveId && { archiveId: String(archiveId) }), ...(Number.isFinite(at) && { at }) }
}

/**
 * Reads one message between the account and one other person. Nothing for rooms, errors, headlines, chat states, notes to oneself and
 * whatever else neither holds words nor says what became of some.
 */
export function understand(
  message: Element,
  context: { own: string; sourceId: string; at: number; nameOf: (jid: string) => string | undefined },
): Told | undefined {
  const { own, sourceId, at, nameOf } = context
  const { type, id } = message.attrs
  if (type !== undefined && type !== 'chat' && type !== 'normal') return undefined
  // Somebody in a room whispers: the address is the room's, not a person's (XEP-0045 section 7.5).
  if (message.getChild('x', 'http://jabber.org/protocol/muc#user')) return undefined
  const from = bare(message.attrs.from) ?? own
  const to = bare(message.attrs.to) ?? own
  if ((from === own) === (to === own)) return undefined
  const out = from === own
  const other = out ? to : from

  const told: Told = { other }
  const originId = message.getChild('origin-id', 'urn:xmpp:sid:0')?.attrs.id
  const givenId = id ?? originId
  if (givenId) told.reference = { author: from, id: String(givenId) }
  const receipt = receiptOf(message, out)
  if (receipt) told.receipt = { mark: receipt.mark, of: { author: to, id: receipt.id } }

  const text = textOf(message)
  const files = message.getChildren('x', 'jabber:x:oob').flatMap(oob => oob.getChildText('url')?.trim() || [])
  if (text === '' && files.length === 0) return told.receipt ? told : undefined

  const us: Party = { kind: 'jid', address: own, own: true }
  const name = nameOf(other) ?? (out ? undefined : message.getChildText('nick', 'http://jabber.org/protocol/nick')?.trim())
  const them: Party = { kind: 'jid', address: other, ...(name && { name }) }
  const subject = message.getChildText('subject')?.trim()
  told.item = {
    sourceId,
    channel: 'chat',
    direction: out ? 'out' : 'in',
    occurredAt: at,
    from: out ? us : them,
    to: [out ? them : us],
    text: text || files.join('\n'),
    thread: other,
    ...(subject && { subject }),
    ...(files.length > 0 && { attachments: files.map(attachmentOf) }),
  }
  const replaces = message.getChild('replace', 'urn:xmpp:message-correct:0')?.attrs.id
  if (replaces) {
    told.corrects = { author: from, id: String(replaces) }
    told.item.marks = ['edited']
  }
  return told
}

/** A receipt we give is no news about the other side; that one of our clients has shown a message is. */
function receiptOf(message: Element, out: boolean): { mark: 'delivered' | 'read'; id: string } | undefined {
  const shown = message.getChild('displayed', MARKERS) ?? message.getChild('acknowledged', MARKERS)
  if (shown?.attrs.id) return { mark: 'read', id: String(shown.attrs.id) }
  const received = message.getChild('received', RECEIPTS) ?? message.getChild('received', MARKERS)
  return received?.attrs.id && !out ? { mark: 'delivered', id: String(received.attrs.id) } : undefined
}

/** The body without a language, else the first: a message may be there in several (RFC 6121 section 5.2.3). */
function textOf(message: Element): string {
  const bodies = message.getChildren('body')
  return (bodies.find(body => body.attrs['xml:lang'] === undefined) ?? bodies[0])?.getText().trim() ?? ''
}

/** Named, not fetched: the address stays in the text. The size is not told (XEP-0066). */
function attachmentOf(url: string): { name: string; type: string; size: number } {
  const path = URL.canParse(url) ? new URL(url).pathname : url
  let name = baseName(path)
  try {
    name = decodeURIComponent(name)
  } catch {}
  name ||= 'file'
  return { name, type: mediaType(name), size: 0 }
}

export function bare(jid: unknown): string | undefined {
  return typeof jid === 'string' && jid !== '' ? jid.replace(/\/.*$/s, '').toLowerCase() : undefined
}
