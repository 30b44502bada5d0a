import type { SnippetPart } from '#shared/contract/search.ts'
import { fold } from './words.ts'

const BEFORE = 40
const LENGTH = 180

interface Span {
  start: number
  end: number
}

/** Where any of the parts occur in a text, accents and case aside; positions are the text's own, overlaps joined. */
export function hits(text: string, parts: readonly string[]): Span[] {
  const characters = [...text]
  // Folding can change a character's length: remember where each folded unit came from.
  let folded = ''
  const origin: number[] = []
  let position = 0
  for (const character of characters) {
    const one = fold(character)
    for (let index = 0; index < one.length; index++) origin.push(position)
    folded += one
    position += character.length
  }
  origin.push(position)
  const spans: Span[] = []
  for (const part of parts) {
    const wanted = fold(part)
    if (wanted === '') continue
    for (let at = folded.indexOf(wanted); at !== -1; at = folded.indexOf(wanted, at + wanted.length)) {
      const start = origin[at] ?? 0
      const lastCharacter = origin[at + wanted.length - 1] ?? start
      const end = origin.find((value, index) => index >= at + wanted.length && value > lastCharacter) ?? position
      spans.push({ start, end })
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
  const line = text.slice(0, 20_000).replace(/\s+/g, ' ').trim()
  const first = hits(line, parts)[0]?.start ?? 0
  let start = Math.max(0, first - BEFORE)
  if (start > 0) start = line.indexOf(' ', start) + 1 || start
  if (start > first) start = first
  const cut = line.slice(start, start + LENGTH)
  const shown = `${start > 0 ? '…' : ''}${cut}${start + LENGTH < line.length ? '…' : ''}`
  return highlight(shown, parts)
}
