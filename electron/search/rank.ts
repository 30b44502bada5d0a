import { everyWord, type Query } from '#shared/model/query.ts'
import { fold } from '#shared/search/fold.ts'
import { timeOfId } from '../ingest/ids.ts'
import type { Db } from '../store/database.ts'
import type { Match } from './match.ts'

/** What a word is worth in subject, text, sender, recipients and names of files. */
const WEIGHTS = '8, 1, 4, 2, 6'
/** How much of a rank is how well it matches; the rest is how new it is. */
const MATCH = 0.75
/** What a word within another is worth at most, beside the best. */
const WITHIN = 0.4
/** After this a hit counts as half as new, ms. */
const HALF = 120 * 86_400_000

/** Of hits, by their ids. */
type Worth = Map<number, number>

/** What was looked for; and, if that was little, what was looked for beside it. */
export interface Matches {
  exact: Match
  wide: Match | undefined
}

/**
 * Orders hits by how well they match and how new they are. `few`: by bm25 over all that match, which costs with the number of places a word is
 * in; else by where the words are.
 */
export function rank(db: Db, query: Query, { exact, wide }: Matches, ids: readonly number[], few: boolean): number[] {
  const newest = ids[0]
  const oldest = ids.at(-1)
  if (newest === undefined || oldest === undefined) return []
  const worth = few
    ? byMatch(byFrequency(db, exact, oldest, newest), wide && byFrequency(db, wide, oldest, newest))
    : byPlace(db, query, ids)
  const best = Math.max(...worth.values(), 0)
  const latest = timeOfId(newest)
  const score = (id: number) => {
    const age = latest - timeOfId(id)
    return (best > 0 ? (MATCH * (worth.get(id) ?? 0)) / best : 0) + (1 - MATCH) * 0.5 ** (age / HALF)
  }
  return ids
    .map(id => ({ id, score: score(id) }))
    .sort((a, b) => b.score - a.score || b.id - a.id)
    .map(({ id }) => id)
}

/** Words as they were typed are worth more than those they are only within, however rare these are: Rechnung comes before Abrechnung. */
function byMatch(exact: Worth, wide: Worth | undefined): Worth {
  if (wide === undefined || exact.size === 0) return wide ?? exact
  const [most, mostWide] = [exact, wide].map(worth => Math.max(...worth.values(), Number.MIN_VALUE))
  return new Map(Array.from(wide, ([id, worth]) => [id, (exact.get(id) ?? 0) / (most ?? 1) || (WITHIN * worth) / (mostWide ?? 1)]))
}

function byFrequency(db: Db, match: Match, oldest: number, newest: number): Worth {
  const rows = db
    .prepare<[string, number, number], { id: number; worth: number }>(
      `SELECT rowid AS id, -bm25(interaction_fts, ${WEIGHTS}) AS worth FROM interaction_fts
       WHERE interaction_fts MATCH ? AND rowid BETWEEN CAST(? AS INTEGER) AND CAST(? AS INTEGER)`,
    )
    .all(match.expression, oldest, newest)
  return new Map(rows.map(({ id, worth }) => [id, worth]))
}

/** What the index would have to walk all its places for is seen in the few rows themselves: subject and names of files. */
function byPlace(db: Db, query: Query, ids: readonly number[]): Worth {
  const rows = db
    .prepare<[string], { id: number; text: string }>(
      `SELECT i.id, coalesce(i.subject, '') || ' ' || coalesce((SELECT group_concat(a.name, ' ') FROM attachment a WHERE a.interaction_id = i.id), '')
         AS text FROM json_each(?) h JOIN interaction i ON i.id = h.value`,
    )
    .all(JSON.stringify(ids))
  const words = query.words.map(word => everyWord([word]).map(one => fold(one.text)))
  const phrase = words.length > 1 ? words.map(([first]) => first).join(' ') : undefined
  const worth = new Map<number, number>()
  for (const { id, text } of rows) {
    const folded = ` ${fold(text)}`
    const found = words.filter(any => any.some(word => folded.includes(word))).length / words.length
    const begins = words.filter(any => any.some(word => folded.includes(` ${word}`))).length / words.length
    worth.set(id, found + begins + (phrase !== undefined && folded.includes(phrase) ? 1 : 0))
  }
  return worth
}
