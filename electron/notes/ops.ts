import * as z from 'zod'
import { NoteChanges } from '#shared/model/note.ts'
import type { Made } from '../customers/ops.ts'
import type { Db } from '../store/database.ts'
import { Refusal } from '../store/protocol.ts'
import { type NoteRow, noteRow } from './rows.ts'
import { customersOf, recordNoteOp } from './write.ts'

/** What an op did to a note. A case is named by its key, as on every machine. */
const Fields = NoteChanges.omit({ case: true }).extend({ case: z.string().nullable().optional() })
type Fields = z.infer<typeof Fields>
export const NotePayload = z.object({ note: z.string(), before: Fields, after: Fields })

/** Changes what is known of a note beside its text. Refuses `not-found`, `nothing-left` (it is so already). */
export function changeNote(
  db: Db,
  { note: key, changes, ...made }: { note: string; changes: NoteChanges } & Made,
): { op: string; customers: number[] } {
  return db
    .transaction(() => {
      const note = noteRow(db, key)
      const now = fieldsOf(db, note)
      const wanted: Fields = { ...changes, case: changes.case === undefined ? undefined : caseKey(db, changes.case) }
      const after: Fields = {}
      const before: Fields = {}
      for (const field of Fields.keyof().options) {
        if (wanted[field] === undefined || wanted[field] === now[field]) continue
        Object.assign(after, { [field]: wanted[field] })
        Object.assign(before, { [field]: now[field] })
      }
      if (Object.keys(after).length === 0) throw new Refusal('nothing-left')
      const had = customersOf(db, note.id)
      write(db, note.id, after, made.at)
      const op = recordNoteOp(db, note.id, { note: key, before, after }, made)
      return { op, customers: [...new Set([...had, ...customersOf(db, note.id)])] }
    })
    .immediate()
}

/**
 * Undoes exactly that op. Refuses `not-found`, `already-undone`, `nothing-left` (what it changed was changed again since: that must be undone
 * first).
 */
export function undoNoteOp(db: Db, { op, at }: { op: string; at: number }): { customers: number[] } {
  return db
    .transaction(() => {
      const row = db
        .prepare<[string], { payload: string; undone_at: number | null }>(
          `SELECT payload, undone_at FROM op WHERE id = ? AND kind = 'note'`,
        )
        .get(op)
      if (!row) throw new Refusal('not-found')
      if (row.undone_at !== null) throw new Refusal('already-undone')
      const { note: key, before, after } = NotePayload.parse(JSON.parse(row.payload))
      const note = noteRow(db, key)
      const now = fieldsOf(db, note)
      const back: Fields = {}
      for (const field of Fields.keyof().options) {
        if (after[field] !== undefined && now[field] === after[field]) Object.assign(back, { [field]: before[field] })
      }
      if (Object.keys(back).length === 0) throw new Refusal('nothing-left')
      const had = customersOf(db, note.id)
      write(db, note.id, back, at)
      db.prepare('UPDATE op SET undone_at = ? WHERE id = ?').run(at, op)
      return { customers: [...new Set([...had, ...customersOf(db, note.id)])] }
    })
    .immediate()
}

function fieldsOf(db: Db, { pinned, due_at, done_at, deleted_at, case_id }: NoteRow): Fields {
  return { pinned: pinned === 1, dueAt: due_at, done: done_at !== null, deleted: deleted_at !== null, case: caseKey(db, case_id) }
}

function write(db: Db, id: number, { pinned, dueAt, done, deleted, case: about }: Fields, at: number): void {
  const set = (column: string, value: number | null) => db.prepare(`UPDATE note SET ${column} = ? WHERE id = ?`).run(value, id)
  if (pinned !== undefined) set('pinned', pinned ? 1 : 0)
  if (dueAt !== undefined) set('due_at', dueAt)
  if (done !== undefined) set('done_at', done ? at : null)
  if (deleted !== undefined) set('deleted_at', deleted ? at : null)
  if (about !== undefined) set('case_id', about === null ? null : caseId(db, about))
}

function caseKey(db: Db, id: number | null): string | null {
  if (id === null) return null
  const key = db.prepare<[number], string>('SELECT key FROM "case" WHERE id = ?').pluck().get(id)
  if (key === undefined) throw new Refusal('not-found')
  return key
}

function caseId(db: Db, key: string): number {
  const id = db.prepare<[string], number>('SELECT id FROM "case" WHERE key = ?').pluck().get(key)
  if (id === undefined) throw new Refusal('not-found')
  return id
}
