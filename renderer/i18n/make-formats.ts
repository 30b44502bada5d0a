const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** What is this little ahead of the clock shown, which moves once a minute, is now. */
const SKEW = 5 * MINUTE

/** Dates, numbers and durations in one locale and time zone. Times are epoch ms, durations seconds. */
export interface Formats {
  locale: string
  timeZone: string
  /** "2 min ago", "yesterday", "3 Mar", "3 Mar 2023": the shortest that is still true. */
  ago(at: number, now: number): string
  /** The same in at most six or so characters, for lists: "now", "2m", "3h", "Mon", "3 Mar". */
  short(at: number, now: number): string
  /** Weekday, day, month, year and time to the second, with the zone. */
  exact(at: number): string
  /** "Monday, 3 March 2025". */
  day(at: number): string
  /** "3 Mar 2025". */
  date(at: number): string
  /** "10:12". */
  clock(at: number): string
  number(value: number): string
  percent(share: number): string
  /** "32s", "4m 5s", "1h 2m". */
  duration(seconds: number): string
  bytes(value: number): string
  list(items: string[]): string
}

export function makeFormats(locale: string, timeZone: string): Formats {
  const dateTime = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => new Intl.DateTimeFormat(locale, { timeZone, ...options })
  const exact = dateTime({ dateStyle: 'full', timeStyle: 'long' })
  const day = dateTime({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
  const date = dateTime({ day: 'numeric', month: 'short', year: 'numeric' })
  const dayMonth = dateTime({ day: 'numeric', month: 'short' })
  const weekday = dateTime({ weekday: 'short' })
  const clock = dateTime({ hour: '2-digit', minute: '2-digit' })
  const dayNumber = dateTime({ year: 'numeric', month: '2-digit', day: '2-digit' })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const number = new Intl.NumberFormat(locale)
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  const units = new Map<string, Intl.NumberFormat>()
  const unit = (value: number, name: string, unitDisplay: 'narrow' | 'short' = 'narrow', maximumFractionDigits = 0): string => {
    const key = `${name} ${unitDisplay} ${maximumFractionDigits}`
    const format = units.get(key) ?? new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay, maximumFractionDigits })
    units.set(key, format)
    return format.format(value)
  }
  const two = (large: number, largeName: string, small: number, smallName: string): string =>
    small === 0 ? unit(large, largeName) : `${unit(large, largeName)} ${unit(small, smallName)}`
  /** Calendar days between two instants in this time zone. */
  const daysApart = (a: number, b: number): number => {
    const midnight = (at: number): number => {
      const parts = Object.fromEntries(dayNumber.formatToParts(at).map(part => [part.type, part.value]))
      return Date.UTC(Number(parts.year), Number(parts.month) - 1, Number(parts.day))
    }
    return Math.round((midnight(b) - midnight(a)) / DAY)
  }
  const sameYear = (a: number, b: number): boolean => Math.abs(b - a) < 300 * DAY

  return {
    locale,
    timeZone,
    ago(at, now) {
      const past = now - at
      if (past < MINUTE && past > -SKEW) return relative.format(0, 'second')
      if (past >= 0 && past < HOUR) return relative.format(-Math.floor(past / MINUTE), 'minute')
      const days = daysApart(at, now)
      if (past >= 0 && (days === 0 || past < 6 * HOUR)) return relative.format(-Math.floor(past / HOUR), 'hour')
      if (days > 0 && days < 7) return relative.format(-days, 'day')
      return sameYear(at, now) ? dayMonth.format(at) : date.format(at)
    },
    short(at, now) {
      const past = now - at
      if (past < MINUTE && past > -SKEW) return relative.format(0, 'second')
      if (past >= 0 && past < HOUR) return unit(Math.floor(past / MINUTE), 'minute')
      const days = daysApart(at, now)
      if (past >= 0 && (days === 0 || past < 6 * HOUR)) return unit(Math.floor(past / HOUR), 'hour')
      if (days > 0 && days < 7) return weekday.format(at)
      return sameYear(at, now) ? dayMonth.format(at) : date.format(at)
    },
    exact: at => exact.format(at),
    day: at => day.format(at),
    date: at => date.format(at),
    clock: at => clock.format(at),
    number: value => number.format(value),
    percent: share => percent.format(share),
    duration(seconds) {
      const whole = Math.round(seconds)
      if (whole < 60) return unit(whole, 'second')
      if (whole < 3600) return two(Math.floor(whole / 60), 'minute', whole % 60, 'second')
      const minutes = Math.round(whole / 60)
      return two(Math.floor(minutes / 60), 'hour', minutes % 60, 'minute')
    },
    bytes(value) {
      // The unit's own short form reads "616 byte".
      if (value < 1000) return `${number.format(value)} B`
      if (value < 1_000_000) return unit(value / 1000, 'kilobyte', 'short')
      if (value < 1_000_000_000) return unit(value / 1_000_000, 'megabyte', 'short', 1)
      return unit(value / 1_000_000_000, 'gigabyte', 'short', 1)
    },
    list: items => new Intl.ListFormat(locale, { type: 'conjunction' }).format(items),
  }
}
