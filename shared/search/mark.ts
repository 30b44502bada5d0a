import type { SnippetPart } from '../contract/search.ts'
import { everyWord, type Query, type Word } from '../model/query.ts'
import { fold, foldInPlace } from './fold.ts'
import { dialled, filled, numbersIn } from './numbers.ts'
import { isSigned } from './signs.ts'
import { spellings } from './spellings.ts'

/** What a word that was searched for looks like in a folded text. */
export interface Mark {
  ways: Way[]
  /** Where no word begins so, it may be part of one: Rechnung in Telefonrechnung. */
  inParts: boolean
  /** Where there is nothing else, it may be written in two, or in one: Wi-Fi. */
  joined?: RegExp
  /** What is most often found and sooner than by a pattern: the word itself. */
  plain?: { word: string; anywhere: boolean }
}

interface Way {
  pattern: RegExp
  /** In scripts without blanks a word begins anywhere. */
  anywhere: boolean
  /** It ends where a word does. */
  whole: boolean
}

const RUN =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー\\p{Script=Hangul}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}]'
/** Of words that begin and end. */
const LETTER = new RegExp(`(?!${RUN})[\\p{L}\\p{N}]`, 'u')
const SEGMENT = new RegExp(`${RUN}+|(?:(?!${RUN})[\\p{L}\\p{N}\\p{M}\\p{Co}])+`, 'gu')
const BEGINS_ANYWHERE = new RegExp(`^${RUN}`, 'u')
const ENDS_ANYWHERE = new RegExp(`${RUN}$`, 'u')
/** What stands between words. Not by what is no letter: making that of each word takes longer than the search. */
const BETWEEN =
  '[\\0-/:-@[-`{-\\xa9\\xab-\\xb1\\xb4\\xb6-\\xb8\\xbb\\xbf\\xd7\\xf7\\u055a-\\u055f\\u060c\\u061b\\u061f\\u066a-\\u066d\\u2000-\\u206f\\u20a0-\\u20cf\\u2190-\\u245f\\u2500-\\u2bff\\u3000-\\u3004\\u3008-\\u3020\\u3030\\u30fb\\ufe0f-\\ufe6f\\ufffc\\ufffd\\ud83c-\\ud83e\\udc00-\\udfff]'
/** Between the digits of one number. */
const GAP = "[\\s().,'’/\\-\\u2010-\\u2013]{0,3}"
const SHORTEST_PART = 3

/** The marks of a query's words. */
export function marksOf({ words }: Pick<Query, 'words'>): Mark[] {
  return everyWord(words).flatMap(word => markOf(word) ?? [])
}

function markOf({ text, phrase, digits }: Word): Mark | undefined {
  const folded = fold(text)
  if (folded === '') return undefined
  const numbers = phrase ? [] : [...(digits !== undefined || /^\+?\d{7,}$/.test(text) ? dialled(text) : []), ...numbersIn(text)]
  const all = [...new Set([folded, ...spellings(text), ...numbers.map(fold)])].map(one => one.match(SEGMENT) ?? [])
  const ways = all.filter(segments => segments.length > 0).map(segments => wayOf(segments, phrase))
  // Signs alone are not looked for, but seen.
  if (ways.length === 0 || isSigned(text)) {
    return { ways: [{ pattern: new RegExp(escaped(folded), 'g'), anywhere: !LETTER.test(folded[0] ?? ''), whole: false }], inParts: false }
  }
  const number = phrase ? undefined : filled(folded)
  if (number) ways.push({ pattern: new RegExp(`${number.letters}${GAP}0*${inGroups(number.digits)}`, 'g'), anywhere: false, whole: false })
  const [[first = ''] = [], isLonger] = [all[0], (all[0]?.length ?? 0) > 1]
  return {
    ways,
    inParts: !phrase && folded.length >= SHORTEST_PART,
    ...(!phrase && /^[\p{L}\p{M}ー'’.-]{4,20}$/u.test(folded) && { joined: inOneOrTwo(all[0] ?? []) }),
    ...(!phrase && !isLonger && { plain: { word: first, anywhere: BEGINS_ANYWHERE.test(first) } }),
  }
}

function wayOf(segments: readonly string[], phrase: boolean): Way {
  const first = segments[0] ?? ''
  let source = ''
  for (const [index, segment] of segments.entries()) {
    const before = segments[index - 1]
    if (before !== undefined) source += `${BETWEEN}${ENDS_ANYWHERE.test(before) || BEGINS_ANYWHERE.test(segment) ? '*' : '+'}`
    source += /\d.*\d.*\d.*\d/.test(segment) ? inGroups(segment) : segment
  }
  return {
    pattern: new RegExp(source, 'g'),
    anywhere: BEGINS_ANYWHERE.test(first),
    whole: phrase && !ENDS_ANYWHERE.test(segments.at(-1) ?? ''),
  }
}

function inGroups(number: string): string {
  return [...number].join(GAP)
}

function inOneOrTwo(segments: readonly string[]): RegExp {
  return new RegExp([...segments.join('')].join("[\\s'’.-]?"), 'g')
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}

/** Where a mark is in a folded text, in any order; in parts of words where it is nowhere else. */
function placesOf({ ways, inParts, joined }: Mark, text: string): Span[] {
  const all = ways.flatMap(way =>
    Array.from(text.matchAll(way.pattern), ({ 0: hit, index }) => ({ way, start: index, end: index + hit.length })),
  )
  const begun = all.filter(
    ({ way, start, end }) => (way.anywhere || !LETTER.test(text[start - 1] ?? '')) && (!way.whole || !LETTER.test(text[end] ?? '')),
  )
  if (begun.length > 0 || !inParts) return begun
  if (all.length > 0 || joined === undefined) return all
  return Array.from(text.matchAll(joined), ({ 0: hit, index }) => ({ start: index, end: index + hit.length })).filter(
    ({ start }) => !LETTER.test(text[start - 1] ?? ''),
  )
}

interface Span {
  start: number
  end: number
}

/** A folded text, and where in the text each of its units came from; undefined when each came from its own place. */
interface Folded {
  text: string
  origin: number[] | undefined
}

/** What is folded together: a letter with its marks, the parts of a Korean syllable. */
const TOGETHER = /[\u1100-\u115f][\u1160-\u11a7]?[\u11a8-\u11ff]?|\P{M}[\p{M}\uff9e\uff9f]*|\p{M}+/gsu

function folding(text: string): Folded {
  const inPlace = foldInPlace(text)
  if (inPlace !== undefined) return { text: inPlace, origin: undefined }
  let folded = ''
  const origin: number[] = []
  let position = 0
  for (const [together] of text.matchAll(TOGETHER)) {
    const one = fold(together)
    for (let index = 0; index < one.length; index++) origin.push(position)
    folded += one
    position += together.length
  }
  origin.push(position)
  return { text: folded, origin }
}

/** Where any of the marks are in a text; positions are the text's own, overlaps joined. */
function hits(text: string, marks: readonly Mark[]): Span[] {
  const folded = folding(text)
  const spans: Span[] = []
  for (const mark of marks) {
    for (const { start, end } of placesOf(mark, folded.text)) spans.push(spanOf(folded.origin, start, end))
  }
  spans.sort((a, b) => a.start - b.start || b.end - a.end)
  const joined: Span[] = []
  for (const span of spans) {
    const last = joined.at(-1)
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end)
    else joined.push({ ...span })
  }
  return joined
}

function spanOf(origin: number[] | undefined, from: number, to: number): Span {
  if (!origin) return { start: from, end: to }
  const lastCharacter = origin[to - 1] ?? 0
  let next = to
  while (next < origin.length - 1 && (origin[next] ?? 0) <= lastCharacter) next++
  return { start: origin[from] ?? 0, end: origin[next] ?? 0 }
}

/** Cuts a text into what was found and what was not. */
export function highlight(text: string, marks: readonly Mark[]): SnippetPart[] {
  const pieces: SnippetPart[] = []
  let at = 0
  for (const { start, end } of hits(text, marks)) {
    if (start > at) pieces.push({ text: text.slice(at, start), hit: false })
    pieces.push({ text: text.slice(start, end), hit: true })
    at = end
  }
  if (at < text.length) pieces.push({ text: text.slice(at), hit: false })
  return pieces
}

/** Where the first hit begins in a text; undefined when there is none. */
export function firstHit(text: string, marks: readonly Mark[]): number | undefined {
  const { text: folded, origin } = folding(text)
  const starts = marks.flatMap(mark => placesOf(mark, folded).map(({ start }) => start))
  if (starts.length === 0) return undefined
  const first = starts.reduce((one, other) => Math.min(one, other))
  return origin?.[first] ?? first
}
