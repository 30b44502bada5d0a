import { randomUUID } from 'node:crypto'
import { currentCustomer, type Made } from '../customers/ops.ts'
import type { Db } from '../store/database.ts'
import { Refusal } from '../store/protocol.ts'
import { documentOf, updateBackTo } from './document.ts'
import { findNote, type NoteRow, noteRow, OWNER, updatesAfter, updatesNow, updatesUpTo } from './rows.ts'

interface Exchange {
  note: string
  /** What the asker has already; 0: nothing. */
  after: number
  update?: Uint8Array | undefined
  customer?: number | undefined
  case?: number | undefined
}

export interface Exchanged {
  /** The number of the note's latest change. */
  seq: number
  /** What was written elsewhere. */
  updates: Uint8Array[]
  customers: number[]
  /** It was made by this. */
  made: boolean
}

/** Takes an update of a note's document in, and gives what the asker has not seen. Refuses `not-found`, `changed-since` for what does not fit it. */
export function syncNote(db: Db, { note: key, after, update, customer, case: about, ...made }: Exchange & Made): Exchanged {
  return db
    .transaction(() => {
      const known = findNote(db, key)
      const note = known ?? (update && customer !== undefined ? begin(db, { key, customer, about, made }) : undefined)
      if (!note) throw new Refusal('not-found')
      const updates = after === 0 ? updatesNow(db, note) : updatesAfter(db, note.id, after)
      const seq = update ? append(db, note, fitting(db, note, update), made) : note.seq
      return { seq, updates, customers: customersOf(db, note.id), made: !known }
    })
    .immediate()
}

/** An update that the note's text can take: one that reads well but leads nowhere would leave a note that nobody can open again. */
function fitting(db: Db, note: NoteRow, update: Uint8Array): Uint8Array {
  try {
    documentOf([...updatesNow(db, note), update])
    return update
  } catch {
    throw new Refusal('changed-since')
  }
}

/** Makes a note's text again what it was at a version; a new change. Refuses `not-found`. */
export function restoreNote(
  db: Db,
  { note: key, seq: version, ...made }: { note: string; seq: number } & Made,
): Omit<Exchanged, 'updates' | 'made'> {
  return db
    .transaction(() => {
      const note = noteRow(db, key)
      const exists = db.prepare('SELECT 1 FROM note_update WHERE note_id = ? AND seq = ?').get(note.id, version)
      if (!exists) throw new Refusal('not-found')
      const update = updateBackTo(documentOf(updatesNow(db, note)), documentOf(updatesUpTo(db, note.id, version), true))
      const seq = append(db, note, update, made, version)
      return { seq, customers: customersOf(db, note.id) }
    })
    .immediate()
}

interface Beginning {
  key: string
  customer: number
  about: number | undefined
  made: Made
}

function begin(db: Db, { key, customer, about, made: { at, agent } }: Beginning): NoteRow {
  if (about !== undefined && !db.prepare('SELECT 1 FROM "case" WHERE id = ?').get(about)) throw new Refusal('not-found')
  db.prepare(
    'INSERT INTO note (key, customer_id, case_id, made_at, made_by, changed_at, changed_by, seq) VALUES (?, ?, ?, ?, ?, ?, ?, 0)',
  ).run(key, currentCustomer(db, customer), about ?? null, at, agent ?? null, at, agent ?? null)
  return noteRow(db, key)
}

function append(db: Db, { id, seq: last }: NoteRow, update: Uint8Array, { at, agent }: Made, restored: number | null = null): number {
  const seq = last + 1
  db.prepare('INSERT INTO note_update (note_id, seq, from_at, at, agent, restored, body) VALUES (?, ?, ?, ?, ?, ?, ?)').run(
    id,
    seq,
    at,
    at,
    agent ?? null,
    restored,
    update,
  )
  db.prepare('UPDATE note SET seq = ?, changed_at = ?, changed_by = ? WHERE id = ?').run(seq, at, agent ?? null, id)
  return seq
}

/** Whose timelines show this note. */
export function customersOf(db: Db, note: number): number[] {
  const owner = db.prepare<[number], number | null>(`SELECT ${OWNER} FROM note n WHERE n.id = ?`).pluck().get(note)
  return owner === undefined || owner === null ? [] : [currentCustomer(db, owner)]
}

/** Writes an op on a note; returns its id. */
export function recordNoteOp(db: Db, note: number, payload: unknown, { at, agent }: Made): string {
  const id = randomUUID()
  db.prepare(`INSERT INTO op (id, at, kind, payload, agent) VALUES (?, ?, 'note', ?, ?)`).run(
    id,
    at,
    JSON.stringify(payload),
    agent ?? null,
  )
  db.prepare('INSERT INTO op_note (note_id, op_id) VALUES (?, ?)').run(note, id)
  return id
}
