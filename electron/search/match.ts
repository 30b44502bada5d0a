import type { Query, Word } from '#shared/model/query.ts'
import type { Db } from '../store/database.ts'
import { completions, containing, occurrences } from './vocabulary.ts'
import { indexable, spellings, tokens } from './words.ts'

/** Completions of a phrase's last word that are tried: each is a phrase of its own. */
const PHRASES = 12

/** What to look for, in FTS5 syntax, and in how many places its words are at most: undefined when nobody knows. */
export interface Match {
  expression: string
  docs: number | undefined
}

function quote(token: string): string {
  return `"${token.replaceAll('"', '""')}"`
}

/**
 * The full-text expression for a query's words, or undefined when it has none. With `parts`, a word also means every indexed word that contains
 * it: "8841" finds "A-18841". Digits always do: who types a number seldom types all of it, or the country's code.
 */
export function matchExpression(db: Db, { words, without }: Pick<Query, 'words' | 'without'>, parts: boolean): Match | undefined {
  const terms = words.flatMap(word => matchWord(db, word, parts) ?? [])
  if (terms.length === 0) return undefined
  const not = without.flatMap(word => matchWord(db, word, false) ?? [])
  const all = terms.map(term => term.expression).join(' AND ')
  return {
    expression: not.length > 0 ? `(${all}) NOT (${not.map(term => term.expression).join(' OR ')})` : all,
    docs: sum(terms.map(term => term.docs)),
  }
}

/** The expression for somebody's name or address in one column of the index; undefined when there is nothing to look for. */
export function personExpression(db: Db, column: 'sender' | 'recipients', person: string): string | undefined {
  const pieces = tokens(person)
  return pieces.length > 0 ? `${column} : (${begun(db, pieces).expression})` : undefined
}

function matchWord(db: Db, { text, phrase, digits }: Word, parts: boolean): Match | undefined {
  const pieces = tokens(text)
  const [piece] = pieces
  if (piece === undefined) return undefined
  if (phrase) return { expression: quote(pieces.join(' ')), docs: sum(pieces.map(one => occurrences(db, one))) }
  const either = [begun(db, pieces)]
  for (const spelling of pieces.length === 1 ? spellings(piece) : []) {
    const other = begun(db, [spelling])
    if (other.docs !== undefined) either.push(other)
  }
  if (digits !== undefined) either.push({ ...begun(db, [digits]), docs: 0 }, ...within(db, digits))
  else if (pieces.length === 1 && (parts || /^\d{4,}$/.test(piece))) either.push(...within(db, piece))
  return { expression: `(${either.map(one => one.expression).join(' OR ')})`, docs: sum(either.map(one => one.docs)) }
}

/** A word as it was typed: its last piece may be unfinished. `ana@ex` means ana followed by ex…. */
function begun(db: Db, pieces: string[]): Match {
  const before = pieces.slice(0, -1)
  const { docs, terms } = completions(db, pieces.at(-1) ?? '')
  const all = sum([docs, ...before.map(piece => occurrences(db, piece))])
  if (!terms) return { expression: `${quote(pieces.join(' '))} *`, docs: all }
  const words = before.length > 0 ? terms.slice(0, PHRASES) : terms
  const either = new Set([pieces.at(-1) ?? '', ...words].map(last => quote([...before, last].join(' '))))
  return { expression: `(${[...either].join(' OR ')})`, docs: all }
}

function within(db: Db, piece: string): Match[] {
  return containing(db, piece).map(({ term, docs }) => ({ expression: quote(term), docs }))
}

function sum(docs: readonly (number | undefined)[]): number | undefined {
  return docs.reduce<number | undefined>((all, one) => (all === undefined || one === undefined ? undefined : all + one), 0)
}

/** The parts of a text that a query's words stand for, to mark them. */
export function marks({ words }: Pick<Query, 'words'>): string[] {
  const all = words.flatMap(({ text, phrase, digits }) => {
    if (phrase) return [text]
    // Pairs of Chinese or Japanese characters mean nothing apart.
    const pieces = indexable(text) === text ? tokens(text) : []
    return [text, ...(digits ? [digits] : []), ...pieces, ...(pieces.length === 1 ? spellings(text) : [])]
  })
  return [...new Set(all)]
}
