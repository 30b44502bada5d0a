/** Lower case without accents, so that `lucia` finds Lucía. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

/**
 * How well the letters of `typed` are found in order in `text`: higher is better, undefined when they are not all there or only
 * by chance. Beginnings of words and letters side by side count; among equals the shorter text wins.
 */
export function fuzzyScore(typed: string, text: string): number | undefined {
  const letters = plain(typed).replace(/\s+/g, '')
  const target = plain(text)
  let score = 0
  let from = 0
  let last = -2
  for (const letter of letters) {
    const start = wordStart(target, letter, from)
    const next = target.indexOf(letter, from)
    if (next < 0) return undefined
    const at = next === last + 1 || start < 0 ? next : start
    const begins = at === 0 || /[\s\p{P}]/u.test(target[at - 1] ?? '')
    score += at === last + 1 ? 3 : begins ? 2 : 0
    last = at
    from = at + letter.length
  }
  return score < letters.length ? undefined : score - target.length / 1000
}

function wordStart(text: string, letter: string, from: number): number {
  for (let at = text.indexOf(letter, from); at >= 0; at = text.indexOf(letter, at + 1)) {
    if (at === 0 || /[\s\p{P}]/u.test(text[at - 1] ?? '')) return at
  }
  return -1
}

/** Those that hold the letters, best first; all of them in their own order when nothing is typed. */
export function fuzzyFilter<Item>(typed: string, items: readonly Item[], textOf: (item: Item) => string): Item[] {
  if (typed.trim() === '') return [...items]
  return items
    .flatMap(item => {
      const score = fuzzyScore(typed, textOf(item))
      return score === undefined ? [] : [{ item, score }]
    })
    .sort((a, b) => b.score - a.score)
    .map(({ item }) => item)
}
