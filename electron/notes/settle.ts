import * as Y from 'yjs'
import { indexable } from '../search/words.ts'
import type { Db } from '../store/database.ts'
import { oncePer } from '../store/once.ts'
import { contentOf, documentOf, textOf } from './document.ts'
import { keepMentions, mentionsIn } from './mentions.ts'
import { updatesNow } from './rows.ts'
import { mergeSittings } from './sittings.ts'
import { customersOf } from './write.ts'

/** What a list shows of a note, characters. */
const BEGINNING = 600
/** A note is worked through when it has been quiet for so long, ms, and one more for so many bytes: a large one holds the thread up. */
const QUIET = 500
const BYTES_PER_MS = 200

/** A document of more bytes is worked through in a thread of its own. */
const LARGE = 300_000
/** Characters of a text that are made findable. */
const FINDABLE = 1_000_000

export interface Settled {
  customers: number[]
  /** When the next one is to be worked through, ms from now; absent when there is none. */
  next?: number
  /** The next one is too large to be worked through here. */
  large?: number
}

/** What a note's document says, worked out up to change number `seq`. */
export interface Derived {
  id: number
  seq: number
  state: Uint8Array
  beginning: string
  text: string
  mentions: string[]
}

/** Works one note through that was written in: its text, the words to find it by, its document in one piece. */
export function settleNotes(db: Db, { now }: { now: number }): Settled {
  const [first, second] = statements(db).due.all({ now })
  if (!first) return { customers: [] }
  if (first.wait > 0) return { customers: [], next: first.wait }
  if (first.bytes > LARGE) return { customers: [], large: first.id }
  const derived = deriveNote(db, first)
  return { customers: derived ? keepDerived(db, { ...derived, now }) : [], ...(second && { next: Math.max(0, second.wait) }) }
}

/** Works out what a note's document says. Undefined when there is no such note. */
export function deriveNote(db: Db, { id }: { id: number }): Derived | undefined {
  const note = statements(db).note.get(id)
  if (!note) return undefined
  const doc = documentOf(updatesNow(db, note))
  const { blocks } = contentOf(doc, Number.MAX_SAFE_INTEGER)
  return {
    id,
    seq: note.seq,
    state: Y.encodeStateAsUpdate(doc),
    beginning: JSON.stringify(contentOf(doc, BEGINNING)),
    text: textOf(blocks),
    mentions: mentionsIn(blocks),
  }
}

/** Keeps what was worked out. Returns whose it is. */
export function keepDerived(db: Db, { id, seq, state, beginning, text, mentions, now }: Derived & { now: number }): number[] {
  const { body, unindex, index, done } = statements(db)
  return db
    .transaction(() => {
      body.run({ id, state, beginning, text })
      unindex.run(id)
      index.run(id, indexable(text.slice(0, FINDABLE)))
      keepMentions(db, { id, names: mentions, now })
      mergeSittings(db, id, now)
      done.run(seq, id)
      return customersOf(db, id)
    })
    .immediate()
}

const statements = oncePer(db => ({
  due: db.prepare<[{ now: number }], { id: number; bytes: number; wait: number }>(
    `SELECT id, bytes, at + ${QUIET} + bytes / ${BYTES_PER_MS} - @now AS wait FROM (
       SELECT n.id, n.changed_at AS at, coalesce(length(b.state), 0)
         + (SELECT coalesce(sum(length(u.body)), 0) FROM note_update u WHERE u.note_id = n.id AND u.seq > n.settled) AS bytes
       FROM note n LEFT JOIN note_body b ON b.note_id = n.id WHERE n.settled < n.seq)
     ORDER BY wait LIMIT 2`,
  ),
  note: db.prepare<[number], { id: number; seq: number; settled: number }>('SELECT id, seq, settled FROM note WHERE id = ?'),
  body: db.prepare(
    `INSERT INTO note_body (note_id, state, beginning, text) VALUES (@id, @state, @beginning, @text)
     ON CONFLICT (note_id) DO UPDATE SET state = excluded.state, beginning = excluded.beginning, text = excluded.text`,
  ),
  unindex: db.prepare('DELETE FROM note_fts WHERE rowid = ?'),
  index: db.prepare('INSERT INTO note_fts (rowid, text) VALUES (?, ?)'),
  done: db.prepare('UPDATE note SET settled = ? WHERE id = ?'),
}))
