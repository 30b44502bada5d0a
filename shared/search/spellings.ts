import { chinese } from './chinese.ts'
import { fold } from './fold.ts'

const GERMAN: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue' }
/** Shorter words are too often other words with one vowel more: pot, poet. Longer ones are no names. */
const SHORTEST = 5
const LONGEST = 24

/** Each of these and each of the others stand so far apart in Unicode. */
const HIRAGANA = /[ぁ-ゖゝゞ]/g
const KATAKANA = /[ァ-ヶヽヾ]/g
const APART = 0x60

/** Other ways to write a word, folded; not what folding it gives already. */
export function spellings(text: string): string[] {
  const folded = fold(text)
  return [...new Set([...german(text, folded), ...japanese(folded), ...chinese(folded), ...ordinal(folded), ...version(folded)])].filter(
    one => one !== folded,
  )
}

/** Müller, Mueller, Muller. */
function german(text: string, folded: string): string[] {
  const digraphs = fold(
    text
      .normalize('NFC')
      .toLowerCase()
      .replace(/[äöü]/g, letter => GERMAN[letter] ?? letter),
  )
  const all = [digraphs]
  if (folded.length >= SHORTEST && /^[a-z\P{L}]+$/u.test(folded)) {
    all.push(folded.replace(/([aou])e/g, '$1'))
    if (folded.length <= LONGEST && /^[a-z]+$/.test(folded)) {
      for (const { index } of folded.matchAll(/[aou](?![e])/g)) all.push(`${folded.slice(0, index + 1)}e${folded.slice(index + 1)}`)
    }
  }
  return all
}

/** りんご and リンゴ: all of a word in the one or the other. A letter or two of hiragana are in every text: から, です, が. */
function japanese(folded: string): string[] {
  const moved = (by: number) => (letter: string) => String.fromCharCode(letter.charCodeAt(0) + by)
  const katakana = folded.length < 2 ? folded : folded.replace(HIRAGANA, moved(APART))
  return folded.length < 3 ? [katakana] : [katakana, folded.replace(KATAKANA, moved(-APART))]
}

/** José Mª is José Ma and José María; 2ª is 2a. */
function ordinal(folded: string): string[] {
  const [, begins, ends] = /^(\p{L}{1,3}|\d{1,3})([aoªº])$/u.exec(folded) ?? []
  const other = ends === undefined ? [] : [`${begins}${{ a: 'ª', o: 'º', ª: 'a', º: 'o' }[ends]}`]
  return ['ma', 'mª', 'maria'].includes(folded) ? [...other, 'mª', 'm.ª'] : other
}

/** v2.3.1 and 2.3.1. */
function version(folded: string): string[] {
  const [, v, number] = /^(v?)(\d+(?:\.\d+)+)$/.exec(folded) ?? []
  return number === undefined ? [] : [v === '' ? `v${number}` : number]
}
