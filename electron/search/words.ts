const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+/gu
const HAS_CJK = /[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]/
/** Letters and digits as wide as a Chinese character, kana as narrow as a digit: the same to who reads them. */
const HAS_WIDTHS = /[\uff00-\uffef]/

/**
 * The overlapping pairs of a run of characters, and its last one, which begins none: 請求書 gives 請求 求書 書. So a single character is the
 * beginning of a word wherever it stands.
 */
function pairs(run: string): string {
  let cut = ''
  let before = ''
  for (const character of run) {
    if (before !== '') cut += `${before}${character} `
    before = character
  }
  return cut + before
}

/**
 * Text as the index takes it. Chinese and Japanese are written without spaces, so a run of them is one long word to the tokenizer: cut it
 * into pairs, and a phrase of pairs finds any part of it of two characters or more.
 */
export function indexable(text: string): string {
  if (!HAS_CJK.test(text)) return text
  return (HAS_WIDTHS.test(text) ? text.normalize('NFKC') : text).replace(CJK, run => ` ${pairs(run)} `)
}

/**
 * The pieces a typed word is looked up as, in order: cut as `indexable` and the index's tokenizer do, without the last character of a run at its
 * end, which may go on in the text.
 */
export function tokens(word: string): string[] {
  const narrow = HAS_WIDTHS.test(word) ? word.normalize('NFKC') : word
  const cut = HAS_CJK.test(narrow)
    ? narrow.replace(CJK, (run, at) => ` ${at + run.length < narrow.length ? pairs(run) : pairs(run).replace(/(?<=\S) \S+$/u, '')} `)
    : narrow
  return cut.match(/[\p{L}\p{N}\p{M}\p{Co}]+/gu) ?? []
}

/** Folded for comparing: no accents, lower case, one character for one character wherever that can be. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

const GERMAN: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' }

/** Other ways to write a German word: Müller, Mueller; Straße, Strasse. */
export function spellings(word: string): string[] {
  const folded = fold(word)
  const digraphs = word
    .toLowerCase()
    .normalize('NFC')
    .replace(/[äöüß]/g, letter => GERMAN[letter] ?? letter)
  const vowels = folded.length > 4 ? folded.replace(/([aou])e/g, '$1') : folded
  const all = [folded, digraphs, vowels].flatMap(one => [one, one.replaceAll('ss', 'ß'), one.replaceAll('ß', 'ss')])
  return [...new Set(all)].filter(one => fold(one) !== folded)
}
