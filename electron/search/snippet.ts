import type { SnippetPart } from '#shared/contract/search.ts'
import { maskNumbers } from '#shared/safety/mask.ts'
import { firstHit, highlight, type Mark } from '#shared/search/mark.ts'

const BEFORE = 40
const LENGTH = 180
/** As long as a card number or IBAN gets with its blanks. */
const NUMBER = 120
/** What is said later is not looked for. */
const LOOKED_AT = 20_000
/** A text is looked through in pieces of so many characters, each with the beginning of the next: what is written in a row is found across them. */
const STEP = 1000
const OVERLAP = 100

/** The stretch of a text around its first hit, in one line, about 180 characters, with the hits marked. */
export function snippet(text: string, marks: readonly Mark[]): SnippetPart[] {
  const first = placeOf(text, marks)
  let start = Math.max(0, first - BEFORE)
  if (start > 0) start += text.slice(start, first).search(/\s/) + 1
  // Masked before it is cut: half a number is not known for one.
  const around = Math.max(0, start - NUMBER)
  const rest = maskNumbers(text.slice(around, start + LENGTH * 2 + NUMBER)).slice(start - around, start - around + LENGTH * 2)
  const line = rest.replace(/\s+/g, ' ').trim()
  const shown = line.slice(0, LENGTH).replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '')
  return highlight(`${start > 0 ? '…' : ''}${shown}${line.length > LENGTH || start + LENGTH * 2 < text.length ? '…' : ''}`, marks)
}

/** Where the first hit begins; 0 when there is none. Most texts show theirs early: the rest is not even folded. */
function placeOf(text: string, marks: readonly Mark[]): number {
  if (marks.length === 0) return 0
  // Most are there as they were typed: then nothing needs to be folded.
  const lower = text.slice(0, LOOKED_AT).toLowerCase()
  if (lower.length === Math.min(text.length, LOOKED_AT)) {
    const asTyped = marks.flatMap(({ plain }) => (plain === undefined ? [] : (begins(lower, plain.word, plain.anywhere) ?? [])))
    if (asTyped.length > 0) return Math.min(...asTyped)
  }
  for (let from = 0; from < Math.min(text.length, LOOKED_AT); from += STEP) {
    const first = firstHit(text.slice(from, from + STEP + OVERLAP), marks)
    if (first !== undefined) return from + first
  }
  return 0
}

/** Where the first word begins so. */
function begins(text: string, word: string, anywhere: boolean): number | undefined {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (anywhere || at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '')) return at
  }
  return undefined
}
