import { everyWord, type Query } from '#shared/model/query.ts'
import type { Db } from '../store/database.ts'
import { matchExpression } from './match.ts'
import { nearest, vocabularyOf } from './vocabulary.ts'

const LETTERS = /\p{L}[\p{L}\p{M}]*/gu

/** A search that found nothing, with its unknown words in the spelling they were probably meant; undefined when there is no better guess. */
export function corrected(db: Db, text: string, query: Query): string | undefined {
  const known = db.prepare<[string], number>('SELECT 1 FROM interaction_fts WHERE interaction_fts MATCH ? LIMIT 1').pluck()
  let better = text
  for (const word of everyWord(query.words)) {
    if (word.digits !== undefined) continue
    for (const piece of word.text.match(LETTERS) ?? []) {
      const match = matchExpression(vocabularyOf(db), { words: [{ text: piece, phrase: false }], without: [] }, true)
      if (!match || known.get(match.expression) !== undefined) continue
      const meant = nearest(db, piece)
      if (meant !== undefined)
        better = better.replace(LETTERS, (letters, at) => (letters === piece && better[at - 1] !== ':' ? meant : letters))
    }
  }
  return better === text ? undefined : better
}
