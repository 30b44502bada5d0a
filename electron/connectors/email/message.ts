import { createHash } from 'node:crypto'
import { decodeWords, type Email, type Header, type Attachment as ParsedAttachment } from 'postal-mime'
import type { Mark } from '#shared/model/interaction.ts'
import { isPlausibleTime } from '#shared/model/plausible.ts'
import type { ProblemCode } from '#shared/model/problem.ts'
import type { Attachment, Incoming } from '../connector.ts'
import { author, parties } from './content/addresses.ts'
import { authenticationMarks } from './content/authentication.ts'
import { charsetDoubt, headLength, otherCharsets, relabelled, withReadableHeader } from './content/charset.ts'
import { parseMailDate } from './content/dates.ts'
import { htmlToText } from './content/html-text.ts'
import { splitQuoted } from './content/quoted.ts'
import { failureReport } from './content/report.ts'
import { isSentFolder } from './folders.ts'
import { parseMail } from './light-parser.ts'

/** Levels of multipart inside multipart. Real mail stays below 10. */
const DEEPEST = 100
/**
 * Each line costs the parser up to 2 KB of memory until its part ends, base64 lines none; each part costs time. So their numbers
 * are bounded and not only their bytes.
 */
const MOST_TEXT_LINES = 300_000
const MOST_BASE64_LINES = 900_000
const MOST_DELIMITERS = 60_000
/** Below this many bytes a mail cannot hold too many lines to matter. */
const SMALL = 128 * 1024
const MOST_REFERENCES = 100
const LONGEST_SUBJECT = 2000

/** What is known about a mail beside its bytes. */
export interface MailContext {
  /** Lower-cased, from `ownAddresses`. */
  own: ReadonlySet<string>
  /** Epoch ms: later dates (by more than a day) are not believed. */
  now: number
  /** It lies in a folder of sent mail. */
  sent?: boolean
  /** Epoch ms, when the header has no date to believe: the From_ line of an mbox. */
  receivedAt?: number
  file?: string
  line?: number
}

/**
 * Reads one mail (RFC 5322, MIME). Never throws.
 * @returns the mail, or why it cannot be taken in: `broken-message`, `too-deep`, `too-large`, `no-address`, `bad-date`, `date-out-of-range`.
 */
export async function parseMessage(bytes: Uint8Array, context: MailContext): Promise<Incoming | ProblemCode> {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (source.length > SMALL && hasTooManyLines(source)) return 'too-large'
  try {
    return incoming(await parsed(withReadableHeader(source)), source, context)
  } catch (error) {
    const reason = error instanceof Error ? error.message : ''
    return /nesting depth/.test(reason) ? 'too-deep' : /header size/.test(reason) ? 'too-large' : 'broken-message'
  }
}

function parse(bytes: Buffer): Promise<Email> {
  return parseMail(bytes, { maxNestingDepth: DEEPEST, forceRfc822Attachments: true })
}

/** The parser's result; when it makes no sense, that of reading the mail with another charset or boundary. */
async function parsed(source: Buffer): Promise<Email> {
  const email = await parse(source)
  if (!email.text && !email.html && email.attachments.length === 0 && email.headers.some(isMultipart)) {
    const inside = withFoundBoundary(source)
    return inside ? parse(inside) : email
  }
  const doubt = charsetDoubt(wordsOf(email))
  if (!doubt) return email
  for (const charset of otherCharsets(source, doubt)) {
    const again = await parse(relabelled(source, charset))
    if (!charsetDoubt(wordsOf(again))) return again
  }
  return email
}

function wordsOf({ text = '', html = '', attachments }: Email): string[] {
  return [text, html, ...attachments.map(part => part.filename ?? '')]
}

function isMultipart({ key, value }: Header): boolean {
  return key === 'content-type' && /^multipart\//i.test(value)
}

/** A multipart whose header names another boundary than its body uses, or none: the one it uses put first, where it counts. */
function withFoundBoundary(source: Buffer): Buffer | undefined {
  const body = source.toString('latin1', headLength(source), 1_000_000)
  const used = /^--([^\s"][^\r\n"]{0,69})\r?\nContent-/im.exec(body)?.[1]
  return used === undefined
    ? undefined
    : Buffer.concat([Buffer.from(`Content-Type: multipart/mixed; boundary="${used}"\n`, 'latin1'), source])
}

function incoming(email: Email, source: Buffer, context: MailContext): Incoming | ProblemCode {
  const headers = new Map<string, string>()
  for (const { key, value } of email.headers) if (!headers.has(key)) headers.set(key, value)
  if (!['from', 'to', 'date', 'subject', 'message-id', 'received'].some(key => headers.has(key))) return 'broken-message'

  const from = author(email, context.own)
  if (!from) return 'no-address'
  const occurredAt = sentAt(email, headers, context)
  if (typeof occurredAt === 'string') return occurredAt

  const labels = headers.get('x-gmail-labels')
  const sent = context.sent || (labels !== undefined && decodeWords(labels).split(',').some(isSentFolder))
  if (sent) from.own = true
  const sourceId = messageIds(headers.get('message-id') ?? '')[0] ?? contentId(headers, source)
  const report = failureReport(email, headers.get('content-type') ?? '')
  const referred = [...messageIds(headers.get('references') ?? ''), ...messageIds(headers.get('in-reply-to') ?? '')]
  // What could not be delivered comes last: that is what the report is about.
  const references = [...new Set([...referred.filter(id => id !== report?.original), ...(report?.original ? [report.original] : [])])]
    .filter(id => id !== sourceId)
    .slice(-MOST_REFERENCES)
  // Those it did not reach take part in it: it is theirs as much as the mail was.
  const unreached = (report?.recipients ?? []).map(address => ({ name: '', address }))
  const cc = parties([...(email.cc ?? []), ...(email.bcc ?? []), ...unreached], context.own)
  const subject = readableSubject((email.subject ?? '').slice(0, 8 * LONGEST_SUBJECT))
  const plain = clean(email.text ?? '')
  const body = splitQuoted(plain.trim() === '' && email.html ? htmlToText(email.html) : plain)
  const attachments = email.attachments.map(attachment)
  const marks: Mark[] = report ? ['automatic', 'bounce'] : isAutomatic(headers, from.address) ? ['automatic'] : []
  if (!from.own) marks.push(...authenticationMarks(email.headers))

  return {
    sourceId,
    channel: 'email',
    direction: from.own ? 'out' : 'in',
    occurredAt,
    from,
    to: parties(email.to ?? [], context.own),
    ...(cc.length > 0 ? { cc } : {}),
    ...(subject === '' ? {} : { subject }),
    text: body.text,
    ...(body.quoted === undefined ? {} : { quoted: body.quoted }),
    ...(email.html ? { html: email.html } : {}),
    ...(references.length > 0 ? { references } : {}),
    ...(marks.length > 0 ? { marks } : {}),
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(context.file === undefined ? {} : { file: context.file }),
    ...(context.line === undefined ? {} : { line: context.line }),
  }
}

function hasTooManyLines(bytes: Buffer): boolean {
  let text = 0
  let base64 = 0
  let delimiters = 0
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(10, start)
    const end = found < 0 ? bytes.length : found
    if (bytes[start] === 45 && bytes[start + 1] === 45) delimiters++
    if (end - start >= 40 && end - start <= 80 && !bytes.subarray(start, end).includes(32)) base64++
    else text++
    start = end + 1
  }
  return text > MOST_TEXT_LINES || base64 > MOST_BASE64_LINES || delimiters > MOST_DELIMITERS
}

/** Date; else the top-most Received (the last hop, our own clock) that can be true; else what the file says. */
function sentAt(email: Email, headers: Map<string, string>, { now, receivedAt }: MailContext): number | 'bad-date' | 'date-out-of-range' {
  const written = parseMailDate(headers.get('date') ?? '')
  if (written !== undefined && isPlausibleTime(written, now)) return written
  for (const { key, value } of email.headers) {
    if (key !== 'received') continue
    const hop = parseMailDate(value.slice(value.lastIndexOf(';') + 1))
    if (hop !== undefined && isPlausibleTime(hop, now)) return hop
  }
  if (receivedAt !== undefined && isPlausibleTime(receivedAt, now)) return receivedAt
  return written === undefined ? 'bad-date' : 'date-out-of-range'
}

/** RFC 5322 section 3.6.4; an id without brackets counts when it is all there is. */
function messageIds(value: string): string[] {
  const bracketed = Array.from(value.matchAll(/<([^<>]+)>/g), match => (match[1] ?? '').replace(/\s+/g, '')).filter(id => id !== '')
  return bracketed.length > 0 ? bracketed : value.split(/\s+/).filter(word => /^[^<>@]+@[^<>@]+$/.test(word))
}

/**
 * An id for a mail without Message-ID, the same from mbox, Maildir and .eml: line ends, the quoting of "From " lines,
 * trailing empty lines and headers that clients add do not count.
 */
function contentId(headers: Map<string, string>, source: Buffer): string {
  const hash = createHash('sha256')
  for (const key of ['date', 'from', 'subject']) hash.update(`${(headers.get(key) ?? '').replace(/\s+/g, ' ').trim()}\n`)
  const body = source
    .toString('latin1', headLength(source))
    .replace(/\r\n/g, '\n')
    .replace(/^>+From /gm, 'From ')
    .replace(/^\n+/, '')
    .trimEnd()
  return `sha256:${hash.update(body, 'latin1').digest('hex')}`
}

/** RFC 2047 words that some mailers leave open or write with a bare "?" are read all the same. */
function readableSubject(subject: string): string {
  const words = subject.includes('=?')
    ? subject.replace(/=\?([^?\s]+)\?([bq])\?(.{0,1000}?)(?:\?=|$)/gi, (_, charset, encoding, text: string) =>
        decodeWords(`=?${charset}?${encoding}?${text.replaceAll('?', '=3F')}?=`),
      )
    : subject
  return clean(words).replace(/\s+/g, ' ').trim().slice(0, LONGEST_SUBJECT)
}

function clean(text: string): string {
  return (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text).replaceAll('\0', '')
}

/** RFC 3834 section 5 (Auto-Submitted), the Precedence habit it names, and delivery reports (RFC 3464, null return path). */
function isAutomatic(headers: Map<string, string>, from: string): boolean {
  const submitted = headers.get('auto-submitted')?.trim().toLowerCase() ?? 'no'
  return (
    !submitted.startsWith('no') ||
    /^\s*(?:bulk|list|junk|auto_reply)\b/i.test(headers.get('precedence') ?? '') ||
    /^\s*multipart\/report\b/i.test(headers.get('content-type') ?? '') ||
    /^<\s*>$/.test(headers.get('return-path') ?? '') ||
    headers.has('x-autoreply') ||
    headers.has('x-autorespond') ||
    /^(?:mailer-daemon|postmaster)@/i.test(from)
  )
}

const DEFAULT_NAMES = new Map([
  ['message/rfc822', 'message.eml'],
  ['text/calendar', 'invite.ics'],
  ['message/delivery-status', 'delivery-status.txt'],
  ['text/rfc822-headers', 'headers.txt'],
])

function attachment(part: ParsedAttachment): Attachment {
  const content =
    typeof part.content === 'string'
      ? Buffer.from(part.content)
      : part.content instanceof Uint8Array
        ? part.content
        : new Uint8Array(part.content)
  const type = part.mimeType || 'application/octet-stream'
  const contentId = part.contentId?.replace(/^\s*<|>\s*$/g, '')
  return { name: fileName(part.filename ?? '', type), type, size: content.byteLength, content, ...(contentId ? { contentId } : {}) }
}

/** The last step of a path (some mailers send the whole one), without control characters; a name by type when there is none. */
function fileName(written: string, type: string): string {
  const name = (written.split(/[/\\]/).at(-1) ?? '')
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim()
    .slice(0, 255)
  if (name !== '' && !/^\.+$/.test(name)) return type === 'message/rfc822' && !/\.[a-z0-9]{2,4}$/i.test(name) ? `${name}.eml` : name
  const picture = /^image\/([a-z0-9]{2,5})$/.exec(type)
  return DEFAULT_NAMES.get(type) ?? (picture ? `image.${picture[1]}` : 'attachment')
}
