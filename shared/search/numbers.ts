/** Groups of digits with what stands between those of one number. A single group is one word as it is, and most are. */
const GROUPS = /(?<!\d)\d+(?!\d)(?:(?:[ ().'’/\-\u2010-\u2013\u00a0\u202f]|,(?=\d))+\d+)+/g
/** Letters that a number may begin with: AB-2024-188412, ES91 2100. */
const LETTERS = /(?:^|[^A-Za-z\d])([A-Za-z]{1,4})[-/]?$/
const AMOUNTS = /(?<![\d.,])(\d{1,3}(?:([.,'’ \u00a0\u202f])\d{3})(?:\2\d{3})*)(?:[.,](\d{1,2}))?(?![.,]?\d)/g
/** What an amount holds that has them. */
const THOUSANDS = /\d[.,'’ \u00a0\u202f]\d{3}/
const DATE = /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})$/
/** Digits of a telephone number; and the most of anything: what is longer is a table. */
const LEAST = 7
const MOST = 24
/** With letters before them, fewer say something. */
const LEAST_AFTER_LETTERS = 4

/**
 * Numbers of a text that are written in groups, each as one: telephone numbers, numbers of orders and contracts, amounts. `600 11 12 22` gives
 * 600111222, `AB-2024-188412` AB2024188412, `1.234,56` gives `1234 56`, which is how 1234,56 is looked up. Days are not numbers.
 */
export function numbersIn(text: string): string[] {
  const found = new Set<string>()
  for (const { 0: whole, index } of text.matchAll(GROUPS)) {
    if (THOUSANDS.test(whole)) for (const amount of joinedAmounts(whole)) found.add(amount)
    if (whole.includes(',') || DATE.test(whole)) continue
    const digits = withoutTrunk(whole, text[index - 1] === '+').replace(/\D/g, '')
    const [, letters = ''] = LETTERS.exec(text.slice(Math.max(0, index - 6), index)) ?? []
    if (digits.length <= MOST && digits.length >= (letters === '' ? LEAST : LEAST_AFTER_LETTERS)) found.add(letters + digits)
  }
  return [...found]
}

/** Amounts with signs between their thousands, without these: `1.234,56` is `1234 56`. */
export function joinedAmounts(text: string): string[] {
  return Array.from(
    text.matchAll(AMOUNTS),
    ([, thousands = '', , cents]) => `${thousands.replace(/\D/g, '')}${cents === undefined ? '' : ` ${cents}`}`,
  )
}

/** +49 (0)911: the zero is dialled only by who leaves the country's code out. */
function withoutTrunk(number: string, isAbroad: boolean): string {
  return isAbroad ? number.replace('(0)', '') : number
}

/** The digits that one telephone number may be written with: as typed, without its country's code or the zero dialled instead. */
export function dialled(typed: string): string[] {
  const isAbroad = typed.startsWith('+')
  const digits = withoutTrunk(typed, isAbroad).replace(/\D/g, '')
  const abroad = isAbroad ? digits : /^00(\d{8,})$/.exec(digits)?.[1]
  if (abroad !== undefined) {
    const national = [1, 2, 3].map(length => abroad.slice(length)).filter(rest => rest.length >= LEAST)
    return [...new Set([abroad, digits, ...national, ...national.map(rest => `0${rest}`)])]
  }
  return digits.startsWith('0') && digits.length > LEAST ? [digits, digits.slice(1)] : [digits]
}

/** INC12345 is written INC0012345 and INC-12345 too: the letters of such a number, and its digits without zeros before them. */
export function filled(typed: string): { letters: string; digits: string } | undefined {
  const [, letters, digits] = /^([a-z]{1,6})-?0*(\d{3,12})$/i.exec(typed) ?? []
  return letters !== undefined && digits !== undefined ? { letters, digits } : undefined
}
