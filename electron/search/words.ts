const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+/gu
const HAS_CJK = /[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/

/** The overlapping pairs of a run of characters: 請求書 gives 請求 求書; a single character stays as it is. */
function pairs(run: string): string[] {
  const characters = [...run]
  if (characters.length < 2) return characters
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`)
}

/**
 * Text as the index takes it. Chinese and Japanese are written without spaces, so a run of them is one long word to the tokenizer: cut it
 * into pairs, and a phrase of pairs finds any part of it of two characters or more.
 */
export function indexable(text: string): string {
  return HAS_CJK.test(text) ? text.replace(CJK, run => ` ${pairs(run).join(' ')} `) : text
}

/** The pieces a typed word is looked up as, in order; the same cutting as `indexable` and as the index's tokenizer. */
export function tokens(word: string): string[] {
  return indexable(word).match(/[\p{L}\p{N}\p{M}\p{Co}]+/gu) ?? []
}

/** Folded for comparing: no accents, lower case, one character for one character wherever that can be. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
