import { randomUUID } from 'node:crypto'
import { xml } from '@xmpp/client'
import type { Element, Session } from './session.ts'

const MAM = 'urn:xmpp:mam:2'
const RSM = 'http://jabber.org/protocol/rsm'
const FORM = 'jabber:x:data'
/** Servers give fewer where they like (Prosody: 50). */
const PAGE = 250

/** One message as the server keeps it. `id` is the archive's own, `at` when the server got it (epoch ms, NaN when it does not say). */
export interface Entry {
  id: string
  at: number
  message: Element
}

export interface Page {
  entries: Entry[]
  /** The archive's ids of the first and last entry, for the page before and after. */
  first?: string
  last?: string
  complete: boolean
  /** How many entries of those asked for lie before this page, and how many there are at all; servers may not know. */
  index?: number
  count?: number
}

export interface Query {
  /** Entries after this id. */
  after?: string
  /** Entries before this id, the last ones first to come; empty: the last page of all. */
  before?: string
  /** Epoch ms. */
  start?: number
  end?: number
  /** Bare JID of the other side. */
  with?: string
  max?: number
}

/** The account's message archive (XEP-0313), page by page (XEP-0059). */
export class Archive {
  readonly #own: string
  readonly #asked = new Map<string, Entry[]>()

  constructor(own: string) {
    this.#own = own
  }

  /** Takes a message that answers a query. False: it is none of the archive's, or only pretends to be. */
  hear(message: Element): boolean {
    const result = message.getChild('result', MAM)
    if (!result) return false
    const { from } = message.attrs
    const entries = this.#asked.get(String(result.attrs.queryid))
    if (!entries || (from !== undefined && from !== this.#own)) return true
    const forwarded = result.getChild('forwarded', 'urn:xmpp:forward:0')
    const inner = forwarded?.getChild('message')
    const stamp = forwarded?.getChild('delay', 'urn:xmpp:delay')?.attrs.stamp
    if (inner && result.attrs.id) entries.push({ id: String(result.attrs.id), at: Date.parse(String(stamp)), message: inner })
    return true
  }

  /** Throws the library's StanzaError: `item-not-found` when the archive has no such id, others when there is no archive. */
  async page(session: Session, query: Query): Promise<Page> {
    const queryId = randomUUID()
    const entries: Entry[] = []
    this.#asked.set(queryId, entries)
    try {
      const answer = await session.ask('set', request(queryId, query))
      const fin = answer.getChild('fin', MAM)
      const set = fin?.getChild('set', RSM)
      const first = set?.getChild('first')
      const last = set?.getChildText('last')
      const index = whole(first?.attrs.index)
      const count = whole(set?.getChildText('count'))
      return {
        entries,
        complete: fin?.attrs.complete === 'true' || !last,
        ...(first && { first: first.getText() }),
        ...(last && { last }),
        ...(index !== undefined && { index }),
        ...(count !== undefined && { count }),
      }
    } finally {
      this.#asked.delete(queryId)
    }
  }
}

function request(queryId: string, { after, before, start, end, with: other, max = PAGE }: Query): Element {
  const fields: [string, string][] = []
  if (start !== undefined) fields.push(['start', new Date(start).toISOString()])
  if (end !== undefined) fields.push(['end', new Date(end).toISOString()])
  if (other !== undefined) fields.push(['with', other])
  const form = xml(
    'x',
    { xmlns: FORM, type: 'submit' },
    xml('field', { var: 'FORM_TYPE', type: 'hidden' }, xml('value', {}, MAM)),
    ...fields.map(([name, value]) => xml('field', { var: name }, xml('value', {}, value))),
  )
  const set = xml('set', { xmlns: RSM }, xml('max', {}, String(max)))
  if (after !== undefined) set.append(xml('after', {}, after))
  if (before !== undefined) set.append(xml('before', {}, before))
  return xml('query', { xmlns: MAM, queryid: queryId }, form, set)
}

function whole(text: unknown): number | undefined {
  return typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}
