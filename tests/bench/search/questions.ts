import type { Db } from '../../../electron/store/database.ts'

export interface Question {
  kind: 'rare word' | 'middling word' | 'common word' | 'phrase' | 'prefix' | 'Japanese'
  /** As typed here. */
  text: string
  /** The same for notmuch and mu. */
  xapian: string
}

const EACH = 25

/** Words, phrases, beginnings and Japanese words taken from what was indexed. */
export function queriesOf(db: Db): Question[] {
  const interactions = Number(db.prepare('SELECT count(*) FROM interaction').pluck().get())
  const words = (from: number, to: number): string[] =>
    db
      .prepare<[number, number], string>(
        `SELECT term FROM word WHERE docs BETWEEN ? AND ? AND length(term) BETWEEN 4 AND 14 AND term GLOB '[a-z]*' AND term NOT GLOB '*[^a-z]*'
         ORDER BY term LIMIT 4000`,
      )
      .pluck()
      .all(Math.round(from), Math.round(to))
  const plain = (kind: Question['kind'], all: string[]): Question[] => spread(all).map(word => ({ kind, text: word, xapian: word }))
  const common = words(interactions * 0.1, interactions * 0.6)
  const texts = db.prepare<[], string>('SELECT text FROM body ORDER BY interaction_id DESC LIMIT 2000').pluck().all()
  const pick = (pattern: RegExp): string[] => [...new Set(texts.flatMap(text => [...text.matchAll(pattern)].map(match => match[0])))]
  const japanese = pick(/[\u4e00-\u9fff]{2,4}|[\u30a0-\u30ff]{3,6}/gu)
  return [
    ...plain('rare word', words(1, 9)),
    ...plain('middling word', words(interactions * 0.005, interactions * 0.05)),
    ...plain('common word', common),
    ...spread(pick(/\b[a-z]{3,9} [a-z]{3,9}\b/g)).map(phrase => ({ kind: 'phrase' as const, text: `"${phrase}"`, xapian: `"${phrase}"` })),
    ...spread(common.map(word => word.slice(0, 3))).map(begun => ({ kind: 'prefix' as const, text: begun, xapian: `${begun}*` })),
    ...spread(japanese).map(word => ({ kind: 'Japanese' as const, text: word, xapian: word })),
  ]
}

function spread(all: readonly string[]): string[] {
  const step = Math.max(1, all.length / EACH)
  return [...new Set(Array.from({ length: Math.min(EACH, all.length) }, (_, index) => all[Math.floor(index * step)] ?? ''))]
}
