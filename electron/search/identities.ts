import type { Db } from '../store/database.ts'
import { knownToBegin } from './known.ts'
import { fold } from './words.ts'

/** The newest identities among which one or two letters are looked for. */
const SHORT_LOOKED_AT = 5000

interface Candidate {
  id: number
  text: string
}

const TEXT = `coalesce(i.name, '') || ' ' || i.value`
/** The name that an agent or a file gave whom it belongs to: customer.name, where none was given, is that of an identity. */
const KNOWN_AS = `(SELECT n.value FROM attribute_now n WHERE n.customer_id = i.customer_id AND n.field = 'name')`

/**
 * Identities whose name, address or number, or the name their customer was given, holds every word of the text, newest first; then those of
 * customers of whom something is known that begins with it. Any part of three characters or more is found through trigrams; shorter parts by
 * looking at each, Latin ones at the newest only. Blanks and signs in a number are ignored: "600 11 12 22" finds +34600111222.
 */
export function matchingIdentities(db: Db, text: string, limit: number): number[] {
  const digits = text.replace(/[\0\s().+/-]/g, '')
  const words = /^\d{3,}$/.test(digits) ? [digits] : text.split(/[\0\s]+/).filter(word => word !== '')
  const long = words.filter(word => [...word].length >= 3)
  const short = words.filter(word => [...word].length < 3)
  const known = knownOf(db, text, limit)
  const query = long.map(word => `"${word.replaceAll('"', '""')}"`).join(' AND ')
  const rows = query ? throughTrigrams(db, query, short.length > 0 ? limit * 10 : limit) : candidates(db, short)
  if (short.length === 0) return [...new Set([...Array.from(rows, row => row.id), ...known])].slice(0, limit)
  const parts = short.map(fold)
  const found: number[] = []
  for (const row of rows) {
    const folded = fold(row.text)
    if (parts.every(part => folded.includes(part))) found.push(row.id)
    if (found.length === limit) break
  }
  return [...new Set([...found, ...known])].slice(0, limit)
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
  const own = db
    .prepare<[string, number], Candidate>(
      `SELECT i.id, ${TEXT} AS text FROM identity_fts f JOIN identity i ON i.id = f.rowid WHERE identity_fts MATCH ? ORDER BY f.rowid DESC LIMIT ?`,
    )
    .all(query, limit)
  const given = db
    .prepare<[string, number], Candidate>(
      `SELECT i.id, ${KNOWN_AS} || ' ' || i.value AS text FROM given_name_fts f JOIN identity i ON i.customer_id = f.rowid
       WHERE given_name_fts MATCH ? ORDER BY i.id DESC LIMIT ?`,
    )
    .all(query, limit)
  if (given.length === 0) return own
  const all = new Map([...given, ...own].map(row => [row.id, row]))
  return [...all.values()].sort((a, b) => b.id - a.id)
}

/** Where short parts may be: Chinese and Japanese names are that short, so the database looks through all; others are only begun. */
function candidates(db: Db, [part = '']: readonly string[]): Iterable<Candidate> {
  const text = `${TEXT} || ' ' || coalesce(${KNOWN_AS}, '')`
  if (/[\u3040-\uffef]/.test(part)) {
    return db
      .prepare<[string], Candidate>(
        `SELECT id, text FROM (SELECT i.id, ${text} AS text FROM identity i ORDER BY i.id DESC) WHERE instr(text, ?) > 0`,
      )
      .iterate(part)
  }
  return db.prepare<[number], Candidate>(`SELECT i.id, ${text} AS text FROM identity i ORDER BY i.id DESC LIMIT ?`).iterate(SHORT_LOOKED_AT)
}
