import type { Due } from '#shared/contract/brief.ts'
import { localToUtc, zoneOffset } from '#shared/model/local-time.ts'
import { type Compiled, says } from './rules/compile.ts'
import type { WhenIs } from './rules/schema.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** A time said: where, and what it means. `day`: days since 1970 in the zone. `minutes`: of the day. `at`: an exact instant. */
export interface When {
  from: number
  to: number
  day?: number
  minutes?: number
  at?: number
  /** "Before" was said: the day before it is the latest that still holds, unless an hour of it was said. */
  before?: boolean
}

/** The local day an instant falls on, as days since 1970. */
export function localDay(at: number, timeZone: string): number {
  return Math.floor((at + zoneOffset(at, timeZone)) / DAY)
}

/** `2025-03-04`. */
export function isoDay(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10)
}

/** Monday is 1. 1970-01-01 was a Thursday. */
const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1

function addWorkdays(day: number, count: number): number {
  let at = day
  for (let left = count; left > 0; ) {
    at += 1
    if (weekdayOf(at) < 6) left -= 1
  }
  return at
}

const calendarDay = (year: number, month: number, date: number): number | undefined => {
  const at = new Date(Date.UTC(year, month - 1, date))
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === date ? at.getTime() / DAY : undefined
}

/** The year that brings a day and month nearest to `around`; those well past mean the next year when `ahead`. */
export function dayNear(around: number, month: number, date: number, ahead: boolean): number | undefined {
  const year = new Date(around * DAY).getUTCFullYear()
  const all = [year - 1, year, year + 1].flatMap(each => calendarDay(each, month, date) ?? [])
  if (ahead) return all.find(day => day >= around - 30)
  return all.sort((a, b) => Math.abs(a - around) - Math.abs(b - around))[0]
}

/**
 * Every time that a folded text names, in the order of the language's rules: places taken by one are not read by a later one.
 * `at`: when it was said (epoch ms), in whose days and hours.
 */
export function timesIn(said: string, at: number, timeZone: string, rules: Compiled): When[] {
  const found: When[] = []
  const today = localDay(at, timeZone)
  let rest = said
  for (const { says: phrase, is, hour } of rules.when) {
    for (const match of rest.matchAll(phrase)) {
      const from = match.index
      const to = from + match[0].length
      const meant = meaning(is, match.groups ?? {}, { at, today, hour, rules })
      if (!meant) continue
      const before = is === 'weekday' || is === 'date' || is === 'day-of-month' ? says(rules.before, `${said.slice(0, from)} `) : false
      found.push({ from, to, ...meant, before })
      rest = rest.slice(0, from) + '\0'.repeat(to - from) + rest.slice(to)
    }
  }
  return found.sort((a, b) => a.from - b.from)
}

interface Said {
  at: number
  today: number
  hour: number | undefined
  rules: Compiled
}

function meaning(
  is: WhenIs,
  groups: Record<string, string | undefined>,
  { at, today, hour, rules }: Said,
): Omit<When, 'from' | 'to'> | undefined {
  const day = (value: number | undefined) => (value === undefined ? undefined : { day: value })
  const date = Number(groups.day)
  switch (is) {
    case 'day +0':
    case 'day +1':
    case 'day +2':
      return { day: today + Number(is.slice(-1)) }
    case 'span':
      return span(groups, at, today, rules)
    case 'weekday': {
      const wanted = rules.weekday(groups.weekday ?? '')
      return wanted === undefined ? undefined : { day: today + ((wanted - weekdayOf(today) + 6) % 7) + 1 }
    }
    case 'date': {
      const month = rules.month(groups.month ?? '') ?? Number(groups.month)
      return day(groups.year ? calendarDay(Number(groups.year), month, date) : dayNear(today, month, date, true))
    }
    case 'day-of-month': {
      const now = new Date(today * DAY)
      const inMonth = (plus: number) => calendarDay(now.getUTCFullYear(), now.getUTCMonth() + 1 + plus, date)
      const here = inMonth(0)
      return day(here !== undefined && here >= today ? here : inMonth(1))
    }
    case 'week':
      return { day: today + ((5 - weekdayOf(today) + 7) % 7) }
    case 'next-week':
      return { day: today - weekdayOf(today) + 7 + 5 }
    case 'month': {
      const now = new Date(today * DAY)
      return { day: Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 0) / DAY }
    }
    case 'clock':
      return clock(groups, hour, rules)
  }
}

function span(groups: Record<string, string | undefined>, at: number, today: number, rules: Compiled) {
  const said = groups.n ?? ''
  const count = /^\d/.test(said) ? Number(said) : rules.number(said)
  const unit = rules.unit(groups.unit ?? '')
  if (count === undefined || unit === undefined) return undefined
  if (unit === 'minute') return { at: at + count * 60_000 }
  if (unit === 'hour') return { at: at + count * HOUR }
  if (unit === 'workday') return { day: addWorkdays(today, count) }
  if (unit === 'day') return { day: today + count }
  if (unit === 'week') return { day: today + count * 7 }
  const now = new Date(today * DAY)
  const last = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + count + 1, 0)).getUTCDate()
  return { day: Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + count, Math.min(last, now.getUTCDate())) / DAY }
}

function clock(groups: Record<string, string | undefined>, fixed: number | undefined, rules: Compiled) {
  const said = fixed ?? Number(groups.hour)
  const minute = Number(groups.minute ?? 0)
  if (said > 23 || minute > 59) return undefined
  const half = groups.half === undefined ? undefined : rules.half(groups.half)
  // Nobody promises anything for before seven in the morning: "at 5" is in the afternoon.
  const late = said < 12 && (half === 'pm' || (half === undefined && said < 7))
  return { minutes: (late ? said + 12 : half === 'am' && said === 12 ? 0 : said) * 60 + minute }
}

/** What times said together mean: a counted instant; else a day, with an hour when one was said; an hour alone is today's or tomorrow's. */
export function dueFrom(times: readonly When[], at: number, timeZone: string): Due | undefined {
  const exact = times.find(time => time.at !== undefined)?.at
  if (exact !== undefined) return { at: exact, exact: true }
  const said = times.find(time => time.day !== undefined)
  const minutes = times.find(time => time.minutes !== undefined)?.minutes
  const day = said?.day
  if (minutes !== undefined) {
    const today = localDay(at, timeZone)
    const due = instant(day ?? today, minutes, 0, timeZone)
    return { at: day === undefined && due <= at ? instant(today + 1, minutes, 0, timeZone) : due, exact: true }
  }
  return day === undefined ? undefined : { at: instant(said?.before ? day - 1 : day, 23 * 60 + 59, 59, timeZone), exact: false }
}

function instant(day: number, minutes: number, second: number, timeZone: string): number {
  const date = new Date(day * DAY)
  return localToUtc(
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    Math.floor(minutes / 60),
    minutes % 60,
    second,
    timeZone,
  )
}
