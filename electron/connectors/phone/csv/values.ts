import type { CsvMapping } from '#shared/model/csv-mapping.ts'
import { localToUtc } from '#shared/model/local-time.ts'
import { monthOf, plain } from './words.ts'

export type DateOrder = CsvMapping['dateOrder']

interface Day {
  year: number
  month: number
  day: number
}

const NUMERIC = /^(?:\p{L}+\.?,?\s+)?(\d{1,4})\s?[./\-年]\s?(\d{1,2})\s?[./\-月]\s?(\d{1,4})日?(?![\d:])/u
const NAMED_DAY_FIRST =
  /^(?:\p{L}+\.?,?\s+)?(\d{1,2})(?:st|nd|rd|th|º|\.)?[\s-]*(?:de\s+|of\s+)?(\p{L}{3,})\.?[\s,-]*(?:de\s+|del\s+)?(\d{4}|\d{2})(?![\d:])/iu
const NAMED_MONTH_FIRST = /^(?:\p{L}+,\s+)?(\p{L}{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})/iu
const COMPACT = /^(\d{4})(\d\d)(\d\d)(?=$|[T ]?\d{4})/
const CLOCK =
  /^[T,\s-]*(?:at\s+|um\s+|a las\s+|às\s+|à\s+)?(\d{1,2})(?:[:.h]\s?(\d{2}))(?:[:.m]\s?(\d{2})s?(?:[.,]\d+)?)?\s*([ap])?\.?\s?(?:m\b\.?)?(?:\s*(?:Uhr|hrs?|h)\b)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?/iu
const COMPACT_CLOCK = /^[T ]?(\d{2})(\d{2})(\d{2})?(Z)?$/

/** The three numbers of a date that is written in digits, in the order they are written. */
export function dateDigits(text: string): [string, string, string] | undefined {
  const match = NUMERIC.exec(text.trim())
  return match ? [match[1] ?? '', match[2] ?? '', match[3] ?? ''] : undefined
}

function parseDay(text: string, order: DateOrder): { day: Day; rest: string } | undefined {
  const make = (match: RegExpExecArray, year: string | undefined, month: number | undefined, day: string | undefined) => {
    const full = Number(year) + (year?.length === 2 ? (Number(year) < 70 ? 2000 : 1900) : 0)
    return { day: { year: full, month: month ?? Number.NaN, day: Number(day) }, rest: text.slice(match[0].length) }
  }
  const numeric = NUMERIC.exec(text)
  if (numeric) {
    const [, a = '', b = '', c = ''] = numeric
    if (a.length > 2 || order === 'ymd') return make(numeric, a, Number(b), c)
    return order === 'dmy' ? make(numeric, c, Number(b), a) : make(numeric, c, Number(a), b)
  }
  const monthFirst = NAMED_MONTH_FIRST.exec(text)
  if (monthFirst && monthOf(plain(monthFirst[1] ?? '')))
    return make(monthFirst, monthFirst[3], monthOf(plain(monthFirst[1] ?? '')), monthFirst[2])
  const named = NAMED_DAY_FIRST.exec(text)
  if (named) return make(named, named[3], monthOf(plain(named[2] ?? '')), named[1])
  const compact = COMPACT.exec(text)
  return compact ? make(compact, compact[1], Number(compact[2]), compact[3]) : undefined
}

interface Clock {
  hour: number
  minute: number
  second: number
  /** Minutes east of UTC, when the text says so. */
  offset?: number
}

function parseClock(text: string): Clock | undefined {
  const compact = COMPACT_CLOCK.exec(text)
  if (compact)
    return { hour: Number(compact[1]), minute: Number(compact[2]), second: Number(compact[3] ?? 0), ...(compact[4] ? { offset: 0 } : {}) }
  const match = CLOCK.exec(text)
  if (!match) return undefined
  const [, hours, minutes, seconds = '0', half, zone] = match
  const hour = half ? (Number(hours) % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : Number(hours)
  const clock = { hour, minute: Number(minutes), second: Number(seconds) }
  if (!zone) return clock
  const sign = zone.startsWith('-') ? -1 : 1
  const digits = zone.replace(/\D/g, '')
  return { ...clock, offset: digits ? sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) : 0 }
}

/**
 * A date with its time, in one text or two, as people and telephone systems write them. Without a time it is midnight.
 * Epoch ms; NaN when it is no date. Ten or thirteen digits alone are epoch seconds or milliseconds.
 */
export function parseDate(date: string, time: string, order: DateOrder, timeZone: string): number {
  const text = date.normalize('NFKC').trim()
  if (/^\d{10}(?:\.\d+)?$/.test(text)) return Math.floor(Number(text)) * 1000
  if (/^\d{13}$/.test(text)) return Number(text)
  const found = text.length > 100 ? undefined : parseDay(text, order)
  if (!found) return Number.NaN
  const rest = (time || found.rest).normalize('NFKC').trim()
  const clock: Clock | undefined = rest === '' ? { hour: 0, minute: 0, second: 0 } : rest.length > 60 ? undefined : parseClock(rest)
  if (!clock) return Number.NaN
  const { year, month, day } = found.day
  if (clock.offset === undefined) return localToUtc(year, month, day, clock.hour, clock.minute, clock.second, timeZone)
  return localToUtc(year, month, day, clock.hour, clock.minute, clock.second, 'UTC') - clock.offset * 60_000
}

/** Whether a text is a time of day alone (`09:30`, `9:30:05 pm`), or a span written the same way. */
export function isClock(text: string): boolean {
  return /^\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?\s?m\.?)?$/i.test(text.trim())
}

/** Whole seconds of `95`, `1:35`, `0:01:35`, `1 min 35 s`, `1h 2m 3s`; undefined when it is no duration. */
export function parseDuration(written: string): number | undefined {
  const text = written.trim().toLowerCase().replace(/\s+/g, ' ')
  if (/^\d{1,8}(?:[.,]\d{1,6})?$/.test(text)) return Math.round(Number(text.replace(',', '.')))
  const clock = /^(?:(\d{1,4}):)?(\d{1,4}):(\d{2})(?:[.,]\d+)?$/.exec(text)
  if (clock) return Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3])
  const units =
    /^(?:(\d{1,4}) ?h(?:\p{L}*\.?)?)? ?(?:(\d{1,5}) ?(?:m(?:in\p{L}*\.?)?|'))? ?(?:(\d{1,6}) ?(?:s(?:e[cgk]\p{L}*\.?)?|"|''))?$/u.exec(text)
  if (!units || text === '') return undefined
  return Number(units[1] ?? 0) * 3600 + Number(units[2] ?? 0) * 60 + Number(units[3] ?? 0)
}
