import type { Db } from '../store/database.ts'
import { fold } from './words.ts'

/** The newest identities among which one or two letters are looked for. */
const SHORT_LOOKED_AT = 5000

/**
 * Identities whose name, address or number holds every word of the text, newest first. Any part of three characters or more is found through
 * trigrams; shorter parts by looking at each, Latin ones at the newest only. Blanks and signs in a number are ignored: "600 11 12 22" finds +34600111222.
 */
export function matchingIdentities(db: Db, text: string, limit: number): number[] {
  const digits = text.replace(/[\s().+/-]/g, '')
  const words = /^\d{3,}$/.test(digits) ? [digits] : text.split(/\s+/).filter(word => word !== '')
  const long = words.filter(word => [...word].length >= 3)
  const short = words.filter(word => [...word].length < 3)
  const query = long.map(word => `"${word.replaceAll('"', '""')}"`).join(' AND ')
  const rows = query
    ? db
        .prepare<[string, number], { id: number; text: string }>(
          `SELECT i.id, coalesce(i.name, '') || ' ' || i.value AS text FROM identity_fts f JOIN identity i ON i.id = f.rowid
           WHERE identity_fts MATCH ? ORDER BY f.rowid DESC LIMIT ?`,
        )
        .all(query, short.length > 0 ? limit * 10 : limit)
    : candidates(db, short)
  if (short.length === 0) return Array.from(rows, row => row.id)
  const parts = short.map(fold)
  const found: number[] = []
  for (const row of rows) {
    const folded = fold(row.text)
    if (parts.every(part => folded.includes(part))) found.push(row.id)
    if (found.length === limit) break
  }
  return found
}

interface Candidate {
  id: number
  text: string
}

/** Where short parts may be: Chinese and Japanese names are that short, so the database looks through all; others are only begun. */
function candidates(db: Db, [part = '']: readonly string[]): Iterable<Candidate> {
  const text = `coalesce(name, '') || ' ' || value`
  const rows = db.prepare<[string], Candidate>(`SELECT id, ${text} AS text FROM identity WHERE instr(${text}, ?) > 0 ORDER BY id DESC`)
  if (/[\u3040-\uffef]/.test(part)) return rows.iterate(part)
  return db.prepare<[number], Candidate>(`SELECT id, ${text} AS text FROM identity ORDER BY id DESC LIMIT ?`).iterate(SHORT_LOOKED_AT)
}
