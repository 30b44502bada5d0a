import * as Y from 'yjs'
import type { Db } from '../store/database.ts'

/** A pause longer than this ends a sitting, ms; no sitting lasts longer than LONGEST. */
const PAUSE = 2 * 60_000
const LONGEST = 15 * 60_000
/** Changes of the sitting that still goes on are merged when they are this many. */
const MANY = 300
/** Fewer than this are not worth it: they may be large. */
const FEW = 8

/** What one agent wrote without a pause: a version. `seq` is that of its last change; times are epoch ms. */
export interface Sitting {
  seq: number
  fromAt: number
  at: number
  agent: string | null
  restored: number | null
  /** Its rows' numbers. */
  rows: number[]
}

/** A note's versions, oldest first. */
export function sittings(db: Db, note: number): Sitting[] {
  const rows = db
    .prepare<[number], Omit<Sitting, 'rows'>>(
      'SELECT seq, from_at AS fromAt, at, agent, restored FROM note_update WHERE note_id = ? ORDER BY seq',
    )
    .all(note)
  const found: Sitting[] = []
  for (const row of rows) {
    const last = found.at(-1)
    const same = last && last.agent === row.agent && last.restored === null && row.restored === null
    if (last && same && row.fromAt - last.at <= PAUSE && row.at - last.fromAt <= LONGEST) {
      last.seq = row.seq
      last.at = row.at
      last.rows.push(row.seq)
    } else found.push({ ...row, rows: [row.seq] })
  }
  return found
}

/** Makes one row of each version's, which says the same. The one that may go on is left until it has many. Within a transaction. */
export function mergeSittings(db: Db, note: number, now: number): void {
  const read = db.prepare<[number, number, number], Uint8Array>(
    'SELECT body FROM note_update WHERE note_id = ? AND seq BETWEEN ? AND ? ORDER BY seq',
  )
  const clear = db.prepare('DELETE FROM note_update WHERE note_id = ? AND seq BETWEEN ? AND ?')
  const insert = db.prepare('INSERT INTO note_update (note_id, seq, from_at, at, agent, body) VALUES (?, ?, ?, ?, ?, ?)')
  const all = sittings(db, note)
  for (const { seq, fromAt, at, agent, rows } of all) {
    const first = rows[0]
    const over = seq !== all.at(-1)?.seq || now - at > PAUSE
    if (first === undefined || rows.length < (over ? FEW : MANY)) continue
    const merged = Y.mergeUpdates(read.pluck().all(note, first, seq))
    clear.run(note, first, seq)
    insert.run(note, seq, fromAt, at, agent, merged)
  }
}
