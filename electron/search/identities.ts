import { fold } from '#shared/search/fold.ts'
import { dialled } from '#shared/search/numbers.ts'
import { spellings } from '#shared/search/spellings.ts'
import type { Db } from '../store/database.ts'
import { oncePer } from '../store/once.ts'
import { knownToBegin } from './known.ts'
import { begun } from './words.ts'

/** The newest identities among which one or two digits are looked for. */
const SHORT_LOOKED_AT = 5000

interface Candidate {
  id: number
  text: string
}

/** A contact's handle is nothing but the name, and where that was met. */
const VALUE = "iif(i.kind = 'handle' AND i.name IS NOT NULL AND i.value GLOB '*~*', '', i.value)"
const TEXT = `coalesce(i.name, '') || ' ' || ${VALUE}`
/** The name that an agent or a file gave whom it belongs to: customer.name, where none was given, is that of an identity. */
const KNOWN_AS = `(SELECT n.value FROM attribute_now n WHERE n.customer_id = i.customer_id AND n.field = 'name')`

/**
 * Identities whose name, address or number, or the name their customer was given, holds every word of the text, newest first; then those of
 * customers of whom something is known that begins with it. Three characters or more are found in any part of a word, one or two where a word
 * begins, or anywhere in scripts without blanks; one or two digits or signs anywhere, but among the newest only. Blanks and signs in a number are
 * ignored: "600 11 12 22" finds +34600111222.
 */
export function matchingIdentities(db: Db, text: string, limit: number): number[] {
  const digits = text.replace(/[\0\s().+/-]/g, '')
  const isNumber = /^\d{3,}$/.test(digits)
  const words = isNumber ? [digits] : text.split(/[\0\s]+/).filter(word => word !== '')
  const known = knownOf(db, text, limit)
  const indexed: string[] = []
  const others: string[] = []
  for (const word of words) {
    const start = begun(word)
    const spelled = spellings(word).map(one => begun(one) ?? one)
    if (start !== undefined) indexed.push(either([start, ...spelled]))
    else if (isLong(fold(word))) indexed.push(either(isNumber ? [word, ...dialled(text.trim())] : [word, fold(word), ...spelled]))
    else others.push(fold(word))
  }
  const query = indexed.join(' AND ')
  const rows = query ? throughTrigrams(db, query, others.length > 0 ? limit * 10 : limit) : newest(db)
  const found: number[] = []
  for (const row of rows) {
    const folded = others.length > 0 ? fold(row.text) : ''
    if (others.every(part => folded.includes(part))) found.push(row.id)
    if (found.length === limit) break
  }
  return [...new Set([...found, ...known])].slice(0, limit)
}

/** Long enough to hold three characters in a row. */
function isLong(word: string): boolean {
  return [...word].length >= 3
}

function either(words: readonly string[]): string {
  const quoted = [...new Set(words)].filter(isLong).map(word => `"${word.replaceAll('"', '""')}"`)
  return `(${quoted.join(' OR ')})`
}

/** Identities of customers of whom something is known that begins so. */
function knownOf(db: Db, text: string, limit: number): number[] {
  const customers = knownToBegin(db, text, limit).map(({ customer }) => customer)
  if (customers.length === 0) return []
  return db
    .prepare<[string, number], number>(
      'SELECT i.id FROM identity i WHERE i.customer_id IN (SELECT value FROM json_each(?)) ORDER BY i.id DESC LIMIT ?',
    )
    .pluck()
    .all(JSON.stringify(customers), limit)
}

function throughTrigrams(db: Db, query: string, limit: number): Candidate[] {
  const { own, given } = trigrams(db)
  const theirs = own.all(query, limit)
  const named = given.all(query, limit)
  if (named.length === 0) return theirs
  const all = new Map([...named, ...theirs].map(row => [row.id, row]))
  return [...all.values()].sort((a, b) => b.id - a.id)
}

const trigrams = oncePer(db => ({
  own: db.prepare<[string, number], Candidate>(
    `SELECT i.id, ${TEXT} AS text FROM identity_fts f JOIN identity i ON i.id = f.rowid WHERE identity_fts MATCH ? ORDER BY f.rowid DESC LIMIT ?`,
  ),
  given: db.prepare<[string, number], Candidate>(
    `SELECT i.id, ${KNOWN_AS} || ' ' || ${VALUE} AS text FROM given_name_fts f JOIN identity i ON i.customer_id = f.rowid
     WHERE given_name_fts MATCH ? ORDER BY i.id DESC LIMIT ?`,
  ),
}))

/** Where a digit or two are looked for. */
function newest(db: Db): Iterable<Candidate> {
  const text = `${TEXT} || ' ' || coalesce(${KNOWN_AS}, '')`
  return db.prepare<[number], Candidate>(`SELECT i.id, ${text} AS text FROM identity i ORDER BY i.id DESC LIMIT ?`).iterate(SHORT_LOOKED_AT)
}
