/** Lengths of IBANs by country (SWIFT, IBAN Registry, release 99). */
const IBAN_LENGTHS = new Map(
  `AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22
  GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20
  MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26
  UA29 VA22 VG24 XK20 YE30`
    .split(/\s+/)
    .map(entry => [entry.slice(0, 2), Number(entry.slice(2))]),
)

/**
 * Beginnings and lengths of card numbers (ISO/IEC 7812-1, as the networks publish theirs). No Visa of 13 digits: none is in use any more, and the
 * barcodes of German and Japanese goods look like one.
 */
const CARD =
  /^(?:4(?:\d{15}|\d{18})|(?:5[1-5]|2[2-6]|27[0-2])\d{14}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|35(?:2[89]|[3-8]\d)\d{12}|6(?:011|2\d\d|4[4-9]\d|5\d\d)\d{12,15})$/

/** How the digits of cards stand together, by how many there are in each group. */
const SHAPES = ['4 4 4 4', '4 4 4 4 3', '4 6 5', '4 6 4', '14', '15', '16', '17', '18', '19']
const FEWEST = 14
const MOST = 19

/** Of one number; a line may end within it, and the next one begin with the marks of a quoted mail. */
const GAP = String.raw`[ \t]{0,3}(?:[-./·][ \t]{0,2}|\r?\n[ \t>]{0,6})?`
/** Of digits that could hold a card number, and more beside it. */
const STRETCH = /(?<!\d)\d(?:[\s./·>-]{0,9}\d){13,400}/g
const ONE_GAP = new RegExp(`^${GAP}$`)
const ibanOf = new Map(
  [...new Set(IBAN_LENGTHS.values())].map(length => [length, new RegExp(`[A-Za-z](?:${GAP}[A-Za-z0-9]){${length - 1}}`, 'y')]),
)

const SHOWN = 4

/**
 * Hides all but the last four characters of card numbers and IBANs: what has a number's length, beginning and right check digits, in whatever
 * digits and with whatever signs between its groups. The text keeps its length, so that places in it stay where they are.
 */
export function maskNumbers(text: string): string {
  const { plain, places } = plainly(text)
  // Most texts hold nothing that could be one: a look at them costs a tenth of a search.
  const cards = [...plain.matchAll(STRETCH)].flatMap(({ 0: stretch, index }) => cardsIn(plain, index, index + stretch.length))
  const ibans = /[A-Za-z]{2}\d{2}/.test(plain) ? ibansIn(plain) : []
  const hidden = [...cards, ...ibans].flatMap(({ at, end }) => signsIn(plain, at, end).slice(0, -SHOWN))
  if (hidden.length === 0) return text
  const signs = text.split('')
  for (const at of hidden) signs[places?.[at] ?? at] = '•'
  return signs.join('')
}

/** As `maskNumbers` in HTML that a sanitiser wrote: a number may change its looks half-way, and stand in what a picture or a link says of itself. */
export function maskHtml(html: string): string {
  const parts = html.split(/(<[^<>]*>)/)
  // Text and tags take turns. What begins a line of its own, or a cell, ends a number.
  const between = (tag: string): string =>
    /^<\/?(?:a|b|bdi|bdo|big|code|del|em|font|i|ins|kbd|mark|s|samp|small|span|strike|strong|sub|sup|tt|u|var)\b/.test(tag)
      ? ''
      : /^<br\b/.test(tag)
        ? '\n'
        : '\n\n'
  const shown = maskNumbers(parts.map((part, index) => (index % 2 === 0 ? part : between(part))).join(''))
  let at = 0
  return parts
    .map((part, index) => {
      if (index % 2 === 1) {
        at += between(part).length
        return part.replace(/(?<= (?:alt|title)=")[^"]*/g, maskNumbers)
      }
      at += part.length
      return shown.slice(at - part.length, at)
    })
    .join('')
}

/** Zeros of the digits that people write numbers in: Arabic, Persian and Urdu, Hindi, Bengali, Thai. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50]
/** Those digits, the wide forms of ASCII, spaces and hyphens of all kinds. */
const ODD =
  /[\u00a0\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59\u2000-\u200a\u2010-\u2015\u2024\u202f\u205f\u2212\u3000\uff01-\uff5e]/g
const NO_WIDTH = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/

/** The text in ASCII as far as numbers go, without what has no width. `places`: where each of its characters stands in the text, unless all do there. */
function plainly(text: string): { plain: string; places?: number[] } {
  if (!NO_WIDTH.test(text)) return { plain: text.replace(ODD, ascii) }
  const places = Array.from({ length: text.length }, (_, at) => at).filter(at => !NO_WIDTH.test(text[at] ?? ''))
  return {
    plain: places
      .map(at => text[at])
      .join('')
      .replace(ODD, ascii),
    places,
  }
}

function ascii(sign: string): string {
  const code = sign.charCodeAt(0)
  const zero = ZEROS.find(each => code >= each && code <= each + 9)
  if (zero !== undefined) return String(code - zero)
  if (code >= 0xff01) return String.fromCharCode(code - 0xfee0)
  return code === 0x2024 ? '.' : /[\u2010-\u2015\u2212]/.test(sign) ? '-' : ' '
}

interface Range {
  at: number
  end: number
}

/** Between two places that no number goes beyond. */
function cardsIn(text: string, from: number, to: number): Range[] {
  const groups = [...text.slice(from, to).matchAll(/\d+/g)].map(({ 0: digits, index }) => ({
    digits,
    at: from + index,
    end: from + index + digits.length,
  }))
  const gaps = [...groups, undefined].map((group, index) => text.slice(groups[index - 1]?.end ?? from, group?.at ?? to))
  const isLoose = gaps.map(gap => gap === ' ' || gap === '-')
  const found: Range[] = []
  for (let first = 0; first < groups.length; first++) {
    const at = groups[first]?.at ?? 0
    if (/[+\w]/.test(text[at - 1] ?? '')) continue
    // In groups of any length only where nothing else stands beside them.
    let isWhole = first === 0 || !isLoose[first]
    let digits = ''
    let shape = ''
    let lines = 0
    for (let last = first; last < groups.length; last++) {
      const group = groups[last]
      const gap = gaps[last] ?? ''
      if (!group || digits.length + group.digits.length > MOST) break
      if (last > first) {
        if (!ONE_GAP.test(gap)) break
        lines += gap.includes('\n') ? 1 : 0
        isWhole &&= isLoose[last] === true
      }
      digits += group.digits
      shape = shape === '' ? String(group.digits.length) : `${shape} ${group.digits.length}`
      const isShape = SHAPES.some(each => each.startsWith(shape))
      if (lines > 1 || !(isWhole || isShape)) break
      if (digits.length < FEWEST || /\w/.test(text[group.end] ?? '')) continue
      if (((isWhole && !isLoose[last + 1]) || SHAPES.includes(shape)) && isCard(digits)) {
        found.push({ at, end: group.end })
        first = last
        break
      }
    }
  }
  return found
}

function ibansIn(text: string): Range[] {
  const found: Range[] = []
  const begins = /(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}/g
  for (let match = begins.exec(text); match; match = begins.exec(text)) {
    const iban = ibanOf.get(IBAN_LENGTHS.get(match[0].slice(0, 2).toUpperCase()) ?? 0)
    if (!iban) continue
    iban.lastIndex = match.index
    const whole = iban.exec(text)?.[0]
    if (whole === undefined || !isIban(whole.replace(/[^A-Za-z0-9]/g, ''))) continue
    found.push({ at: match.index, end: match.index + whole.length })
    begins.lastIndex = match.index + whole.length
  }
  return found
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
function isIban(iban: string): boolean {
  const turned = (iban.slice(4) + iban.slice(0, 4)).toUpperCase()
  let rest = 0
  for (const sign of turned) {
    const value = Number.parseInt(sign, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}

/** Places of letters and digits. */
function signsIn(text: string, at: number, end: number): number[] {
  return Array.from({ length: end - at }, (_, index) => at + index).filter(index => /[A-Za-z0-9]/.test(text[index] ?? ''))
}
