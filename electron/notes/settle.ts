import * as Y from 'yjs'
import { indexable } from '../search/words.ts'
import type { Db } from '../store/database.ts'
import { oncePer } from '../store/once.ts'
import { contentOf, documentOf, textOf } from './document.ts'
import { updatesNow } from './rows.ts'
import { mergeSittings } from './sittings.ts'
import { customersOf } from './write.ts'

/** What a list shows of a note, characters. */
const BEGINNING = 600
/** A note is worked through when it has been quiet for so long, ms, and one more for so many bytes: a large one holds the thread up. */
const QUIET = 500
const BYTES_PER_MS = 200

export interface Settled {
  customers: number[]
  /** When the next one is to be worked through, ms from now; absent when there is none. */
  next?: number
}

/** Works one note through that was written in: its text, the words to find it by, its document in one piece. */
export function settleNotes(db: Db, { now }: { now: number }): Settled {
  return db
    .transaction(() => {
      const { due } = statements(db)
      const [first, second] = due.all({ now })
      if (!first) return { customers: [] }
      if (first.wait > 0) return { customers: [], next: first.wait }
      settle(db, first, now)
      return { customers: customersOf(db, first.id), ...(second && { next: Math.max(0, second.wait) }) }
    })
    .immediate()
}

function settle(db: Db, note: { id: number; seq: number; settled: number }, now: number): void {
  const { body, unindex, index, done } = statements(db)
  const doc = documentOf(updatesNow(db, note))
  const text = textOf(contentOf(doc, Number.MAX_SAFE_INTEGER).blocks)
  body.run({ id: note.id, state: Y.encodeStateAsUpdate(doc), beginning: JSON.stringify(contentOf(doc, BEGINNING)), text })
  doc.destroy()
  unindex.run(note.id)
  index.run(note.id, indexable(text))
  mergeSittings(db, note.id, now)
  done.run(note.seq, note.id)
}

const statements = oncePer(db => ({
  due: db.prepare<[{ now: number }], { id: number; seq: number; settled: number; wait: number }>(
    `SELECT id, seq, settled, wait FROM (
       SELECT n.id, n.seq, n.settled, n.changed_at + ${QUIET} + coalesce(length(b.state), 0) / ${BYTES_PER_MS} - @now AS wait
       FROM note n LEFT JOIN note_body b ON b.note_id = n.id WHERE n.settled < n.seq)
     -- A clock that was set back must not keep it waiting.
     ORDER BY wait LIMIT 2`,
  ),
  body: db.prepare(
    `INSERT INTO note_body (note_id, state, beginning, text) VALUES (@id, @state, @beginning, @text)
     ON CONFLICT (note_id) DO UPDATE SET state = excluded.state, beginning = excluded.beginning, text = excluded.text`,
  ),
  unindex: db.prepare('DELETE FROM note_fts WHERE rowid = ?'),
  index: db.prepare('INSERT INTO note_fts (rowid, text) VALUES (?, ?)'),
  done: db.prepare('UPDATE note SET settled = ? WHERE id = ?'),
}))
