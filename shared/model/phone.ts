import { isSupportedCountry, parseIncompletePhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js'

/** Digits of the longest that is taken for an extension. */
const EXTENSION = 6

const known = new Map<string, string | undefined>()

/**
 * One spelling for each number: E.164 (`+34600111222`), or the bare digits of an internal extension or of a number that
 * only its own network understands. `region` (two letters) is where numbers without a country code are at home.
 * Undefined for a hidden caller ("anonymous", "Unknown", "-1", "") and for what is no number at all.
 * Takes `tel:` and `sip:user@host` forms. Giving it its own result changes nothing.
 */
export function normalisePhone(raw: string, region: string): string | undefined {
  const key = `${region} ${raw}`
  if (known.has(key)) return known.get(key)
  const number = raw.length > 200 ? undefined : normalise(raw, region.toUpperCase())
  if (known.size >= 20_000) known.clear()
  known.set(key, number)
  return number
}

function normalise(raw: string, region: string): string | undefined {
  const text = raw
    .normalize('NFKC')
    .trim()
    .replace(/^(?:tel|sips?|callto):/i, '')
    .replace(/[@;].*$/s, '')
    .replace(/^%2b/i, '+')
    .replace(/(?<!\s)\s*(?:ext\.?|x)\s*\d+$/i, '')
  // A presentation code of Android's call log, or anything with letters in it (a sender's name, a SIP user), is no number.
  if (/^-\d$/.test(text) || !/^[+\p{Nd}\s().\-/\u2010-\u2015\u200e\u202a\u202c]+$/u.test(text)) return undefined
  const dialled = parseIncompletePhoneNumber(text)
  const digits = dialled.replace(/\D/g, '')
  if (digits.length < 2) return undefined
  if (digits.length <= EXTENSION) return digits
  return e164(dialled, region) ?? (digits.length <= 15 ? dialled : undefined)
}

function e164(dialled: string, region: string): string | undefined {
  const local = possible(dialled, region)
  if (local?.valid || dialled.startsWith('+')) return local?.number
  // 00 and 011 are also area codes (011 is Turin), so they count as prefixes only when the region makes no sense of them.
  const abroad = /^(?:00|011)(\d+)$/.exec(dialled)?.[1]
  const international = possible(`+${abroad ?? dialled}`, region)
  return international?.valid ? international.number : (local?.number ?? (abroad ? international?.number : undefined))
}

function possible(dialled: string, region: string): { number: string; valid: boolean } | undefined {
  const parsed = isSupportedCountry(region) ? parsePhoneNumberFromString(dialled, region) : parsePhoneNumberFromString(dialled)
  // Without a prefix that a reading takes away it may be so short that it would be read as an extension.
  if (!parsed?.isPossible() || parsed.number.length <= '+'.length + EXTENSION) return undefined
  const valid = parsed.isValid()
  // Of zeros alone each reading takes one more away, as a prefix.
  const isSettled = valid || parsePhoneNumberFromString(parsed.number)?.number === parsed.number
  return isSettled ? { number: parsed.number, valid } : undefined
}
