import type { Query } from '#shared/model/query.ts'
import { throwIfCancelled } from '../store/cancel.ts'
import type { Db } from '../store/database.ts'
import { oncePer } from '../store/once.ts'
import { type Filter, filterOf, type Way } from './filter.ts'
import { type Match, matchExpression } from './match.ts'
import { rank } from './rank.ts'

/** Words in fewer places than this all together are ranked over all they hit; else over their newest hits. */
const FEW = 2000
/** The newest hits of common words that are ranked. */
const NEWEST = 500
const NEWEST_PASSING = 100

/** Ids of interactions that match, best or newest first, at most `limit`; whether there are more. */
export function find(db: Db, query: Query, order: 'best' | 'newest', limit: number): { ids: number[]; more: boolean } {
  const filter = filterOf(db, query)
  const exact = matchExpression(db, query, false)
  if (exact === undefined && (query.words.length > 0 || !filter.any)) return { ids: [], more: false }
  const ranked = order === 'best' && exact !== undefined
  let match = exact
  let ids = select(db, match, filter, ranked ? depth(exact, filter, limit) : limit + 1)
  if (ids.length <= limit && query.words.some(word => !word.phrase)) {
    throwIfCancelled()
    const wider = matchExpression(db, query, true)
    if (wider && wider.expression !== exact?.expression) {
      match = wider
      ids = select(db, match, filter, ranked ? depth(wider, filter, limit) : limit + 1)
    }
  }
  throwIfCancelled()
  if (ranked && match) ids = rank(db, query, match, ids, match.docs !== undefined && match.docs <= FEW)
  return { ids: ids.slice(0, limit), more: ids.length > limit }
}

/** How many of the newest hits are ranked: with filters each of them costs a walk past all that do not pass. */
function depth(match: Match, filter: Filter, limit: number): number {
  if (match.docs !== undefined && match.docs <= FEW) return FEW
  return Math.max(filter.ways.some(way => way.where.length > 0) ? NEWEST_PASSING : NEWEST, limit + 1)
}

/** Newest first. */
function select(db: Db, match: Match | undefined, filter: Filter, limit: number): number[] {
  const [first = [], ...others] = filter.ways.map(way => selectBy(db, match, filter, way, limit))
  if (others.length === 0) return first
  return [...new Set([...first, ...others.flat()])].sort((a, b) => b - a).slice(0, limit)
}

function selectBy(db: Db, match: Match | undefined, { after, before }: Filter, { expression, where }: Way, limit: number): number[] {
  if (match && expression === undefined && where.length === 0) return byWords(db).all({ after, before, limit, wanted: match.expression })
  const expressions = [match?.expression, expression].filter(one => one !== undefined)
  const wanted = expressions.map(one => `(${one})`).join(' AND ')
  const conditions = wanted
    ? ['interaction_fts MATCH @wanted AND f.rowid >= @after AND f.rowid < @before', ...where]
    : ['i.id >= @after AND i.id < @before', ...where]
  const id = wanted ? 'f.rowid' : 'i.id'
  const from = wanted ? `interaction_fts f${where.length > 0 ? ' CROSS JOIN interaction i ON i.id = f.rowid' : ''}` : 'interaction i'
  return db
    .prepare<object, number>(`SELECT ${id} FROM ${from} WHERE ${conditions.join(' AND ')} ORDER BY ${id} DESC LIMIT @limit`)
    .pluck()
    .all({ after, before, limit, ...(wanted && { wanted }) })
}

/** Words alone are what is searched most, and found sooner than the statement is prepared. */
const byWords = oncePer(db =>
  db
    .prepare<object, number>(
      `SELECT rowid FROM interaction_fts WHERE interaction_fts MATCH @wanted AND rowid >= @after AND rowid < @before
       ORDER BY rowid DESC LIMIT @limit`,
    )
    .pluck(),
)
