/** Lengths of IBANs by country (SWIFT, IBAN Registry, release 99). */
const IBAN_LENGTHS = new Map(
  `AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22
  GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20
  MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26
  UA29 VA22 VG24 XK20 YE30`
    .split(/\s+/)
    .map(entry => [entry.slice(0, 2), Number(entry.slice(2))]),
)

/** Beginnings and lengths of card numbers (ISO/IEC 7812-1, as the networks publish theirs). */
const CARD =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]|2[2-7])\d{14}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|35\d{14}|6(?:011|2\d\d|4[4-9]\d|5\d\d)\d{12,15})$/

const SHOWN = 4

/**
 * Hides all but the last four characters of card numbers and IBANs: what has a number's length, beginning and right check digits. The text
 * keeps its length, so that places in it stay where they are.
 */
export function maskNumbers(text: string): string {
  // Most texts hold nothing that could be one: a look at them costs a tenth of a search.
  return maskIbans(/\d[\d -]{12}/.test(text) ? maskCards(text) : text)
}

function maskCards(text: string): string {
  return text.replace(/(?<![+\w])\d(?:[ -]?\d){12,18}(?!\w)/g, found => (isCard(found.replace(/\D/g, '')) ? hidden(found) : found))
}

function maskIbans(text: string): string {
  if (!/[A-Za-z]{2}\d{2}/.test(text)) return text
  return text.replace(/(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]){11,30}/g, found => {
    const length = IBAN_LENGTHS.get(found.slice(0, 2).toUpperCase()) ?? 0
    const end = endOf(found, length)
    const iban = found.slice(0, end)
    return length > 0 && isIban(iban.replace(/[ -]/g, ''), length) ? hidden(iban) + found.slice(end) : found
  })
}

/** Luhn (ISO/IEC 7812-1 annex B). */
function isCard(digits: string): boolean {
  if (!CARD.test(digits)) return false
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

/** ISO 13616-1: the first four characters at the end, letters as numbers from 10, the remainder by 97 is 1. */
function isIban(iban: string, length: number): boolean {
  if (iban.length !== length) return false
  const turned = (iban.slice(4) + iban.slice(0, 4)).toUpperCase()
  let rest = 0
  for (const sign of turned) {
    const value = Number.parseInt(sign, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}

/** Where so many characters end, spaces and hyphens not counted. */
function endOf(text: string, length: number): number {
  let seen = 0
  for (let at = 0; at < text.length; at++) {
    if (/[A-Za-z0-9]/.test(text[at] ?? '')) seen++
    if (seen === length) return at + 1
  }
  return text.length
}

function hidden(number: string): string {
  let left = number.replace(/[^A-Za-z0-9]/g, '').length - SHOWN
  return number.replace(/[A-Za-z0-9]/g, sign => (left-- > 0 ? '•' : sign))
}
