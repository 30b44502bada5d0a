import * as z from 'zod'

export const attributeTypes = ['text', 'number', 'date', 'choice', 'link'] as const
export const AttributeType = z.enum(attributeTypes)
export type AttributeType = z.infer<typeof AttributeType>

const word = z.string().trim().min(1).max(60)
export const AttributeAbout = z.enum(['customer', 'case'])
export type AttributeAbout = z.infer<typeof AttributeAbout>

/** What a workspace wants to know of its customers or cases. `choices` only for the type choice. */
export const AttributeDraft = z.object({ name: word, type: AttributeType, choices: z.array(word).max(50) })
export type AttributeDraft = z.infer<typeof AttributeDraft>

export interface Attribute extends AttributeDraft {
  id: string
}

/** What every customer has besides the workspace's attributes. zone: IANA name. language: BCP 47. photo: a small JPEG as a data URL. */
export const ownFields = ['name', 'zone', 'language', 'photo'] as const
export type OwnField = (typeof ownFields)[number]

export const valueProblems = [
  'too-long',
  'not-a-number',
  'ambiguous-number',
  'not-a-date',
  'not-a-choice',
  'not-a-link',
  'not-a-zone',
  'not-a-language',
  'not-a-picture',
] as const
export type ValueProblem = (typeof valueProblems)[number]

/** `value` as it is kept, `key` as conditions compare it: a number, or text without case and accents; absent for what nobody compares. */
export type ParsedValue = { value: string; key?: string | number } | { problem: ValueProblem }

const LONGEST_TEXT = 2000
const LONGEST_NAME = 80
/** Characters of a data URL; 256 x 256 pixels take some 20,000. */
const LARGEST_PHOTO = 120_000

/** Compared without case, accents and doubled blanks. */
export function plainText(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim()
}

/** Reads a typed value of an attribute or own field; nothing else gets into the store. Dates are `YYYY-MM-DD`. */
export function parseValue(
  { type, choices = [] }: { type: AttributeType | OwnField; choices?: readonly string[] },
  text: string,
): ParsedValue {
  const value = text.trim()
  switch (type) {
    case 'text':
      return value.length > LONGEST_TEXT ? { problem: 'too-long' } : { value, key: plainText(value) }
    case 'name':
      return value.length > LONGEST_NAME ? { problem: 'too-long' } : { value, key: plainText(value) }
    case 'number':
      return parseNumber(value)
    case 'date':
      return isDay(value) ? { value, key: value } : { problem: 'not-a-date' }
    case 'choice': {
      const chosen = choices.find(choice => plainText(choice) === plainText(value))
      return chosen === undefined ? { problem: 'not-a-choice' } : { value: chosen, key: plainText(chosen) }
    }
    case 'link':
      return parseLink(value)
    case 'zone':
      return isKnown(() => new Intl.DateTimeFormat('en', { timeZone: value })) ? { value, key: value } : { problem: 'not-a-zone' }
    case 'language':
      return isKnown(() => new Intl.Locale(value)) ? { value, key: value } : { problem: 'not-a-language' }
    case 'photo':
      return value.length <= LARGEST_PHOTO && /^data:image\/jpeg;base64,\/9j\/[\w+/]+=*$/.test(value)
        ? { value }
        : { problem: 'not-a-picture' }
  }
}

/** `1,234.5` and `1.234,5` are clear, `1.234` is not: half of the world reads a thousand, the other half one and a bit. */
function parseNumber(text: string): ParsedValue {
  const digits = text.replace(/[\s\u00a0\u202f']/g, '').replace(/^\u2212/, '-')
  if (/^-?[1-9]\d{0,2}[.,]\d{3}$/.test(digits)) return { problem: 'ambiguous-number' }
  const decimal = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','))
  const sign = digits.charAt(decimal)
  const grouped = digits.split(sign).length > 2
  const whole = decimal < 0 || grouped ? digits : digits.slice(0, decimal)
  if (!/^-?(?:\d+|\d{1,3}(?:([.,])\d{3}(?:\1\d{3})*))$/.test(whole)) return { problem: 'not-a-number' }
  const fraction = decimal < 0 || grouped ? '' : digits.slice(decimal + 1)
  if (!/^\d*$/.test(fraction) || digits.length > 30) return { problem: 'not-a-number' }
  const number = Number(`${whole.replace(/[.,]/g, '')}.${fraction || '0'}`)
  return { value: String(number), key: number }
}

function isDay(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\d$/.test(text) &&
    isKnown(() => new Date(`${text}T00:00:00Z`).toISOString()) &&
    new Date(`${text}T00:00:00Z`).toISOString().startsWith(text)
  )
}

function parseLink(text: string): ParsedValue {
  const address = /^https?:\/\//i.test(text) ? text : `https://${text}`
  if (text.length > LONGEST_TEXT || /\s/.test(text) || !/^https?:\/\/[^/?#]+\.[^/?#]/i.test(address) || !URL.canParse(address))
    return { problem: 'not-a-link' }
  const { href, username, password } = new URL(address)
  return username || password ? { problem: 'not-a-link' } : { value: href, key: plainText(href) }
}

function isKnown(make: () => unknown): boolean {
  try {
    make()
    return true
  } catch {
    return false
  }
}
