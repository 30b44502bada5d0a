import type { ReferenceKind } from '#shared/contract/brief.ts'
import { ibanAt, isS10 } from './checks.ts'
import { type Heard, once } from './read.ts'
import { fold } from './text.ts'
import { dayNear, isoDay, localDay } from './when.ts'

export interface Reference {
  type: ReferenceKind
  value: string
  from: number
  to: number
}

const SYMBOLS: Readonly<Record<string, string>> = { '€': 'EUR', '£': 'GBP', $: 'USD', '¥': 'JPY' }
/** ISO 4217 codes that are read without a symbol. */
const CODES = 'EUR|GBP|USD|MXN|COP|ARS|CLP|PEN|CHF|JPY|CAD|AUD|BRL|SEK|NOK|DKK|PLN'
const NUMBER = '\\d{1,3}(?:[.,\\u00a0 ]\\d{3})+(?:[.,]\\d{1,2})?(?!\\d)|\\d+(?:[.,]\\d{1,2})?(?!\\d)'
const AMOUNT = new RegExp(
  `(?<![\\w.,])(?:(?<before>[€£$¥]|(?:${CODES})(?= ?\\d)) ?)?(?<number>${NUMBER})(?: ?(?<after>[€£$¥]|(?:${CODES})\\b))?`,
  'g',
)

/** "1.250,50", "2,500.00", "3.200": one or two digits after the last sign are cents, three are thousands. */
function amountOf(written: string): number {
  const cents = /[.,](\d{1,2})$/.exec(written)
  const whole = (cents ? written.slice(0, cents.index) : written).replace(/\D/g, '')
  return Number(`${whole}.${cents?.[1] ?? '0'}`)
}

/** What an interaction names that can be looked up, in the order it stands there, each once. */
export const referencesIn = once(({ text, at, rules, subject = '' }, timeZone): Reference[] => {
  const found: Reference[] = []
  const add = (type: ReferenceKind, value: string, from: number, to: number): void => {
    const inside = found.some(other => from < other.to && other.from < to)
    if (!inside && !found.some(other => other.type === type && other.value === value)) found.push({ type, value, from, to })
  }
  // A subject is read before the text; places in it are left of the text's beginning.
  const whole = `${subject}\n${text}`
  const shift = subject.length + 1
  if (!/\d/.test(whole)) return found
  for (const { 0: code, index } of whole.matchAll(/(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,32}/g)) {
    const iban = ibanAt(code)
    if (iban) add('iban', iban, index - shift, index - shift + code.length)
  }
  for (const { 0: code, index } of whole.matchAll(/(?<![A-Za-z0-9])[A-Z]{2}\d{9}[A-Z]{2}(?![A-Za-z0-9])/g)) {
    if (isS10(code)) add('tracking', code, index - shift, index - shift + code.length)
  }
  const said = fold(whole)
  for (const type of ['tracking', 'invoice', 'order', 'ticket'] as const) {
    for (const match of said.matchAll(rules.references[type])) {
      const code = match.groups?.code ?? ''
      if (code.replace(/\D/g, '').length < 3) continue
      const to = match.index + match[0].length
      // Its name goes with it: "factura 1187" is not also an amount.
      add(type, whole.slice(to - code.length, to).toUpperCase(), match.index - shift, to - shift)
    }
  }
  for (const match of whole.matchAll(AMOUNT)) {
    const { before, number = '', after } = match.groups ?? {}
    const end = match.index + match[0].length
    const word = rules.currencies.after.exec(said.slice(end, end + 16))?.groups?.word
    const code = [after, before].map(each => each && (SYMBOLS[each] ?? each)).find(each => each !== undefined)
    const named = code === 'USD' && after === undefined && word !== undefined ? rules.currencies.code(word) : undefined
    const currency = named ?? code ?? (word === undefined ? undefined : rules.currencies.code(word))
    // "$2,500.00 MXN": the code behind says which dollars or pesos.
    if (currency) add('amount', `${amountOf(number)} ${currency}`, match.index - shift, end - shift)
  }
  for (const { day, from, to } of datesIn(said, at, timeZone, rules)) add('date', isoDay(day), from - shift, to - shift)
  return found
})

/** Days named with their month. Without a year it is the nearest one. */
function datesIn(said: string, at: number, timeZone: string, rules: Heard['rules']): { day: number; from: number; to: number }[] {
  const today = localDay(at, timeZone)
  const monthFirst = rules.language === 'en' && timeZone.startsWith('America/')
  return rules.dates.flatMap(phrase =>
    [...said.matchAll(phrase)].flatMap(match => {
      const { day: date, month: name = '', year } = match.groups ?? {}
      const numeric = /^\d/.test(name)
      const [d, m] = numeric && monthFirst ? [Number(name), Number(date)] : [Number(date), rules.month(name) ?? Number(name)]
      const day = year === undefined ? dayNear(today, m, d, false) : Date.UTC(Number(year), m - 1, d) / 86_400_000
      return day === undefined || m > 12 || d > 31 ? [] : [{ day, from: match.index, to: match.index + match[0].length }]
    }),
  )
}
