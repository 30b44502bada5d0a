import type { Query, Word } from '#shared/model/query.ts'
import type { Db } from '../store/database.ts'
import { fold, tokens } from './words.ts'

/** Words of the index that contain a typed part are tried up to this many: more say nothing. */
const PARTS = 64

function quote(token: string): string {
  return `"${token.replaceAll('"', '""')}"`
}

/** A word as it was typed: its last piece may be unfinished. `ana@ex` means ana followed by ex…. */
function prefix(pieces: string[]): string {
  return `${quote(pieces.join(' '))} *`
}

/**
 * The full-text expression (FTS5 syntax) for a query's words, or undefined when it has none. With `parts`, a word also means every indexed word
 * that contains it: "8841" finds "A-18841". Digits always do: who types a number seldom types all of it, or the country's code.
 */
export function matchExpression(db: Db, { words, without }: Pick<Query, 'words' | 'without'>, parts: boolean): string | undefined {
  const terms = words.flatMap(word => expression(db, word, parts) ?? [])
  if (terms.length === 0) return undefined
  const not = without.flatMap(word => expression(db, word, false) ?? [])
  return not.length > 0 ? `(${terms.join(' AND ')}) NOT (${not.join(' OR ')})` : terms.join(' AND ')
}

/** The expression for somebody's name or address in one column of the index; undefined when there is nothing to look for. */
export function personExpression(column: 'sender' | 'recipients', person: string): string | undefined {
  const pieces = tokens(person)
  return pieces.length > 0 ? `${column} : (${prefix(pieces)})` : undefined
}

function expression(db: Db, { text, phrase, digits }: Word, parts: boolean): string | undefined {
  const pieces = tokens(text)
  if (pieces.length === 0) return undefined
  if (phrase) return quote(pieces.join(' '))
  const either = [prefix(pieces)]
  if (digits !== undefined) either.push(prefix([digits]), ...containing(db, [digits]))
  else if (parts || /^\d{4,}$/.test(pieces.join(''))) either.push(...containing(db, pieces))
  return `(${either.join(' OR ')})`
}

/** Indexed words that hold a typed one within, most frequent first. A word of several pieces or under three characters has none. */
function containing(db: Db, pieces: string[]): string[] {
  const [piece] = pieces
  if (pieces.length !== 1 || piece === undefined || [...piece].length < 3) return []
  const part = fold(piece).replace(/[\\%_]/g, '\\$&')
  return db
    .prepare<[string, string, number], string>(
      `SELECT term FROM interaction_term WHERE term LIKE ? ESCAPE '\\' AND term NOT LIKE ? ESCAPE '\\' ORDER BY cnt DESC LIMIT ?`,
    )
    .pluck()
    .all(`%${part}%`, `${part}%`, PARTS)
    .map(quote)
}
