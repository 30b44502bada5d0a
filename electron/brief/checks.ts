/** Length of an IBAN by country (ISO 13616 registry, SWIFT, release 99). */
const LENGTHS: Readonly<Record<string, number>> = Object.fromEntries(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 ' +
    'GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 ' +
    'MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 ' +
    'UA29 VA22 VG24 XK20 YE30'
  )
    .split(' ')
    .map(each => [each.slice(0, 2), Number(each.slice(2))]),
)

/**
 * The IBAN that a text begins with, without blanks; undefined unless its country, length and check digits are right: the number with its first
 * four characters last, letters as 10 to 35, is 1 modulo 97 (ISO 13616-1, ISO/IEC 7064 MOD 97-10).
 */
export function ibanAt(text: string): string | undefined {
  const length = LENGTHS[text.slice(0, 2)]
  if (length === undefined) return undefined
  const compact = text.replace(/[ \u00a0]/g, '').slice(0, length)
  if (compact.length < length || !/^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(compact)) return undefined
  let rest = 0
  for (const character of compact.slice(4) + compact.slice(0, 4)) {
    const value = Number.parseInt(character, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1 ? compact : undefined
}

/** Whether a tracking number of the Universal Postal Union has the right check digit (UPU standard S10, section 6: weights 8 6 4 2 3 5 9 7). */
export function isS10(number: string): boolean {
  const found = /^[A-Z]{2}(\d{8})(\d)[A-Z]{2}$/.exec(number)
  if (!found) return false
  const [, serial = '', check] = found
  const sum = [8, 6, 4, 2, 3, 5, 9, 7].reduce((total, weight, index) => total + weight * Number(serial[index]), 0)
  const digit = 11 - (sum % 11)
  return Number(check) === (digit === 10 ? 0 : digit === 11 ? 5 : digit)
}
