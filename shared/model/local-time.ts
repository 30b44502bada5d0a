import * as z from 'zod'

const DAY = 86_400_000

/** What one zone's clock does, remembered by UTC day: its offset in ms, or 'changes' on the few days with a clock change. */
interface Zone {
  format: Intl.DateTimeFormat
  days: Map<number, number | 'changes'>
}

const zones = new Map<string, Zone>()

function zoneOf(timeZone: string): Zone {
  let zone = zones.get(timeZone)
  if (!zone) {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      era: 'short',
    })
    zone = { format, days: new Map() }
    zones.set(timeZone, zone)
  }
  return zone
}

function readOffset(zone: Zone, at: number): number {
  const parts: Record<string, string> = {}
  for (const part of zone.format.formatToParts(at)) parts[part.type] = part.value
  const year = parts.era === 'BC' ? 1 - Number(parts.year) : Number(parts.year)
  const wall = new Date(0)
  wall.setUTCFullYear(year, Number(parts.month) - 1, Number(parts.day))
  wall.setUTCHours(Number(parts.hour), Number(parts.minute), Number(parts.second))
  return wall.getTime() - Math.floor(at / 1000) * 1000
}

function offsetAt(zone: Zone, at: number): number {
  const day = Math.floor(at / DAY)
  let offset = zone.days.get(day)
  if (offset === undefined) {
    const start = readOffset(zone, day * DAY)
    offset = start === readOffset(zone, (day + 1) * DAY) ? start : 'changes'
    // A file of nonsense dates must not fill memory; a real one spans some thousand days.
    if (zone.days.size > 50_000) zone.days.clear()
    zone.days.set(day, offset)
  }
  return offset === 'changes' ? readOffset(zone, at) : offset
}

/** How far a zone's clocks are ahead of UTC at a moment, ms. Throws RangeError for a zone name that Intl does not know. */
export function zoneOffset(at: number, timeZone: string): number {
  return offsetAt(zoneOf(timeZone), at)
}

/**
 * The instant (epoch ms, UTC) of a local date and time in an IANA zone. Months and days count from 1.
 * A time that the clock skips (spring) is read with the offset before the change, so 02:30 becomes 03:30; one that
 * happens twice (autumn) is the first of both: what Temporal and java.time do.
 * NaN for a date or time that does not exist (30 February, 25:00). Throws RangeError for a zone name that Intl does not know.
 */
export function localToUtc(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  timeZone: string,
): number {
  if (!(year >= 100 && year <= 9999 && hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60))
    return Number.NaN
  const midnight = Date.UTC(year, month - 1, day)
  const date = new Date(midnight)
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return Number.NaN
  const wall = midnight + hour * 3_600_000 + minute * 60_000 + second * 1000
  const zone = zoneOf(timeZone)
  const before = offsetAt(zone, wall - DAY)
  if (offsetAt(zone, wall - before) === before) return wall - before
  const after = offsetAt(zone, wall + DAY)
  return offsetAt(zone, wall - after) === after ? wall - after : wall - before
}

/** The name of a time zone that the system knows (IANA): any other would fail where dates are made, or stored, later. */
export const TimeZone = z.string().min(1).max(60).refine(isTimeZone)

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined
  } catch {
    return false
  }
}
