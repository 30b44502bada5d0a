/** Every time zone's offset and every change of it is a multiple of 15 minutes (IANA tz database), so such a stretch lies in one day. */
const STRETCH = 15 * 60_000

/** Making one costs more than the days of a whole page. */
const formats = new Map<string, Intl.DateTimeFormat>()

/** The calendar day an instant (epoch ms) falls on in a time zone, as `2025-03-03`; days compare as strings. */
export function dayIn(timeZone: string): (at: number) => string {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  formats.set(timeZone, format)
  const known = new Map<number, string>()
  return at => {
    const stretch = Math.floor(at / STRETCH)
    const day = known.get(stretch) ?? format.format(at)
    known.set(stretch, day)
    return day
  }
}

const DAY = 24 * 3600_000

/** A time without contact that is worth saying. */
export interface Gap {
  amount: number
  unit: 'day' | 'week' | 'month' | 'year'
}

/** Nothing was said from `from` to `to` (epoch ms): in the largest unit that still says it well; undefined under three days. */
export function gapBetween(from: number, to: number): Gap | undefined {
  const days = (to - from) / DAY
  if (days < 3) return undefined
  if (days < 14) return { amount: Math.round(days), unit: 'day' }
  if (days < 60) return { amount: Math.round(days / 7), unit: 'week' }
  if (days < 730) return { amount: Math.round(days / 30.44), unit: 'month' }
  return { amount: Math.round(days / 365.25), unit: 'year' }
}
