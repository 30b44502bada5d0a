import type { Db } from '../store/database.ts'
import { Refusal } from '../store/protocol.ts'

/** A note as its table has it. Times are epoch ms. */
export interface NoteRow {
  id: number
  key: string
  customer_id: number
  case_id: number | null
  seq: number
  settled: number
  pinned: 0 | 1
  due_at: number | null
  done_at: number | null
  deleted_at: number | null
}

export function findNote(db: Db, key: string): NoteRow | undefined {
  return db
    .prepare<[string], NoteRow>(
      'SELECT id, key, customer_id, case_id, seq, settled, pinned, due_at, done_at, deleted_at FROM note WHERE key = ?',
    )
    .get(key)
}

/** Refuses `not-found`. */
export function noteRow(db: Db, key: string): NoteRow {
  const note = findNote(db, key)
  if (!note) throw new Refusal('not-found')
  return note
}

/** The customers a note is shown with today, as SQL over `note n`: a case's is the one who owns the identity it began with. */
export const OWNER = `CASE WHEN n.case_id IS NULL THEN n.customer_id
  ELSE (SELECT d.customer_id FROM "case" k JOIN identity d ON d.id = k.identity_id WHERE k.id = n.case_id) END`

/** What a note's text came to be at change number `upTo`, as updates in order: all of them, or what is known of it and what came after. */
export function updatesUpTo(db: Db, note: number, upTo: number): Uint8Array[] {
  return db
    .prepare<[number, number], Uint8Array>('SELECT body FROM note_update WHERE note_id = ? AND seq <= ? ORDER BY seq')
    .pluck()
    .all(note, upTo)
}

/** The note's document as it is now, as updates in order. */
export function updatesNow(db: Db, { id, settled }: Pick<NoteRow, 'id' | 'settled'>): Uint8Array[] {
  const state = db.prepare<[number], Uint8Array>('SELECT state FROM note_body WHERE note_id = ?').pluck().get(id)
  return [...(state ? [state] : []), ...updatesAfter(db, id, settled)]
}

export function updatesAfter(db: Db, note: number, after: number): Uint8Array[] {
  return db
    .prepare<[number, number], Uint8Array>('SELECT body FROM note_update WHERE note_id = ? AND seq > ? ORDER BY seq')
    .pluck()
    .all(note, after)
}
