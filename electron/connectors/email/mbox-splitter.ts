import { parseMailDate } from './content/dates.ts'

const CHUNK = 256 * 1024
/** How much of a From_ line and the line below it is looked at. */
const LOOKAHEAD = 1024
/** Bytes. A larger mail is skipped: parsing needs several times its size in memory. */
export const LARGEST_MESSAGE = 64 * 1024 * 1024
const LF = 10
const CR = 13

const HEADER_FIELD =
  /^(?:>From |(?:return-path|received|delivered-to|envelope-to|from|to|cc|subject|date|sender|reply-to|message-id|mime-version|status|content-(?:type|length|transfer-encoding)|dkim-signature|authentication-results|x-[\w-]+):)/i

/** Where a mail begins: `offset` in bytes, `line` from 1. */
export interface MboxPlace {
  offset: number
  line: number
}

/** One entry of an mbox. */
export interface MboxEntry extends MboxPlace {
  /** The mail without its From_ line and with the quoting of "From " taken back; absent when it is too large. Valid until the next step. */
  bytes?: Buffer
  /** Epoch ms, from the From_ line. */
  receivedAt?: number
  next: MboxPlace
  /** The file ends with it. */
  last: boolean
}

/** Fills as much of the buffer as it likes from a place in the file; returns how much, 0 at the end. */
export type ReadAt = (into: Buffer, position: number) => Promise<number>

/**
 * Takes an mbox apart (RFC 4155; mboxo and mboxrd as in "Mail user agents and mbox formats", qmail's mbox(5)) in flat memory.
 * Yields a run of entries, often none, after each chunk. A "From " line opens a mail at the start of the file or after an empty line, when it carries a date or a
 * header follows. One ">" is taken from every ">From " line, as mboxrd writes it; mboxo differs only for mails that hold such a line
 * themselves, and nothing tells the two apart.
 */
export async function* splitMbox(read: ReadAt, start: MboxPlace, largest: number = LARGEST_MESSAGE): AsyncGenerator<MboxEntry[]> {
  let buffer = Buffer.allocUnsafe(4 * CHUNK)
  /** The current mail begins at `begin`; bytes up to `end` are filled; the next line feed to look at is at `scan` or later. */
  let begin = 0
  let end = 0
  let scan = 0
  /** Place in the file of `begin`, and of the current mail's first byte (earlier only when it is too large and partly dropped). */
  let here = start
  let opened = start
  let oversized = false
  let ended = false

  const advance = (to: number): void => {
    here = { offset: here.offset + to - begin, line: here.line + newlines(buffer, begin, to) }
    begin = to
  }
  const close = (at: number, last: boolean): MboxEntry[] => {
    const whole = buffer.subarray(begin, at)
    const place = opened
    advance(at)
    opened = here
    const tooLarge = oversized || whole.length > largest
    oversized = false
    if (!tooLarge && isBlank(whole)) return []
    return [{ ...place, next: here, last, ...(tooLarge ? {} : content(whole)) }]
  }

  while (!ended) {
    if (buffer.length - end < CHUNK) {
      const target = end - begin > buffer.length / 2 ? Buffer.allocUnsafe(2 * buffer.length) : buffer
      buffer.copy(target, 0, begin, end)
      buffer = target
      scan -= begin
      end -= begin
      begin = 0
    }
    const filled = await read(buffer.subarray(end, end + CHUNK), here.offset + end - begin)
    end += filled
    ended = filled === 0

    const entries: MboxEntry[] = []
    for (;;) {
      const at = buffer.subarray(0, end).indexOf('\nFrom ', scan)
      if (at < 0) {
        scan = Math.max(scan, end - 5)
        break
      }
      if (!ended && end - at < LOOKAHEAD) {
        scan = at
        break
      }
      scan = at + 1
      if (isAfterEmptyLine(buffer, begin, at) && isFromLine(buffer.toString('latin1', at + 1, Math.min(end, at + LOOKAHEAD)))) {
        entries.push(...close(at + 1, false))
      }
    }
    if (ended && (end > begin || oversized)) entries.push(...close(end, true))
    else if (end - begin > largest) {
      oversized = true
      advance(Math.max(begin, scan - 2))
    }
    yield entries
    if (begin > 0 && buffer.length > 4 * CHUNK && end - begin < CHUNK) {
      const smaller = Buffer.allocUnsafe(4 * CHUNK)
      buffer.copy(smaller, 0, begin, end)
      buffer = smaller
      scan -= begin
      end -= begin
      begin = 0
    }
  }
}

/** The line feed at `at` ends an empty line, or the file's (or mail's) first line is empty. */
function isAfterEmptyLine(buffer: Buffer, begin: number, at: number): boolean {
  const before = buffer[at - 1] === CR ? at - 2 : at - 1
  return before < begin || buffer[before] === LF
}

/** @param text the line and at least the beginning of the one below it. */
export function isFromLine(text: string): boolean {
  if (!text.startsWith('From ')) return false
  const end = text.indexOf('\n')
  const line = end < 0 ? text : text.slice(0, end)
  return parseMailDate(line.slice(5)) !== undefined || (end >= 0 && HEADER_FIELD.test(text.slice(end + 1)))
}

function content(whole: Buffer): { bytes: Buffer; receivedAt?: number } {
  const bom = whole[0] === 0xef && whole[1] === 0xbb && whole[2] === 0xbf ? 3 : 0
  const entry = whole.subarray(bom)
  if (entry.toString('latin1', 0, 5) !== 'From ') return { bytes: unquoted(entry) }
  const lineEnd = entry.indexOf(LF)
  const line = entry.toString('latin1', 5, Math.min(lineEnd < 0 ? entry.length : lineEnd, 300))
  const receivedAt = parseMailDate(line)
  const bytes = lineEnd < 0 ? entry.subarray(entry.length) : unquoted(withoutSeparator(entry.subarray(lineEnd + 1)))
  return { bytes, ...(receivedAt === undefined ? {} : { receivedAt }) }
}

/** The empty line before the next From_ line belongs to the mbox, not to the mail. */
function withoutSeparator(entry: Buffer): Buffer {
  let end = entry.length
  if (entry[end - 1] !== LF) return entry
  end -= entry[end - 2] === CR ? 2 : 1
  return end === 0 || entry[end - 1] === LF ? entry.subarray(0, end) : entry
}

function unquoted(mail: Buffer): Buffer {
  if (!mail.includes('>From ')) return mail
  return Buffer.from(mail.toString('latin1').replace(/(^|\n)>(>*From )/g, '$1$2'), 'latin1')
}

function isBlank(bytes: Buffer): boolean {
  return bytes.length < 4096 && bytes.toString('latin1').trim() === ''
}

function newlines(buffer: Buffer, from: number, to: number): number {
  let count = 0
  for (let i = from; i < to; i++) if (buffer[i] === LF) count++
  return count
}
