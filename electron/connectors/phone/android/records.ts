import type { CallFacts, Direction } from '#shared/model/interaction.ts'
import { normalisePhone } from '#shared/model/phone.ts'
import { isPlausibleTime } from '#shared/model/plausible.ts'
import type { ProblemCode } from '#shared/model/problem.ts'
import type { Attachment, Incoming, Party } from '../../connector.ts'
import type { FileSettings } from '../../file-format.ts'
import { hashId } from '../batches.ts'
import { ourselves } from '../parties.ts'
import type { Opened } from './elements.ts'

/** What became of one element: an interaction, a reason why it cannot be one, or nothing (a draft). */
export type Result = Incoming | { code: ProblemCode; detail: string } | undefined

const DEVICE = 'android:device'

/** The app writes `null` for what the phone's database leaves empty. */
function value(attributes: Record<string, string>, name: string): string {
  const text = attributes[name] ?? ''
  return text === 'null' ? '' : text
}

/** Java milliseconds; some phones keep seconds for MMS. */
function timeOf(attributes: Record<string, string>, now: number): number | { code: ProblemCode; detail: string } {
  const text = value(attributes, 'date')
  if (!/^-?\d+$/.test(text)) return { code: 'bad-date', detail: 'date' }
  const number = Number(text)
  const at = number > 0 && number < 1e11 ? number * 1000 : number
  return isPlausibleTime(at, now) ? at : { code: 'date-out-of-range', detail: 'date' }
}

/** The other side: a number, or the name that a company sends under. Undefined when it is hidden. */
function other(address: string, name: string, region: string): Party | undefined {
  const text = address.trim()
  const label = /^\(?unknown\)?$/i.test(name) ? '' : name
  if (normalisePhone(text, region) !== undefined) return { kind: 'phone', address: text, ...(label ? { name: label } : {}) }
  return /\p{L}/u.test(text) && !/^(?:unknown|anonymous|private|restricted)$/i.test(text)
    ? { kind: 'handle', address: `sms:${text}`, name: label || text }
    : undefined
}

const hidden = (detail: string) => ({ code: 'no-address' as const, detail })

export function smsOf({ attributes, line }: Opened, settings: FileSettings): Result {
  const type = value(attributes, 'type')
  // 3 draft, 4 outbox, 5 failed, 6 queued: it never left the phone.
  if (/^[3-6]$/.test(type)) return undefined
  const occurredAt = timeOf(attributes, settings.now)
  if (typeof occurredAt !== 'number') return occurredAt
  const address = value(attributes, 'address')
  const them = other(address, value(attributes, 'contact_name'), settings.region)
  if (!them) return hidden('address')
  const us = ourselves(settings, DEVICE)
  const direction = type === '2' ? 'out' : 'in'
  const text = value(attributes, 'body')
  return {
    sourceId: hashId('sms', address, occurredAt, type, text),
    channel: 'sms',
    direction,
    occurredAt,
    ...sides(direction, us, [them]),
    text,
    file: settings.path,
    line,
  }
}

function sides(direction: Direction, us: Party, them: [Party, ...Party[]]): { from: Party; to: Party[] } {
  return direction === 'in' ? { from: them[0], to: [us, ...them.slice(1)] } : { from: us, to: them }
}

/** Types of Android's CallLog.Calls: 1 incoming, 2 outgoing, 3 missed, 4 voicemail, 5 rejected, 6 blocked, 7 answered on another device. */
function factsOf(type: string, seconds: number): CallFacts {
  if (type === '3') return { outcome: 'missed', talk: 0 }
  if (type === '4') return { outcome: 'voicemail', talk: seconds }
  if (type === '5' || type === '6') return { outcome: 'rejected', talk: 0 }
  return seconds > 0 || type === '1' || type === '7' ? { outcome: 'answered', talk: seconds } : { outcome: 'missed', talk: 0 }
}

export function callOf({ attributes, line }: Opened, settings: FileSettings): Result {
  const occurredAt = timeOf(attributes, settings.now)
  if (typeof occurredAt !== 'number') return occurredAt
  const duration = value(attributes, 'duration') || '0'
  if (!/^\d{1,7}$/.test(duration)) return { code: 'bad-number', detail: 'duration' }
  const number = value(attributes, 'number')
  const them = other(number, value(attributes, 'contact_name'), settings.region)
  if (!them) return hidden('number')
  const type = value(attributes, 'type')
  const direction = type === '2' ? 'out' : 'in'
  return {
    sourceId: hashId('call', number, occurredAt, type, duration),
    channel: 'phone',
    direction,
    occurredAt,
    endedAt: occurredAt + Number(duration) * 1000,
    ...sides(direction, ourselves(settings, DEVICE), [them]),
    text: '',
    call: factsOf(type, Number(duration)),
    file: settings.path,
    line,
  }
}

/** An `<mms>` with the parts and addresses inside it. */
export interface Mms {
  opened: Opened
  parts: Record<string, string>[]
  addresses: Record<string, string>[]
}

/** Address types of the MMS standard (PduHeaders): 137 from, 151 to, 130 cc. */
export function mmsOf({ opened, parts, addresses }: Mms, settings: FileSettings): Result {
  const { attributes, line } = opened
  const box = value(attributes, 'msg_box')
  // A notification (m_type 130) announces a message that has not been fetched; drafts, outbox and failures never left.
  if (/^[3-6]$/.test(box) || value(attributes, 'm_type') === '130') return undefined
  const occurredAt = timeOf(attributes, settings.now)
  if (typeof occurredAt !== 'number') return occurredAt

  const direction = box === '2' || (box === '' && value(attributes, 'm_type') === '128') ? 'out' : 'in'
  const { us, them } = mmsParties(attributes, addresses, direction, settings)
  const [first, ...others] = them
  if (!first) return hidden('address')

  const text = parts
    .filter(part => value(part, 'ct') === 'text/plain')
    .map(part => value(part, 'text'))
    .join('\n')
  const attachments = parts.filter(part => !/^(?:text\/plain|application\/smil)$/.test(value(part, 'ct'))).map(attachmentOf)
  const subject = value(attributes, 'sub')
  const sizes = attachments.map(attachment => attachment.size).join()
  return {
    sourceId: hashId('mms', value(attributes, 'address'), occurredAt, box, text, sizes),
    channel: 'sms',
    direction,
    occurredAt,
    ...sides(direction, us, [first, ...others]),
    ...(subject ? { subject } : {}),
    text,
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(attachments.some(attachment => !attachment.content) ? { marks: ['missing-media' as const] } : {}),
    file: settings.path,
    line,
  }
}

/** `address` lists everyone but us, joined by `~`; so an address of the message that is not among them is our own number. */
function mmsParties(attributes: Record<string, string>, addresses: Record<string, string>[], direction: Direction, settings: FileSettings) {
  const same = (address: string) => normalisePhone(address, settings.region) ?? address
  const listed = value(attributes, 'address').split('~').filter(Boolean)
  const all = addresses.map(entry => ({ address: value(entry, 'address'), type: value(entry, 'type') }))
  const real = all.filter(({ address }) => address !== '' && address !== 'insert-address-token')
  const theirs = new Set(listed.map(same))
  const sender = direction === 'in' ? real.find(({ type }) => type === '137')?.address : undefined
  const ours = real.find(({ address, type }) => !theirs.has(same(address)) && type === (direction === 'in' ? '151' : '137'))?.address
  const us: Party =
    ours !== undefined && theirs.size > 0 && normalisePhone(ours, settings.region) !== undefined
      ? { kind: 'phone', address: ours, own: true }
      : ourselves(settings, DEVICE)

  const everyone =
    listed.length > 0
      ? listed
      : real.filter(({ type }) => (direction === 'in' ? type === '137' : type !== '137')).map(({ address }) => address)
  const ordered = sender === undefined ? everyone : [sender, ...everyone.filter(address => same(address) !== same(sender))]
  const name = ordered.length === 1 ? value(attributes, 'contact_name') : ''
  return { us, them: ordered.map(address => other(address, name, settings.region)).filter(party => party !== undefined) }
}

function attachmentOf(part: Record<string, string>): Attachment {
  const type = value(part, 'ct') || 'application/octet-stream'
  const name = value(part, 'cl') || value(part, 'name') || value(part, 'fn') || type.replace('/', '.')
  const data = value(part, 'data')
  if (data === '') return { name, type, size: 0 }
  const content = Buffer.from(data, 'base64')
  return { name, type, size: content.length, content }
}
