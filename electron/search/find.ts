import { everyWord, type Query } from '#shared/model/query.ts'
import { fold } from '#shared/search/fold.ts'
import { throwIfCancelled } from '../store/cancel.ts'
import type { Db } from '../store/database.ts'
import { oncePer } from '../store/once.ts'
import { type Filter, filterOf, type Way } from './filter.ts'
import { type Match, matchExpression, withoutExpression } from './match.ts'
import { rank } from './rank.ts'
import { vocabularyOf } from './vocabulary.ts'

/** Words in fewer places than this all together are ranked over all they hit; else over their newest hits. */
const FEW = 2000
/** The newest hits of common words that are ranked. */
const NEWEST = 500
const NEWEST_PASSING = 100

/** So many are shown at most. With fewer, a word's rarer meanings are looked for too: not by how many are shown yet, or a longer list would be another. */
const SHOWN = 200

/** A single letter or digit begins too many words to be looked for in all places beside a filter: this looks at so many of its newest places, */
const PLACES = 40_000
/** and, where these are elsewhere, into so many of the newest interactions that pass, and so many characters of each. */
const LOOKED_INTO = { interactions: 500, characters: 2000 }

const LETTER = /^[\p{L}\p{N}]$/u
const IN_RUNS = /[\u2e80-\ud7ff]/
/** Only letters or digits of a script in which words begin: each stands for the most frequent words that begin so, and has no rarer meanings. */
function isBegun({ words, without }: Query): boolean {
  return without.length === 0 && words.every(({ phrase, text, or }) => !phrase && !or && LETTER.test(text) && !IN_RUNS.test(text))
}

/** Ids of interactions that match, best or newest first, at most `limit`; whether there are more. */
export function find(db: Db, query: Query, order: 'best' | 'newest', limit: number): { ids: number[]; more: boolean } {
  const filter = filterOf(db, query, query.words.length === 0 ? withoutExpression(vocabularyOf(db), query) : undefined)
  const exact = matchExpression(vocabularyOf(db), query, false)
  if (exact === undefined && (query.words.length > 0 || !filter.any)) return { ids: [], more: false }
  const ranked = order === 'best' && exact !== undefined
  const letters = isBegun(query) ? query.words.map(word => fold(word.text)) : undefined
  const most = letters ? limit : Math.max(limit, SHOWN)
  const look = (match: Match | undefined) => select(db, match, filter, letters, ranked && match ? depth(match, filter, most) : most + 1)
  // Of words in so few places that they will not fill the list the rarer meanings are asked for at once.
  const widens = !letters && everyWord(query.words).some(word => !word.phrase)
  let ids = widens && exact?.docs !== undefined && exact.docs <= most / 2 ? undefined : look(exact)
  let wide: Match | undefined
  if (widens && (ids?.length ?? 0) <= most) {
    throwIfCancelled()
    const wider = matchExpression(vocabularyOf(db), query, true)
    if (wider && wider.expression !== exact?.expression) {
      wide = wider
      ids = look(wide)
    }
  }
  ids ??= look(exact)
  throwIfCancelled()
  if (ranked) {
    const { docs } = wide ?? exact
    ids = rank(db, query, { exact, wide }, ids, docs !== undefined && docs <= FEW)
  }
  return { ids: ids.slice(0, limit), more: ids.length > limit }
}

/** How many of the newest hits are ranked: with filters each of them costs a walk past all that do not pass. */
function depth(match: Match, filter: Filter, most: number): number {
  if (match.docs !== undefined && match.docs <= FEW) return FEW
  return Math.max(filter.ways.some(way => way.among.length + way.where.length + way.row.length > 0) ? NEWEST_PASSING : NEWEST, most + 1)
}

/** Newest first. `letters`: all that was looked for, when it is only these. */
function select(db: Db, match: Match | undefined, filter: Filter, letters: readonly string[] | undefined, limit: number): number[] {
  const [first = [], ...others] = filter.ways.map(way => selectBy(db, match, filter, way, letters, limit))
  if (others.length === 0) return first
  return newest([...first, ...others.flat()], limit)
}

function newest(ids: readonly number[], limit: number): number[] {
  return [...new Set(ids)].sort((a, b) => b - a).slice(0, limit)
}

type Bounds = Pick<Filter, 'after' | 'before'>

function selectBy(
  db: Db,
  match: Match | undefined,
  { after, before }: Bounds,
  way: Way,
  letters: readonly string[] | undefined,
  limit: number,
): number[] {
  const bounds = { after, before, limit }
  const expressions = [match?.expression, way.expression].filter(one => one !== undefined)
  const wanted = expressions.length > 1 ? expressions.map(one => `(${one})`).join(' AND ') : expressions[0]
  if (wanted === undefined) return db.prepare<object, number>(passing(way)).pluck().all(bounds)
  if (way.among.length + way.where.length + way.row.length === 0) return byWords(db).all({ ...bounds, wanted })
  if (isFew(db, way, 0)) return []
  const walk = (places: string) => db.prepare<object, number>(walked(way, places)).pluck()
  if (way.readOf !== undefined) return walk(`${HITS} LIMIT ${way.readOf}`).all({ ...bounds, wanted })
  if (!letters || match === undefined || way.expression !== undefined) return walk(HITS).all({ ...bounds, wanted })
  if (isFew(db, way, LOOKED_INTO.interactions)) return beginning(db, way, bounds, letters)
  const near = walk(`${HITS} LIMIT ${PLACES}`).all({ ...bounds, wanted })
  if (near.length === limit) return near
  const last = db
    .prepare<object, number>(`${HITS} LIMIT 1 OFFSET ${PLACES - 1}`)
    .pluck()
    .get({ after, before, wanted })
  return last === undefined ? near : [...near, ...beginning(db, way, { after, before: last, limit }, letters)].slice(0, limit)
}

/** Numbers are bound as REAL, and FTS5 keeps to bounds that are INTEGER only: others it walks up to. */
const HITS = `SELECT rowid AS id FROM interaction_fts WHERE interaction_fts MATCH @wanted
  AND rowid >= CAST(@after AS INTEGER) AND rowid < CAST(@before AS INTEGER) ORDER BY rowid DESC`

/** SQL for the hits that pass, newest first: each is asked, and its row read last and only if it has to be. */
function walked({ among, where, row }: Way, hits: string): string {
  const conditions = [...among.map(select => `+h.id IN (${select})`), ...where.map(condition => condition('h.id')), ...row]
  return `SELECT h.id FROM (${hits}) h ${row.length > 0 ? 'CROSS JOIN interaction i ON i.id = h.id' : ''}
    WHERE ${conditions.join(' AND ')} ORDER BY h.id DESC LIMIT @limit`
}

/** SQL for the ids that pass, newest first. */
function passing({ among, where, row }: Way): string {
  const conditions = [...among.map(select => `i.id IN (${select})`), ...where.map(condition => condition('i.id')), ...row]
  return `SELECT i.id FROM interaction i WHERE ${['i.id >= @after AND i.id < @before', ...conditions].join(' AND ')}
    ORDER BY i.id DESC LIMIT @limit`
}

/** Whether one of the sets that it has to be among holds no more than so many. */
function isFew(db: Db, { among }: Way, most: number): boolean {
  return among.some(select => {
    const count = db.prepare<[number], number>(`SELECT count(*) FROM (SELECT 1 FROM (${select}) LIMIT ?)`).pluck()
    return (count.get(most + 1) ?? 0) <= most
  })
}

/** Of the newest that pass, those in which a word begins with each of the letters, newest first. */
function beginning(db: Db, way: Way, { limit, ...bounds }: Bounds & { limit: number }, letters: readonly string[]): number[] {
  const rows = db
    .prepare<object, { id: number; text: string }>(
      `SELECT i.id, concat_ws(' ', i.subject, substr(b.text, 1, ${LOOKED_INTO.characters}),
         (SELECT group_concat(concat_ws(' ', p.value ->> 3, p.value ->> 2), ' ') FROM json_each(i.parties) p),
         (SELECT group_concat(a.name, ' ') FROM attachment a WHERE a.interaction_id = i.id)) AS text
       FROM (${passing(way)}) h CROSS JOIN interaction i ON i.id = h.id CROSS JOIN body b ON b.interaction_id = h.id ORDER BY h.id DESC`,
    )
    .iterate({ ...bounds, limit: LOOKED_INTO.interactions })
  const found: number[] = []
  for (const { id, text } of rows) {
    const words = fold(text).split(/[^\p{L}\p{N}\p{M}]+/u)
    if (letters.every(letter => words.some(word => word.startsWith(letter)))) found.push(id)
    if (found.length === limit) break
  }
  return found
}

/** Words alone are what is searched most, and found sooner than the statement is prepared. */
const byWords = oncePer(db => db.prepare<object, number>(`${HITS} LIMIT @limit`).pluck())
