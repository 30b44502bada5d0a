import * as z from 'zod'
import { localToUtc, TimeZone, zoneOffset } from '../model/local-time.ts'

const MINUTE = 60_000
/** What cannot be reached within so many months is never reached: there are no working hours left. */
const LONGEST = 120
/** Dates outside these years are nonsense; they count as their edge. */
const EARLIEST = Date.UTC(1000, 0, 1)
const LATEST = Date.UTC(9000, 0, 1)

/** One stretch of work of a day, in minutes after midnight by the clock on the wall; `to` 1440 is the day's end. */
export const Block = z
  .object({ from: z.number().int().min(0).max(1439), to: z.number().int().min(1).max(1440) })
  .refine(({ from, to }) => from < to)
export type Block = z.infer<typeof Block>

const Blocks = z
  .array(Block)
  .max(8)
  .transform(blocks => blocks.toSorted((a, b) => a.from - b.from))
  .refine(blocks => blocks.every(({ from }, index) => from >= (blocks[index - 1]?.to ?? 0)))

export const BusinessHours = z.object({
  /** IANA name. */
  timeZone: TimeZone,
  /** Monday first; a day without blocks is a day off. */
  week: z.array(Blocks).length(7),
  /** Days off besides, each once: `2026-12-25`. */
  holidays: z
    .array(z.object({ day: z.iso.date(), name: z.string().trim().max(100) }))
    .max(1000)
    .transform(days => days.toSorted((a, b) => a.day.localeCompare(b.day)))
    .refine(days => days.every(({ day }, index) => day !== days[index - 1]?.day)),
})
export type BusinessHours = z.infer<typeof BusinessHours>

/** Time that counts. Moments are epoch ms, stretches ms. */
export interface WorkTime {
  /** The moment at which `ms` of it have passed since `from`; undefined when they do not within ten years. */
  after(from: number, ms: number): number | undefined
  /** How much of it lies between; 0 when `to` is not after `from`. */
  between(from: number, to: number): number
}

/** Every minute counts. */
export const always: WorkTime = {
  after: (from, ms) => from + Math.max(0, ms),
  between: (from, to) => Math.max(0, to - from),
}

interface Month {
  starts: number[]
  ends: number[]
  total: number
}

/**
 * The time inside business hours. Hours are those of the clock on the wall, so that a day on which the clock changes is an hour longer or
 * shorter when it changes during work; a time the clock skips, or shows twice, is read as shared/model/local-time.ts says.
 */
export function workTime(hours: BusinessHours): WorkTime {
  const { timeZone, week } = hours
  const holidays = new Set(hours.holidays.map(({ day }) => day))
  const months = new Map<number, Month>()

  function monthAt(index: number): Month {
    const known = months.get(index)
    if (known) return known
    const month: Month = { starts: [], ends: [], total: 0 }
    const year = Math.floor(index / 12)
    const first = new Date(Date.UTC(year, index % 12, 1))
    for (const date = first; date.getUTCMonth() === index % 12; date.setUTCDate(date.getUTCDate() + 1)) {
      if (holidays.has(date.toISOString().slice(0, 10))) continue
      for (const { from, to } of week[(date.getUTCDay() + 6) % 7] ?? []) {
        // Around a change of the clock a block can end after the next one begins.
        const start = Math.max(instant(date, from), month.ends.at(-1) ?? EARLIEST)
        const end = instant(date, to)
        if (end <= start) continue
        month.starts.push(start)
        month.ends.push(end)
        month.total += end - start
      }
    }
    // Nonsense dates must not fill memory; real ones span some years.
    if (months.size > 5000) months.clear()
    months.set(index, month)
    return month
  }

  function instant(date: Date, minutes: number): number {
    const wall = new Date(date.getTime() + minutes * MINUTE)
    return localToUtc(
      wall.getUTCFullYear(),
      wall.getUTCMonth() + 1,
      wall.getUTCDate(),
      wall.getUTCHours(),
      wall.getUTCMinutes(),
      0,
      timeZone,
    )
  }

  /** Most moments asked for in a row are of one month. */
  let last = { index: 0, begin: 0, end: 0 }
  function monthOf(at: number): number {
    if (at >= last.begin && at < last.end) return last.index
    const wall = new Date(at + zoneOffset(at, timeZone))
    const [year, month] = [wall.getUTCFullYear(), wall.getUTCMonth()]
    const index = year * 12 + month
    last = { index, begin: instant(new Date(Date.UTC(year, month, 1)), 0), end: instant(new Date(Date.UTC(year, month + 1, 1)), 0) }
    return index
  }

  return {
    after(from, ms) {
      if (ms <= 0) return from
      const begin = within(from)
      const first = monthOf(begin)
      let left = ms
      for (let index = first; index < first + LONGEST; index++) {
        const { starts, ends, total } = monthAt(index)
        if (index > first && left > total) {
          left -= total
          continue
        }
        for (let at = 0; at < ends.length; at++) {
          const end = ends[at] ?? begin
          const start = Math.max(starts[at] ?? end, begin)
          if (end <= start) continue
          if (end - start >= left) return start + left
          left -= end - start
        }
      }
      return undefined
    },
    between(from, to) {
      const begin = within(from)
      const end = within(to)
      if (end <= begin) return 0
      const first = monthOf(begin)
      const last = monthOf(end)
      let sum = 0
      for (let index = first; index <= last; index++) {
        const month = monthAt(index)
        if (index > first && index < last) sum += month.total
        else
          for (const [at, start] of month.starts.entries())
            sum += Math.max(0, Math.min(month.ends[at] ?? start, end) - Math.max(start, begin))
      }
      return sum
    },
  }
}

function within(at: number): number {
  return Math.min(LATEST, Math.max(EARLIEST, at))
}
