import type { SnippetPart } from '#shared/contract/search.ts'
import { maskNumbers } from '#shared/safety/mask.ts'
import { fold } from './words.ts'

const BEFORE = 40
const LENGTH = 180
/** As long as a card number or IBAN gets with its blanks. */
const NUMBER = 120
/** What is said later is not looked for. */
const LOOKED_AT = 20_000
/** A text is looked through in pieces of so many characters. */
const STEP = 1000

interface Span {
  start: number
  end: number
}

/** A folded text, and where in the text each of its units came from; undefined when each came from its own place. */
interface Folded {
  text: string
  origin: number[] | undefined
}

function folding(text: string): Folded {
  const whole = fold(text)
  // Without marks to lose, no character gets shorter: equal lengths mean that none got longer either.
  if (whole.length === text.length && !/\p{M}/u.test(text)) return { text: whole, origin: undefined }
  let folded = ''
  const origin: number[] = []
  let position = 0
  for (const character of text) {
    const one = fold(character)
    for (let index = 0; index < one.length; index++) origin.push(position)
    folded += one
    position += character.length
  }
  origin.push(position)
  return { text: folded, origin }
}

/** Where any of the parts occur in a text, accents and case aside; positions are the text's own, overlaps joined. */
export function hits(text: string, parts: readonly string[]): Span[] {
  const folded = folding(text)
  const spans: Span[] = []
  for (const part of parts) {
    const wanted = fold(part)
    if (wanted === '') continue
    for (let at = folded.text.indexOf(wanted); at !== -1; at = folded.text.indexOf(wanted, at + wanted.length)) {
      spans.push(spanOf(folded.origin, at, at + wanted.length))
    }
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
export function highlight(text: string, parts: readonly string[]): SnippetPart[] {
  const pieces: SnippetPart[] = []
  let at = 0
  for (const { start, end } of hits(text, parts)) {
    if (start > at) pieces.push({ text: text.slice(at, start), hit: false })
    pieces.push({ text: text.slice(start, end), hit: true })
    at = end
  }
  if (at < text.length) pieces.push({ text: text.slice(at), hit: false })
  return pieces
}

/** The stretch of a text around its first hit, in one line, about 180 characters, with the hits marked. */
export function snippet(text: string, parts: readonly string[]): SnippetPart[] {
  const first = firstHit(text, parts)
  let start = Math.max(0, first - BEFORE)
  if (start > 0) start += text.slice(start, first).search(/\s/) + 1
  // Masked before it is cut: half a number is not known for one.
  const around = Math.max(0, start - NUMBER)
  const rest = maskNumbers(text.slice(around, start + LENGTH * 2 + NUMBER)).slice(start - around, start - around + LENGTH * 2)
  const line = rest.replace(/\s+/g, ' ').trim()
  const shown = `${start > 0 ? '…' : ''}${line.slice(0, LENGTH)}${line.length > LENGTH || start + LENGTH * 2 < text.length ? '…' : ''}`
  return highlight(shown, parts)
}

/** Where the first hit begins; 0 when there is none. Most texts show theirs early: the rest is not even folded. */
function firstHit(text: string, parts: readonly string[]): number {
  const wanted = parts.map(fold).filter(part => part !== '')
  // Most are there as they were typed: then nothing needs to be folded.
  const lower = text.slice(0, LOOKED_AT).toLowerCase()
  const asTyped = wanted.map(part => lower.indexOf(part)).filter(at => at !== -1)
  if (asTyped.length > 0 && lower.length === Math.min(text.length, LOOKED_AT)) return Math.min(...asTyped)
  const longest = Math.max(...wanted.map(part => part.length), 0)
  for (let from = 0; from < Math.min(text.length, LOOKED_AT); from += STEP) {
    // Line breaks become blanks, one for one: what is written in a row is found across them.
    const { text: folded, origin } = folding(text.slice(from, from + STEP + longest * 2).replace(/\s/g, ' '))
    const places = wanted.map(part => folded.indexOf(part)).filter(at => at !== -1)
    if (places.length > 0) {
      const first = Math.min(...places)
      return from + (origin?.[first] ?? first)
    }
  }
  return 0
}
