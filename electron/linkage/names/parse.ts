import { consonants, fold, isArabic, isHan, skeleton, sound } from './scripts.ts'

/** One word of a name, in the forms it is compared by. */
export interface Word {
  /** Latin letters, no accents, lower case. */
  text: string
  /** As written, lower case. */
  written: string
  bones: string
  /** Coarse keys by sound and by consonants. */
  sound: string
  frame: string
  arabic: boolean
  /** One for each spelling. */
  id: number
}

/** A name taken apart. A word that nobody knows the place of counts as family name: Spanish names have two. */
export interface ParsedName {
  written: string
  given: Word[]
  family: Word[]
}

/** How much of a word's occurrences are given names, 0 to 1; undefined where too little is known. */
export type GivenShare = (word: string) => number | undefined

const titles = new Set(
  'mr mrs ms miss dr prof sir sr sra srta don dona d dna herr frau hr fr dipl ing mag lic abg pan pani mgr inz mme mlle monsieur madame signor signora dott jr snr jnr phd md esq'.split(
    ' ',
  ),
)
const particles = new Set(
  'de del la las los y e i da do dos das van von vom der den ter ten zu zum zur di du le al el ad as ar an bin ibn bint the of'.split(' '),
)
const doubleSurnames = new Set(['欧阳', '司马', '诸葛', '上官', '司徒', '夏侯', '皇甫', '尉迟', '公孙', '慕容', '令狐', '东方'])

const known = new Map<string, Word>()
let spellings = 0

/** The same object for the same spelling, so that comparing words can be remembered. */
function wordOf(written: string): Word {
  const seen = known.get(written)
  if (seen) return seen
  const arabic = isArabic(written)
  const text = fold(arabic ? written.replace(/^ال(?=..)/, '') : written).replace(/[^\p{L}\p{N}]/gu, '')
  const frame = consonants(text)
  const word = { text, written, bones: arabic ? frame : skeleton(text), sound: sound(text), frame, arabic, id: spellings++ }
  // A bound for hostile input; a million customers have some hundred thousand different words.
  if (known.size > 1_000_000) known.clear()
  known.set(written, word)
  return word
}

function words(text: string): Word[] {
  const all = text
    .replace(/['’`´]/g, '')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(part => part !== '' && !/\p{N}/u.test(part))
    .map(part => wordOf(part.normalize('NFC').toLowerCase()))
    .filter(word => word.text !== '')
  const joined: Word[] = []
  for (let i = 0; i < all.length; i++) {
    const word = all[i]
    const next = all[i + 1]
    if (!word) continue
    if (next && (word.text === 'mc' || word.text === 'mac')) {
      joined.push(wordOf(word.written + next.written))
      i++
    } else joined.push(word)
  }
  const proper = joined.filter(word => !titles.has(word.text))
  // `E. Moreno` begins with an initial.
  const bare = proper.filter((word, index) => !particles.has(word.text) || (index === 0 && word.text.length === 1))
  // Copied, so that it takes no more room than it needs.
  return (bare.length > 0 ? bare : proper.length > 0 ? proper : joined).slice()
}

/** Undefined for what holds no word (an address, a number, nothing). */
export function parseName(written: string, share: GivenShare = () => undefined): ParsedName | undefined {
  const text = written.length > 200 ? written.slice(0, 200) : written
  if (text.includes('@')) return undefined
  const comma = /[,，]/.exec(text)?.index ?? -1
  if (comma >= 0) {
    const family = words(text.slice(0, comma))
    const given = words(text.slice(comma + 1))
    if (given.length + family.length === 0) return undefined
    return turned(given, family, share) ? { written, given: family, family: given } : { written, given, family }
  }
  const all = words(text)
  const [first, ...rest] = all
  if (!first) return undefined
  if (rest.length === 0) return alone(written, first, share)
  const last = rest.pop()
  if (!last) return undefined
  const middle = rest
  const lastFirst = turned([first], [last], share)
  const [given, family] = lastFirst ? [last, first] : [first, last]
  const isGiven = (word: Word) => word.text.length === 1 || (share(word.text) ?? 0) > 0.5
  const givens = middle.filter(isGiven)
  const families = middle.filter(word => !isGiven(word))
  return lastFirst
    ? { written, given: [given, ...givens], family: [family, ...families] }
    : { written, given: [given, ...givens], family: [...families, family] }
}

function alone(written: string, word: Word, share: GivenShare): ParsedName {
  if (isHan(word.written) && word.written.length >= 2 && word.written.length <= 4) {
    const cut = word.written.length > 2 && doubleSurnames.has(word.written.slice(0, 2)) ? 2 : 1
    return { written, given: [wordOf(word.written.slice(cut))], family: [wordOf(word.written.slice(0, cut))] }
  }
  return (share(word.text) ?? 1) < 0.3 ? { written, given: [], family: [word] } : { written, given: [word], family: [] }
}

/** What is written as given name is known as family name everywhere else, and the other way round. */
function turned(given: Word[], family: Word[], share: GivenShare): boolean {
  if (given.length === 0 || family.length === 0) return false
  return given.every(word => (share(word.text) ?? 1) < 0.2) && family.every(word => (share(word.text) ?? 0) > 0.8)
}

/** A name from the part of a mail address before the @, where it is one: `ana.garcia77` is Ana Garcia. */
export function nameInAddress(local: string, share: GivenShare, familyKnown: (word: string) => boolean): string | undefined {
  const parts = local
    .replace(/\d+/g, '')
    .split(/[._-]+/)
    .filter(part => part !== '')
  if (parts.length > 3 || parts.some(part => !/^\p{L}+$/u.test(part))) return undefined
  if (parts.length >= 2) return parts.some(part => part.length > 1) ? parts.join(' ') : undefined
  const [whole] = parts
  if (whole === undefined || whole.length < 5) return undefined
  let best: string | undefined
  for (let cut = 2; cut <= whole.length - 2; cut++) {
    const [head, tail] = [whole.slice(0, cut), whole.slice(cut)]
    if ((share(head) ?? 0) > 0.7 && familyKnown(tail)) return `${head} ${tail}`
    if ((share(tail) ?? 0) > 0.7 && familyKnown(head)) best = `${tail} ${head}`
  }
  if (best !== undefined) return best
  return familyKnown(whole.slice(1)) && (share(whole) ?? 0) < 0.5 ? `${whole.slice(0, 1)} ${whole.slice(1)}` : undefined
}
