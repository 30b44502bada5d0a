/** What stands over, under or in letters that are found without it: Latin, Greek, Cyrillic, Hebrew, Arabic. Marks of other scripts are letters. */
const DIACRITICS = /(?=[\u0300-\u06ff]|[\u1ab0-\u1dff]|[\u20d0-\u20ff]|[\ufe20-\ufe2f])\p{M}/gu
/** Not seen at all: where a word may be broken, which way it runs, how it is joined or drawn; and what only makes an Arabic word longer. */
const UNSEEN = /[\u00ad\u0640\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]|\p{Variation_Selector}|\u034f/gu

/** Letters that no decomposition takes apart, as those write who do not have them on their keys. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ħ: 'h', ŧ: 't', ı: 'i', ĸ: 'k', ŋ: 'n' },
  ...{ ς: 'σ', ٱ: 'ا', ى: 'ي', ی: 'ي', ک: 'ك', ة: 'ه' },
  ...{ 髙: '高', 﨑: '崎', 𠮷: '吉' },
}
const LETTER = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'gu')
/** Digits of scripts that have their own; ten of them in a row. */
const DIGIT = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59]/g
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50]

/** All but 1.º and 2.ª, too many Spanish texts would be others folded, and ellipses, which would not keep their places. */
const KEPT_APART = /[^ªº…]+/g

const PLAIN = /^[\0-\x7f]*$/

/** What each of Unicode's first plane becomes wherever it stands, learned when first met: a look costs a sixth of folding it. */
const becomes = new Uint16Array(0x1_0000)
/** In its place, of what becomes more or less than one, or something else beside others: marks, and the parts of Korean syllables. */
const DEPENDS = 0xffff
const BESIDE_OTHERS = /[\p{M}\u1100-\u11ff\ua960-\ua97f\ud7b0-\udfff]/u

function learned(unit: number): number {
  const character = String.fromCharCode(unit)
  const folded = foldWhole(character)
  const isSteady = folded.length === 1 && !BESIDE_OTHERS.test(character.normalize('NFKC'))
  const one = isSteady ? folded.charCodeAt(0) : DEPENDS
  becomes[unit] = one
  return one
}

/** What is folded is written here first; what is longer is folded in the long way. */
const room = new Uint16Array(32_768)
const units = new TextDecoder('utf-16le', { ignoreBOM: true })

/**
 * Text as it is compared: lower case, no accents, ß as ss, ł as l, letters of full and half width, of one Arabic alef and with digits of one kind.
 * Giving it its own result changes nothing.
 */
export function fold(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase()
  return foldInPlace(text) ?? foldWhole(text)
}

/** The same, of a text of which each character becomes one in its place; undefined for any other. */
export function foldInPlace(text: string): string | undefined {
  if (text.length > room.length) return undefined
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    const one = becomes[unit] || learned(unit)
    if (one === DEPENDS) return undefined
    room[at] = one
  }
  return units.decode(room.subarray(0, text.length))
}

function foldWhole(text: string): string {
  return text
    .replace(KEPT_APART, part => part.normalize('NFKC'))
    .toLowerCase()
    .normalize('NFD')
    .replace(DIACRITICS, '')
    .replace(UNSEEN, '')
    .replace(LETTER, letter => LETTERS[letter] ?? letter)
    .replace(DIGIT, digit => {
      const code = digit.charCodeAt(0)
      return String(code - (ZEROS.findLast(zero => zero <= code) ?? code))
    })
    .normalize('NFC')
}
