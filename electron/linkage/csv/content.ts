const months = 'jan ene feb mar apr abr may mai jun jul aug ago sep oct okt nov dec dez dic'.split(' ')
const monthOf: Record<string, number> = Object.fromEntries(
  months.map(name => [
    name,
    { jan: 1, ene: 1, feb: 2, mar: 3, apr: 4, abr: 4, may: 5, mai: 5, jun: 6, jul: 7, aug: 8, ago: 8, sep: 9, oct: 10, okt: 10, nov: 11 }[
      name
    ] ?? 12,
  ]),
)

export function looksLikeMail(value: string): boolean {
  return /^[^\s@]+@(?:[^\s@.]+\.)+[^\s@.]+$/.test(value)
}

/** A number with the signs that only phones have, or as long as they are and with a leading nought. */
export function looksLikePhone(value: string): boolean {
  const digits = value.replace(/\D/g, '').length
  if (digits < 6 || digits > 15 || !/^[+\d\s().\-/]+$/.test(value) || looksLikeDate(value)) return false
  return /^(?:\+|00|0[1-9])/.test(value) || /^\(?\d{2,4}\)?[ ./-]\d{2,4}[ ./-]?\d{2,}/.test(value)
}

export function looksLikePostcode(value: string): boolean {
  return /^(?:\d{4,6}|\d{2}-\d{3}|\d{5}-\d{4}|[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2})$/.test(value)
}

export function looksLikeDate(value: string): boolean {
  return readDate(value, 'dmy') !== undefined
}

export type DateOrder = 'dmy' | 'mdy'

/** Which comes first, by the numbers that can be no month. */
export function dateOrder(values: string[]): DateOrder {
  let [first, second] = [0, 0]
  for (const value of values) {
    const [, a = '', b = ''] = /^(\d{1,2})[./ -](\d{1,2})[./ -]\d{2,4}$/.exec(value) ?? []
    if (Number(a) > 12) first++
    if (Number(b) > 12) second++
  }
  return second > first ? 'mdy' : 'dmy'
}

/**
 * A date as `YYYY-MM-DD`, or `YYYY` for a year alone. Undefined for what is no date of somebody's life. A day or month that cannot be
 * (a typing mistake) is kept: it still agrees with itself.
 */
export function readDate(value: string, order: DateOrder): string | undefined {
  const text = value.trim().replace(/[T ]\d\d:\d\d.*/s, '')
  const digits = /^(\d{4})[./ -]?(\d{2})[./ -]?(\d{2})$/.exec(text) ?? /^(\d{4})[./ -](\d{1,2})[./ -](\d{1,2})$/.exec(text)
  if (digits && isYear(digits[1])) return joined(digits[1], digits[2], digits[3])
  const [, a, b, year] = /^(\d{1,2})[./ -](\d{1,2})[./ -](\d{4}|\d{2})$/.exec(text) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(text) ?? []
  if (year !== undefined && isYear(whole(year))) return order === 'mdy' ? joined(whole(year), a, b) : joined(whole(year), b, a)
  if (/^\d{4}$/.test(text)) return isYear(text) ? text : undefined
  const words = text.toLowerCase().split(/[^\p{L}\d]+/u)
  const month = words.map(word => monthOf[word.slice(0, 3)]).find(Boolean)
  const numbers = words.filter(word => /^\d+(?:st|nd|rd|th)?$/.test(word)).map(word => Number.parseInt(word, 10))
  const spoken = numbers.find(number => number > 31)
  if (month === undefined || spoken === undefined || !isYear(String(spoken))) return undefined
  return joined(String(spoken), String(month), String(numbers.find(number => number >= 1 && number <= 31) ?? 0))
}

function isYear(text: string | undefined): boolean {
  return text !== undefined && Number(text) >= 1500 && Number(text) <= 2100
}

/** Two digits of a year: nobody is yet to be born. */
function whole(year: string): string {
  if (year.length === 4) return year
  return String(Number(year) + (Number(year) > new Date().getUTCFullYear() % 100 ? 1900 : 2000))
}

function joined(year = '', month = '', day = ''): string {
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}
