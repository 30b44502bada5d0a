const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Minutes east of UTC. RFC 5322 section 4.3, and the European and Japanese names that old mailers write. */
const ZONES = new Map([
  ['EST', -300],
  ['EDT', -240],
  ['CST', -360],
  ['CDT', -300],
  ['MST', -420],
  ['MDT', -360],
  ['PST', -480],
  ['PDT', -420],
  ['WEST', 60],
  ['BST', 60],
  ['CET', 60],
  ['MET', 60],
  ['CEST', 120],
  ['MEST', 120],
  ['EET', 120],
  ['EEST', 180],
  ['MSK', 180],
  ['JST', 540],
])

const TIME = String.raw`(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?(?: ?([AP]M))?`
const ZONE = String.raw`[+-]\d{2}:?\d{2}|[A-Z]{1,5}`
/** RFC 5322 section 3.3 and its obsolete forms: `Tue, 5 Mar 24 10:00:00 EST`, also `5-Mar-2024 10:00`. */
const DAY_FIRST = new RegExp(String.raw`(\d{1,2})[ -]+([A-Z]{3})[A-Z]*\.?[ -]+(\d{2,4}),? +${TIME} ?(${ZONE})?`, 'i')
/** asctime, as in the From_ line of an mbox (RFC 4155 appendix A), with the zone before or after the year, or without. */
const MONTH_FIRST = new RegExp(String.raw`([A-Z]{3}) +(\d{1,2}) +${TIME}(?: +(${ZONE}))? +(\d{4})(?: +([+-]\d{4}))?`, 'i')
const ISO = /(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)? ?(Z|[+-]\d{2}:?\d{2})?/

/**
 * A date as mail writes it: RFC 5322 sections 3.3 and 4.3, asctime or ISO 8601.
 * @returns epoch ms, or undefined when it is no date. A missing or unknown zone counts as UTC.
 */
export function parseMailDate(written: string): number | undefined {
  const value = written
    .slice(0, 300)
    .replace(/\([^()]*\)/g, ' ')
    .replace(/\s+/g, ' ')
  let found = DAY_FIRST.exec(value)
  if (found) {
    const [, day, month = '', year = '', hour, minute, second, half, zone] = found
    return instant(fullYear(year), month, day, hour, minute, second, half, zone)
  }
  found = MONTH_FIRST.exec(value)
  if (found) {
    const [, month = '', day, hour, minute, second, half, early, year = '', late] = found
    return instant(fullYear(year), month, day, hour, minute, second, half, late ?? early)
  }
  found = ISO.exec(value)
  if (found) {
    const [, year = '', month, day, hour, minute, second, zone] = found
    return instant(Number(year), MONTHS[Number(month) - 1] ?? '', day, hour, minute, second, undefined, zone)
  }
  return undefined
}

/** RFC 5322 section 4.3: two digits up to 49 are this century; two from 50 and three digits count from 1900. */
function fullYear(digits: string): number {
  const year = Number(digits)
  if (digits.length === 2) return year < 50 ? 2000 + year : 1900 + year
  return digits.length === 3 ? 1900 + year : year
}

function instant(
  year: number,
  monthName: string,
  day: string | undefined,
  hour: string | undefined,
  minute: string | undefined,
  second: string | undefined,
  half: string | undefined,
  zone: string | undefined,
): number | undefined {
  const month = MONTHS.indexOf(monthName.toLowerCase())
  const hours = half ? (Number(hour) % 12) + (half.toUpperCase() === 'PM' ? 12 : 0) : Number(hour)
  const at = Date.UTC(year, month, Number(day), hours, Number(minute), Number(second ?? 0))
  const exists = month >= 0 && new Date(Date.UTC(year, month, Number(day))).getUTCDate() === Number(day)
  return exists && hours <= 24 && Number(minute) < 60 && Number(second ?? 0) <= 60 ? at - zoneMinutes(zone) * 60_000 : undefined
}

function zoneMinutes(zone: string | undefined): number {
  const offset = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '')
  if (!offset) return ZONES.get((zone ?? '').toUpperCase()) ?? 0
  const minutes = Number(offset[2]) * 60 + Number(offset[3])
  return minutes > 15 * 60 ? 0 : offset[1] === '-' ? -minutes : minutes
}
