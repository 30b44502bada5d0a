import { levels } from '../record.ts'
import { jaroWinkler, oneSlip } from '../similarity.ts'
import { areNicknames, nicknameGroups } from './nicknames.ts'
import { type ParsedName, parseName, type Word } from './parse.ts'
import { consonants } from './scripts.ts'

type GivenLevel = (typeof levels.given)[number]
type Closeness = GivenLevel
type FamilyLevel = (typeof levels.family)[number]

export interface NameAgreement {
  given?: { level: GivenLevel; terms: string[] }
  family?: { level: FamilyLevel; terms: string[] }
  /** Given for family. */
  swapped: boolean
  a: string
  b: string
}

/** Pairs of words that were compared, each in the one place that fits it, and their levels: room for as many as are met again. */
const places = 2 ** 20
const knownPairs = new Float64Array(places)
const knownLevels = new Uint8Array(places)

/** How close two words of names are; remembered, since the same words meet again and again. */
function closeness(a: Word, b: Word): Closeness {
  // Ana and Ali are both A.
  if (a.id === b.id) return /^[a-z]$/.test(a.text) ? 'initial' : 'same'
  const [low, high] = a.id < b.id ? [a.id, b.id] : [b.id, a.id]
  const pair = low * 2 ** 26 + high
  const place = (Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)) >>> 12
  const known = knownPairs[place] === pair ? levels.given[knownLevels[place] ?? 0] : undefined
  if (known) return known
  const found = compareWords(a, b)
  knownPairs[place] = pair
  knownLevels[place] = rank[found]
  return found
}

function compareWords(a: Word, b: Word): Closeness {
  if (a.text === b.text) return 'script'
  if (a.arabic !== b.arabic) {
    const [left, right] = [a.arabic ? a.bones : consonants(a.text), b.arabic ? b.bones : consonants(b.text)]
    return left === right ? 'script' : left.length > 3 && oneSlip(left, right) ? 'similar' : 'differ'
  }
  if (a.text.length === 1 || b.text.length === 1) return a.text[0] === b.text[0] ? 'initial' : 'differ'
  if (a.bones === b.bones) return 'script'
  if (areNicknames(a.text, b.text)) return 'nickname'
  const alike = Math.max(jaroWinkler(a.text, b.text), jaroWinkler(a.bones, b.bones))
  // Maite and Maribel, Maria and Mario: either is a name everybody knows, and neither stands for the other.
  const twoNames = nicknameGroups(a.text).length > 0 && nicknameGroups(b.text).length > 0
  if (alike >= 0.92 || oneSlip(a.text, b.text)) return twoNames ? 'alike' : 'similar'
  if (twoNames) return 'differ'
  const [short, long] = a.text.length < b.text.length ? [a.text, b.text] : [b.text, a.text]
  return alike >= 0.83 || (short.length >= 3 && long.startsWith(short)) ? 'alike' : 'differ'
}

const rank: Record<Closeness, number> = { same: 0, part: 1, script: 2, nickname: 3, similar: 4, initial: 5, alike: 6, differ: 7 }

/** Whether two words that differ little are a name each. */
type AreTwoNames = (word: string, other: string) => boolean

/** The closest two words of two lists, and what is left of both. */
function closest(a: Word[], b: Word[]): { level: Closeness; word: Word; other: Word } | undefined {
  let best: { level: Closeness; word: Word; other: Word } | undefined
  for (const word of a)
    for (const other of b) {
      const level = closeness(word, other)
      if (best === undefined || rank[level] < rank[best.level]) best = { level, word, other }
      if (level === 'same') return best
    }
  return best
}

function compareGiven(a: Word[], b: Word[], areTwoNames: AreTwoNames): { level: GivenLevel; terms: string[] } | undefined {
  const best = closest(a, b)
  if (!best) return undefined
  // Written as one word here and as two there: Xiao Ming and Xiaoming, Ana Maria and Anamaria.
  if (a.length !== b.length && rank[best.level] > rank.part) {
    const [left, right] = [a.map(word => word.text).join(''), b.map(word => word.text).join('')]
    if (left === right) return { level: 'script', terms: [left] }
  }
  let level: GivenLevel = judged(best, areTwoNames)
  if (level === 'same' && a.length !== b.length) level = 'part'
  if (a.length > 1 && b.length > 1 && rank[level] <= rank.similar) {
    const rest = closest(
      a.filter(word => word !== best.word),
      b.filter(word => word !== best.other),
    )
    // José Luis is not José Antonio.
    if (rest && rank[rest.level] >= rank.alike) level = 'alike'
  }
  return { level, terms: [common(best.word, best.other)] }
}

function compareFamily(a: Word[], b: Word[], areTwoNames: AreTwoNames): { level: FamilyLevel; terms: string[] } | undefined {
  const [few, many] = a.length <= b.length ? [a, b] : [b, a]
  const left = [...many]
  const found: { level: Closeness; term: string }[] = []
  for (const word of few) {
    const best = closest([word], left)
    if (!best) break
    found.push({ level: judged(best, areTwoNames), term: common(best.word, best.other) })
    if (best.level !== 'differ') left.splice(left.indexOf(best.other), 1)
  }
  if (found.length === 0) return undefined
  const near = found.filter(({ level }) => rank[level] <= rank.similar)
  const terms = near.map(({ term }) => term)
  if (near.length < found.length && near.length > 0) return { level: 'part', terms }
  const worst = found.reduce((sum, each) => (rank[each.level] > rank[sum.level] ? each : sum)).level
  return {
    level: worst === 'nickname' || worst === 'part' ? 'similar' : worst,
    terms: terms.length > 0 ? terms : found.map(({ term }) => term),
  }
}

function judged({ level, word, other }: { level: Closeness; word: Word; other: Word }, areTwoNames: AreTwoNames): Closeness {
  return level === 'similar' && areTwoNames(word.text, other.text) ? 'alike' : level
}

function common(a: Word, b: Word): string {
  return a.arabic === b.arabic ? (a.text < b.text ? a.text : b.text) : a.arabic ? b.text : a.text
}

/** Rough worth of a level, only to choose among arrangements. */
const worth: Record<Closeness, number> = {
  same: 10,
  part: 9,
  script: 9,
  nickname: 7,
  similar: 6,
  initial: 3,
  alike: 2,
  differ: -4,
}

const halfFamily = 5

/** The best of all ways to lay two people's names side by side. Undefined when one has none. */
export function compareNames(a: ParsedName[], b: ParsedName[], areTwoNames: AreTwoNames = () => false): NameAgreement | undefined {
  let best: NameAgreement | undefined
  let most = Number.NEGATIVE_INFINITY
  for (const left of a)
    for (const right of b) {
      for (const swapped of [false, true]) {
        if (swapped && (most >= 15 || !couldSwap(left, right))) continue
        const given = compareGiven(left.given, swapped ? right.family : right.given, areTwoNames)
        const family = compareFamily(left.family, swapped ? right.given : right.family, areTwoNames)
        const value =
          (given ? worth[given.level] : 0) + (family ? (family.level === 'part' ? halfFamily : worth[family.level]) : 0) - (swapped ? 4 : 0)
        if (value <= most || !(given || family)) continue
        most = value
        best = { ...(given && { given }), ...(family && { family }), swapped, a: left.written, b: right.written }
      }
    }
  return best
}

/** Two names whose given names have nothing to do with one another. What is no name differs from none. */
export function namesDiffer(one: string, other: string): boolean {
  const [a, b] = [parseName(one), parseName(other)]
  const level = a && b && compareNames([a], [b])?.given?.level
  return level === 'differ' || level === 'alike'
}

function couldSwap(a: ParsedName, b: ParsedName): boolean {
  const near = (x: Word[], y: Word[]) => rank[closest(x, y)?.level ?? 'differ'] <= rank.similar
  return near(a.given, b.family) || near(a.family, b.given)
}
