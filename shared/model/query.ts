import { type Channel, channels } from './interaction.ts'
import { localToUtc } from './local-time.ts'

export interface Word {
  text: string
  phrase: boolean
  /** A telephone number typed with blanks and signs: its digits. */
  digits?: string
  /** Any of these will do instead. */
  or?: Word[]
}

/** What was typed into search, taken apart. Times are epoch ms; `after` is inclusive, `before` exclusive. */
export interface Query {
  /** Each must be found; a phrase keeps its blanks and must be found as it stands. */
  words: Word[]
  /** None of these may be found. */
  without: Word[]
  /** Each must be who wrote it: of several in one of these, any. */
  from: string[][]
  to: string[][]
  /** Any of these; none is any. */
  channels: Channel[]
  after?: number
  before?: number
  attachment: boolean
  /** Only what still waits for an answer. */
  unanswered: boolean
  /** Only what is in a case at work. */
  inCase: boolean
  /** Filters that say nothing we know, as typed, and each `OR` between what it says nothing of. */
  ignored: string[]
}

/** The filters, as offered while typing. */
export const filterNames = ['from:', 'to:', 'channel:', 'after:', 'before:', 'has:attachment', 'is:unanswered', 'in:case'] as const

/** What is quoted, to be left alone; or `+34 600 11 12 22`, `(0)600-111-222`: a number in groups, seven digits or more. */
const GROUPED_NUMBER = /"[^"]*"?|(?<!\S)\+?\(?\d[\d().\-/]*(?:\s[\d().\-/]+)*(?!\S)/g

/** As keyboards, telephones and other languages write them. */
const QUOTES = /[“”„‟«»〝〞〟]/g

const TERM = /(-)?(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))/giu

/**
 * Takes a search apart: words, "phrases" and filters `from:ana`, `to:"Ana Ruiz"`, `channel:phone`, `after:2025-03-01`, `before:2025-03`,
 * `has:attachment`, `is:unanswered`, `in:case`, `-word`, `-"a phrase"`, `one OR another`, of words and of filters of one kind; `AND` says nothing. Dates
 * are whole days, months or years in the given time zone. Never fails: what is no filter is a word.
 */
export function parseQuery(text: string, timeZone: string): Query {
  const query: Query = {
    words: [],
    without: [],
    from: [],
    to: [],
    channels: [],
    attachment: false,
    unanswered: false,
    inCase: false,
    ignored: [],
  }
  // A NUL ends a text for SQLite, quotation mark and all.
  const typed = text.replaceAll('\0', ' ').replace(QUOTES, '"')
  const numbers: Word[] = []
  const rest = typed.replace(GROUPED_NUMBER, number => {
    const digits = number.replace(/\D/g, '')
    if (number.startsWith('"') || digits.length < 7 || digits === number) return number
    return ` \0${numbers.push({ text: number.trim(), phrase: false, digits }) - 1} `
  })
  /** What an OR goes on from: a word, or a filter. */
  let last: Word | { kind: string; understood: boolean } | undefined
  let either = false
  let isFirst = true
  for (const [whole, minus, name, quoted, plain] of rest.matchAll(TERM)) {
    const value = (quoted ?? plain ?? '').trim()
    if (value === '' && !name) continue
    if (!isFirst && (whole === 'AND' || whole === 'OR')) {
      either = whole === 'OR'
      continue
    }
    isFirst = false
    const before = either ? last : undefined
    const notUnderstood = (): void => {
      if (either && !query.ignored.includes('OR')) query.ignored.push('OR')
    }
    if (name && isFilter(name)) {
      const kind = name.toLowerCase()
      const same = before && 'kind' in before && before.kind === kind ? before : undefined
      if (!same) notUnderstood()
      const understood = !minus && applyFilter(query, kind, value, { timeZone, either: same?.understood === true })
      if (!understood) query.ignored.push(whole)
      last = { kind, understood }
    } else {
      const word = numbers[Number(/^\0(\d+)$/.exec(whole)?.[1])] ?? {
        text: name ? whole.slice(minus ? 1 : 0) : value,
        phrase: quoted !== undefined && !name,
      }
      if (minus && (word.phrase || /^[\p{L}\p{N}]/u.test(word.text))) {
        notUnderstood()
        query.without.push(word)
        last = undefined
      } else if (before && 'text' in before) before.or = [...(before.or ?? []), word]
      else {
        notUnderstood()
        last = minus ? { ...word, text: `-${word.text}` } : word
        query.words.push(last)
      }
    }
    either = false
  }
  const once = new Map(query.words.map(word => [JSON.stringify(word), word]))
  return { ...query, words: [...once.values()] }
}

/** With those that would do instead. */
export function everyWord(words: readonly Word[]): Word[] {
  return words.flatMap(word => [word, ...(word.or ?? [])])
}

function isFilter(name: string): boolean {
  return ['from', 'to', 'channel', 'after', 'before', 'has', 'is', 'in'].includes(name.toLowerCase())
}

interface Told {
  timeZone: string
  /** It does instead of the one of its kind before it. */
  either: boolean
}

function applyFilter(query: Query, name: string, value: string, { timeZone, either }: Told): boolean {
  if (value === '') return false
  if (name === 'from' || name === 'to') {
    const group = either ? query[name].at(-1) : undefined
    if (group) group.push(value)
    else query[name].push([value])
    return true
  }
  if (name === 'channel') {
    const channel = channels.find(one => one === value.toLowerCase())
    if (channel) query.channels = either ? [...new Set([...query.channels, channel])] : [channel]
    return channel !== undefined
  }
  if (name === 'has') {
    query.attachment ||= value.toLowerCase() === 'attachment'
    return value.toLowerCase() === 'attachment'
  }
  if (name === 'is') {
    query.unanswered ||= value.toLowerCase() === 'unanswered'
    return value.toLowerCase() === 'unanswered'
  }
  if (name === 'in') {
    query.inCase ||= value.toLowerCase() === 'case'
    return value.toLowerCase() === 'case'
  }
  if (name === 'after' || name === 'before') {
    const at = startOf(value, timeZone)
    const known = either ? query[name] : undefined
    if (at !== undefined) query[name] = known === undefined ? at : name === 'after' ? Math.min(known, at) : Math.max(known, at)
    return at !== undefined
  }
  return false
}

/** The first moment of a day, month or year ('2025-03-09', '2025-03', '2025') in a time zone, epoch ms. */
export function startOf(date: string, timeZone: string): number | undefined {
  const match = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/.exec(date)
  if (!match) return undefined
  const [, year, month = '1', day = '1'] = match
  const at = localToUtc(Number(year), Number(month), Number(day), 0, 0, 0, timeZone)
  return Number.isNaN(at) ? undefined : at
}
