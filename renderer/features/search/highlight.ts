import type { SnippetPart } from '#shared/contract/search.ts'
import { parseQuery } from '#shared/model/query.ts'

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** The words a search looks for, filters aside. */
export function wordsOf(text: string): string[] {
  return parseQuery(text, 'UTC').words.map(word => word.text)
}

/** A name cut into what was searched for and what was not, accents and case aside. */
export function marked(name: string, words: readonly string[]): SnippetPart[] {
  const letters = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(name)].map(({ segment }) => segment)
  const folded = letters.map(fold)
  const hit = letters.map(() => false)
  for (const word of words.map(fold)) {
    if (word === '') continue
    for (let first = 0; first < folded.length; first++) {
      let last = first
      let text = ''
      while (text.length < word.length && last < folded.length) text += folded[last++] ?? ''
      if (text.startsWith(word)) hit.fill(true, first, last)
    }
  }
  const parts: SnippetPart[] = []
  for (const [index, letter] of letters.entries()) {
    const before = parts.at(-1)
    if (before && before.hit === hit[index]) before.text += letter
    else parts.push({ text: letter, hit: hit[index] ?? false })
  }
  return parts
}
