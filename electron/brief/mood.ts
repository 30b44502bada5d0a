import type { BriefLine } from '#shared/contract/brief.ts'
import type { Heard } from './read.ts'
import { type Matcher, says } from './rules/compile.ts'

/** So many of the customer's latest messages count, and none older than this before the latest, ms. */
const LATEST = 3
const RECENT = 7 * 24 * 3_600_000
/** From here on it is more than a word. */
const ENOUGH = 2

/** How the customer's latest messages sound, from single words; nothing when they sound like anybody's. */
export function moodOf(matter: readonly Heard[]): Extract<BriefLine, { kind: 'mood' }> | undefined {
  const theirs = matter.filter(each => each.direction === 'in' && !each.automatic && each.sentences.length > 0)
  const newest = theirs.at(-1)
  if (!newest) return undefined
  const latest = theirs.slice(-LATEST).filter(each => newest.at - each.at <= RECENT)
  const down: string[] = []
  const up: string[] = []
  let score = 0
  for (const heard of latest) {
    const { mood } = heard.rules
    const taken: [number, number][] = []
    const count = (matcher: Matcher, weight: number, sentence: { said: string; from: number }): void => {
      for (const match of sentence.said.matchAll(matcher)) {
        const from = match.index
        const to = from + match[0].length
        if (taken.some(([a, b]) => sentence.from + from < b && a < sentence.from + to)) continue
        taken.push([sentence.from + from, sentence.from + to])
        const denied = says(mood.not, sentence.said.slice(Math.max(0, from - 24), from))
        const worth = denied ? -weight : weight
        score += worth
        const word = heard.text.slice(sentence.from + from, sentence.from + to)
        ;(worth < 0 ? down : up).push(word)
      }
    }
    for (const sentence of heard.sentences) {
      count(mood.worse, -2, sentence)
      count(mood.better, 2, sentence)
      count(mood.bad, -1, sentence)
      count(mood.good, 1, sentence)
    }
  }
  if (Math.abs(score) < ENOUGH) return undefined
  const upset = score < 0
  return {
    kind: 'mood',
    interaction: newest.id,
    at: newest.at,
    mood: upset ? 'upset' : 'pleased',
    words: [...new Set((upset ? down : up).map(word => word.toLowerCase()))].slice(0, 4),
  }
}

/** Nothing but thanks, a greeting or praise: nobody comes back only to say so. */
export function onlyThanks({ sentences, rules }: Heard): boolean {
  return (
    sentences.length > 0 &&
    sentences.every(
      ({ said, asks, filler, short }) =>
        !asks && (filler || short || says(rules.sentences.thanks, said) || says(rules.mood.better, said) || said.split(' ').length === 1),
    )
  )
}
