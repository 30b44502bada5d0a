import { systemPhrase } from './phrases.ts'

/** What begins a message: `12/03/2024, 18:05 - ` (Android) or `[12/03/24, 6:05:33 PM] ` (iPhone). The date is still in written order. */
export interface Header {
  /** The three numbers of the date as written. */
  date: [string, string, string]
  /** 24 hours; may be out of range. */
  hour: number
  minute: number
  second: number
  /** Bracketed or not, and the date's separator: one export keeps to one style, so that pasted chats are told from real lines. */
  style: string
  /** Absent on lines that WhatsApp itself wrote. */
  sender?: string
  /** What follows; direction marks at its beginning are kept, they tell WhatsApp's own words. */
  body: string
}

const marks = /[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g
const spaces = /[\u00a0\u2007-\u200a\u202f\u3000]/g
const morning = ['am', '午前', '上午', '오전', '凌晨', '早上']
const period = '午前|午後|上午|下午|오전|오후|凌晨|早上|中午|晚上|[ap]\\.?\\s?m\\.?'
const dateTime = new RegExp(
  `^(\\[?)(\\d{1,4})(?:([/.-])\\s?(\\d{1,2})\\3\\s?(\\d{1,4})|年(\\d{1,2})月(\\d{1,2})日)\\.?` + // date
    `(?:[,،、]?\\s{1,2}(?:(?:à|às|um|at|a las|alle|klo|kl\\.?|om)\\s)?|[,،、])` + // between
    `(?:(${period})\\s?)?(\\d{1,2})(?:[:.]|\\s?h\\s?)(\\d{2})(?:[:.](\\d{2}))?(?:\\s?(${period}))?` + // time
    `(?:\\s?\\]\\s?|\\s[-–]\\s)`,
  'iu',
)
/** A header and what people set their phones to is short; nothing longer is looked at. */
const HEADER_LENGTH = 80
const NAME_LENGTH = 100

/** The header at the beginning of a line, if there is one. */
export function parseHeader(line: string): Header | undefined {
  const first = line.charCodeAt(0)
  if (!(first === 0x5b || (first >= 0x30 && first <= 0x39) || first >= 0x200e)) return undefined
  const start = line.search(/[^\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/)
  if (start === -1) return undefined
  // Every space is one UTF-16 unit and stays one, so that positions are those of the line.
  const match = dateTime.exec(line.slice(start, start + HEADER_LENGTH).replace(spaces, ' '))
  if (!match) return undefined
  const [whole, bracket = '', a = '', separator = '年', b = '', c = '', b2 = '', c2 = '', before, hour, minute, second, after] = match
  if ((bracket === '[') !== whole.trimEnd().endsWith(']')) return undefined
  // Android writes no seconds; programs' logs do.
  if (bracket === '' && second !== undefined) return undefined
  const rest = line.slice(start + whole.length)
  return {
    date: separator === '年' ? [a, b2, c2] : [a, b, c],
    hour: to24(Number(hour), before ?? after),
    minute: Number(minute),
    second: Number(second ?? 0),
    style: bracket + separator,
    ...splitSender(rest),
  }
}

function to24(hour: number, half: string | undefined): number {
  if (half === undefined || hour > 12) return hour
  return (hour % 12) + (morning.includes(half.replace(/[.\s]/g, '').toLowerCase()) ? 0 : 12)
}

function splitSender(rest: string): { sender?: string; body: string } {
  const end = rest.search(/:(?:\s|$)/u)
  if (end === -1) return { body: rest }
  const sender = cleanName(rest.slice(0, end))
  // `Ana changed the subject to "Trip: Rome"` has a colon, but no sender.
  const announcement = (sender.length > 40 || /["“”„«»]/.test(sender)) && systemPhrase.test(sender)
  if (sender === '' || sender.length > NAME_LENGTH || announcement) return { body: rest }
  return { sender, body: rest.slice(end + 2) }
}

/**
 * A name or number as shown, without the marks that only steer its display. A tilde at its beginning stays: it is the name that somebody who is not
 * in the address book goes by.
 */
export function cleanName(name: string): string {
  return name.replace(marks, '').replace(spaces, ' ').replace(/^~\s*/, '~').trim().normalize('NFC')
}
