import { createHash } from 'node:crypto'
import { type Channel, foundBy } from '#shared/model/interaction.ts'
import { normalisePhone } from '#shared/model/phone.ts'
import type { Attachment, Incoming, Party } from '../connectors/connector.ts'
import { normaliseMail } from '../linkage/mail-address.ts'
import { indexable, indexableNames, taken } from '../search/words.ts'
import type { Prepared, PreparedAttachment, PreparedParty } from './prepared.ts'

/** Text beyond this is kept but not indexed: a 20 MB log pasted into a mail would be most of the index. */
const INDEXED_CHARACTERS = 200_000

export interface PrepareOptions {
  /** Two letters: numbers without a country code are read as from here. */
  region: string
  /** Our own addresses, normalised (see `normaliseOwn`). */
  own: ReadonlySet<string>
}

/** An address as it is matched by, or undefined when it is nobody's: lower-cased mail address, E.164 number, bare JID, handle. */
export function normalise(kind: Party['kind'], address: string, region: string): string | undefined {
  const text = address.trim()
  if (kind === 'phone') return normalisePhone(text, region)
  if (kind === 'jid') return text.split('/')[0]?.toLowerCase() || undefined
  if (kind === 'email') return normaliseMail(text)
  return text.toLowerCase().normalize('NFC') || undefined
}

/** What was typed as "ours", in every form it may be met in. */
export function normaliseOwn(own: readonly string[], region: string): Set<string> {
  const all = new Set<string>()
  for (const entry of own) {
    const kind = entry.includes('@') ? 'email' : 'phone'
    const value = normalise(kind, entry, region)
    if (value) all.add(value)
    all.add(entry.trim().toLowerCase())
  }
  return all
}

/**
 * Makes an interaction ready for the store, or undefined when there is nobody on the customer's side to link it to.
 * Who we are decides the direction once more here, so that all connectors agree.
 */
export function prepare(item: Incoming, options: PrepareOptions): Prepared | undefined {
  const party =
    (role: PreparedParty['role']) =>
    (one: Party): PreparedParty => {
      const value = normalise(one.kind, one.address, options.region)
      return {
        role,
        kind: one.kind,
        address: one.address,
        own: one.own === true || (value !== undefined && options.own.has(value)),
        ...(value !== undefined && { value }),
        ...(one.name && { name: one.name }),
      }
    }
  const parties = [party('from')(item.from), ...item.to.map(party('to')), ...(item.cc ?? []).map(party('cc'))]
  const theirs =
    item.direction === 'in' ? parties.filter(one => one.role === 'from') : parties.filter(one => one.role !== 'from' && !one.own)
  if (!theirs.some(one => one.value !== undefined)) return undefined
  const names = (list: PreparedParty[]) => indexableNames(list.map(wordsOf).join(' '))
  const attachments = (item.attachments ?? []).map(prepareAttachment)
  const marks = item.marks ?? []
  const asks = asksForAnswer(item)
  const text = taken(item.text.slice(0, INDEXED_CHARACTERS))
  const quoted = item.quoted === undefined ? undefined : taken(item.quoted.slice(0, INDEXED_CHARACTERS))
  return {
    sourceId: item.sourceId,
    channel: item.channel,
    direction: item.direction,
    occurredAt: item.occurredAt,
    text: item.text,
    threadKeys: threadKeys(item),
    marks,
    parties,
    attachments,
    words: {
      subject: indexable(item.subject ?? ''),
      sender: names(parties.filter(one => one.role === 'from')),
      recipients: names(parties.filter(one => one.role !== 'from')),
      files: [indexable(attachments.map(one => one.name).join(' ')), ...text.numbers, ...(quoted?.numbers ?? [])].join('\n'),
      // Only where it is not all of it as it is.
      ...(text.words !== item.text && { text: text.words }),
      ...(quoted !== undefined && quoted.words !== item.quoted && { quoted: quoted.words }),
    },
    ...(item.endedAt !== undefined && { endedAt: item.endedAt }),
    ...(item.within !== undefined && { within: item.within }),
    ...(item.subject !== undefined && { subject: item.subject }),
    ...(item.quoted !== undefined && { quoted: item.quoted }),
    ...(item.html !== undefined && { html: item.html }),
    ...(item.call && { call: item.call }),
    ...(asks !== undefined && { asks }),
    ...(item.file !== undefined && { file: item.file }),
    ...(item.line !== undefined && { line: item.line }),
  }
}

/** Everything somebody may be searched by: a number as it was written, its digits together, and with its country's code. */
function wordsOf({ kind, name = '', address, value = '' }: PreparedParty): string {
  return kind === 'phone' ? `${name} ${address} ${address.replace(/\D/g, '')} ${value}` : `${name} ${foundBy(address)}`
}

function prepareAttachment({ name, type, size, content, contentId }: Attachment): PreparedAttachment {
  return {
    name,
    type,
    size,
    ...(contentId !== undefined && { contentId }),
    ...(content && { content, hash: createHash('sha256').update(content).digest() }),
  }
}

function threadKeys(item: Incoming): string[] {
  if (item.thread !== undefined) return [`${item.channel}:${item.thread}`]
  if (item.channel !== 'email') return []
  return [item.sourceId, ...(item.references ?? [])].map(id => `mail:${id}`)
}

/** Whether who wrote this waits for an answer (1), was given one by it (0), or neither. */
function asksForAnswer({ channel, direction, call, marks = [] }: Incoming): 0 | 1 | undefined {
  if (marks.includes('system') || marks.includes('automatic')) return undefined
  if (channel === ('note' satisfies Channel) || channel === ('survey' satisfies Channel)) return undefined
  if (call) {
    if (call.outcome === 'answered') return 0
    return direction === 'in' ? 1 : undefined
  }
  if (direction === 'out') return 0
  return marks.includes('deleted') ? undefined : 1
}
