import type { Query, Word } from '#shared/model/query.ts'
import { fold } from '#shared/search/fold.ts'
import { dialled, filled, numbersIn } from '#shared/search/numbers.ts'
import { isSigned } from '#shared/search/signs.ts'
import { spellings } from '#shared/search/spellings.ts'
import type { Vocabulary } from './vocabulary.ts'
import { endsInPart, tokens } from './words.ts'

/** Completions of a phrase's last word that are tried: each is a phrase of its own. */
const PHRASES = 12
/** Digits that are looked for within longer numbers too. */
const NUMBER = /^\d{4,}$/
/** Each of so many digits says enough to be looked for apart from the others. */
const APART = 4
/** Before a number at most. */
const ZEROS = 6
/** Words of so many letters may be written in two; one of the two is in fewer places than this. */
const SHORTEST_JOINED = 4
const LONGEST_JOINED = 20
const RARELY = 500

/** What to look for, in FTS5 syntax, and in how many places its words are at most: undefined when nobody knows. */
export interface Match {
  expression: string
  docs: number | undefined
}

function quote(token: string): string {
  return `"${token.replaceAll('"', '""')}"`
}

/**
 * The full-text expression for a query's words, or undefined when it has none. With `wide`, a word also means every indexed word that contains
 * it, as "8841" finds "A-18841", and rarer words that begin so. Digits always do: who types a number seldom types all of it, or the country's code.
 */
export function matchExpression(known: Vocabulary, { words, without }: Pick<Query, 'words' | 'without'>, wide: boolean): Match | undefined {
  const terms = words.flatMap(word => matchAny(known, [word, ...(word.or ?? [])], wide) ?? [])
  if (terms.length === 0) return undefined
  const not = withoutExpression(known, { without })
  const all = terms.map(term => term.expression).join(' AND ')
  return {
    expression: not === undefined ? all : `(${all}) NOT (${not})`,
    docs: sum(terms.map(term => term.docs)),
  }
}

/** The full-text expression for what may not be found; undefined when everything may. */
export function withoutExpression(known: Vocabulary, { without }: Pick<Query, 'without'>): string | undefined {
  const terms = without.flatMap(word => matchWord(known, word, false)?.expression ?? [])
  return terms.length > 0 ? terms.join(' OR ') : undefined
}

/** The expression for somebody's name or address in one column of the index; undefined when there is nothing to look for. */
export function personExpression(known: Vocabulary, column: 'sender' | 'recipients', person: string): string | undefined {
  const match = matchWord(known, { text: person, phrase: false }, false)
  return match && `${column} : ${match.expression}`
}

function matchAny(known: Vocabulary, words: readonly Word[], wide: boolean): Match | undefined {
  const any = words.flatMap(word => matchWord(known, word, wide) ?? [])
  return any.length < 2 ? any[0] : { expression: `(${any.map(one => one.expression).join(' OR ')})`, docs: sum(any.map(one => one.docs)) }
}

function matchWord(known: Vocabulary, { text, phrase, digits }: Word, wide: boolean): Match | undefined {
  const pieces = tokens(text)
  const [piece] = pieces
  if (piece === undefined) return undefined
  // After signs no word goes on.
  if (isSigned(text)) return text.startsWith('.') ? begun(known, pieces, false) : whole(known, pieces, false)
  const look = (one: string[]) => (phrase ? whole(known, one, endsInPart(text)) : begun(known, one, wide))
  const either = [look(pieces)]
  for (const spelling of spellings(text)) {
    const others = tokens(spelling)
    // Nothing begins with what nobody wrote; Mª is the whole of a word.
    if (others.slice(0, -1).some(one => known.occurrences(one) === undefined)) continue
    const other = /[ªº]$/.test(spelling) ? whole(known, others, false) : look(others)
    if (other.docs !== undefined) either.push(other)
  }
  if (!phrase) either.push(...numbers(known, text, digits !== undefined))
  if (!phrase && pieces.length === 1 && digits === undefined && (wide || NUMBER.test(piece))) either.push(...within(known, piece))
  if (!phrase && wide) either.push(...otherwiseJoined(known, fold(text), pieces))
  return { expression: `(${[...new Set(either.map(one => one.expression))].join(' OR ')})`, docs: sum(either.map(one => one.docs)) }
}

/** As it stands. Of a run of characters the last may go on in the text. */
function whole(known: Vocabulary, pieces: string[], goesOn: boolean): Match {
  const expression = quote(pieces.join(' '))
  return { expression: goesOn ? `${expression} *` : expression, docs: sum(pieces.map(one => known.occurrences(one))) }
}

/** A word as it was typed: its last piece may be unfinished. `ana@ex` means ana followed by ex…. */
function begun(known: Vocabulary, pieces: string[], wide: boolean): Match {
  const before = pieces.slice(0, -1)
  const { docs, terms } = known.completions(pieces.at(-1) ?? '', wide)
  const all = sum([docs, ...before.map(piece => known.occurrences(piece))])
  if (!terms) return { expression: `${quote(pieces.join(' '))} *`, docs: all }
  const words = before.length > 0 ? terms.slice(0, PHRASES) : terms
  const either = new Set([pieces.at(-1) ?? '', ...words].map(last => quote([...before, last].join(' '))))
  return { expression: `(${[...either].join(' OR ')})`, docs: all }
}

/** A number in other groups than it was typed in, with or without its country's code, and in longer ones. */
function numbers(known: Vocabulary, text: string, inGroups: boolean): Match[] {
  const forms = inGroups || /^\+?\d{7,}$/.test(text) ? dialled(text) : []
  const all: Match[] = [...new Set([...forms, ...numbersIn(text)])].map(one => ({ ...begun(known, tokens(one), false), docs: 0 }))
  all.push(...forms.slice(0, 2).flatMap(one => within(known, one)))
  all.push(...withZeros(known, fold(text)))
  const groups = inGroups ? tokens(text) : []
  if (groups.length > 1 && groups.every(one => one.length >= APART)) {
    all.push({ expression: `(${groups.map(one => `${quote(one)} *`).join(' AND ')})`, docs: 0 })
  }
  return all
}

/** With and without zeros and a sign after its letters. */
function withZeros(known: Vocabulary, folded: string): Match[] {
  const number = filled(folded)
  if (!number) return []
  return Array.from({ length: ZEROS + 1 }, (_, zeros) => '0'.repeat(zeros) + number.digits)
    .flatMap(digits => [[number.letters + digits], [number.letters, digits]])
    .map(pieces => begun(known, pieces, false))
    .flatMap(({ expression, docs }) => (docs === undefined ? [] : { expression, docs: 0 }))
}

function within(known: Vocabulary, piece: string): Match[] {
  return known.containing(piece).map(({ term, docs }) => ({ expression: quote(term), docs }))
}

/** Wi-Fi is found by wifi, and wifi by Wi-Fi; a Japanese name with a blank between family and given name without it. */
function otherwiseJoined(known: Vocabulary, word: string, pieces: readonly string[]): Match[] {
  const letters = [...word]
  if (letters.length < SHORTEST_JOINED || letters.length > LONGEST_JOINED) return []
  const joined = word.replace(/[-'’.]/g, '')
  if (!/^[\p{L}\p{M}ー]+$/u.test(joined)) return []
  if (joined !== word) return pieces.length > 1 && known.occurrences(joined) !== undefined ? [{ expression: quote(joined), docs: 0 }] : []
  return letters.slice(1).flatMap((_, at) => {
    const cut = tokens(`${letters.slice(0, at + 1).join('')} ${letters.slice(at + 1).join('')}`)
    // Two of the commonest words in a row are looked for longer than anyone waits.
    return rarest(known, cut) < RARELY ? [{ expression: quote(cut.join(' ')), docs: 0 }] : []
  })
}

/** In how many places the rarest of words is; any number when one is not known. The longest is known least, and no other looked up then. */
function rarest(known: Vocabulary, words: readonly string[]): number {
  let least = Number.POSITIVE_INFINITY
  for (const word of words.toSorted((a, b) => b.length - a.length)) {
    const docs = known.occurrences(word)
    if (docs === undefined) return Number.POSITIVE_INFINITY
    least = Math.min(least, docs)
  }
  return least
}

function sum(docs: readonly (number | undefined)[]): number | undefined {
  return docs.reduce<number | undefined>((all, one) => (all === undefined || one === undefined ? undefined : all + one), 0)
}
