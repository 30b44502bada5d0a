import { parseQuery } from '#shared/model/query.ts'
import { type Mark, marksOf } from '#shared/search/mark.ts'

/** The words a search looks for, filters aside. */
export function wordsOf(text: string): string[] {
  return parseQuery(text, 'UTC').words.map(word => word.text)
}

/** How they look where they are found. */
export function marksIn(text: string): Mark[] {
  return marksOf(parseQuery(text, 'UTC'))
}
