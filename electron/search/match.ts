import type { Query } from '#shared/model/query.ts'
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
 * The full-text expression (FTS5 syntax) for a query's words and people, or undefined when it has none. With `parts`, a word also means
 * every indexed word that contains it: "8841" finds "A-18841".
 */
export function matchExpression(db: Db, query: Pick<Query, 'words' | 'from' | 'to'>, parts: boolean): string | undefined {
  const terms: string[] = []
  for (const { text, phrase } of query.words) {
    const pieces = tokens(text)
    if (pieces.length === 0) continue
    if (phrase) terms.push(quote(pieces.join(' ')))
    else terms.push(parts ? `(${[prefix(pieces), ...containing(db, pieces)].join(' OR ')})` : prefix(pieces))
  }
  for (const [column, people] of [['sender', query.from] as const, ['recipients', query.to] as const]) {
    for (const person of people) {
      const pieces = tokens(person)
      if (pieces.length > 0) terms.push(`${column} : (${prefix(pieces)})`)
    }
  }
  return terms.length > 0 ? terms.join(' AND ') : undefined
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
