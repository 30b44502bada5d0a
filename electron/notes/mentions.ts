import type { Mention } from '#shared/contract/notes.ts'
import type { NoteBlock } from '#shared/model/note.ts'
import { currentCustomer } from '../customers/ops.ts'
import type { Db } from '../store/database.ts'
import { Refusal } from '../store/protocol.ts'
import { notesOf } from './read.ts'
import { OWNER } from './rows.ts'
import { customersOf } from './write.ts'

/** Names of everybody who is mentioned. */
export function mentionsIn(blocks: readonly NoteBlock[]): string[] {
  const names = blocks.flatMap(block =>
    block.kind === 'paragraph' ? block.spans.flatMap(({ mention }) => mention ?? []) : block.items.flatMap(item => mentionsIn(item.blocks)),
  )
  return [...new Set(names)]
}

/** Within a transaction. Nobody has to be told what they wrote themselves. */
export function keepMentions(db: Db, { id, names, now }: { id: number; names: readonly string[]; now: number }): void {
  db.prepare('DELETE FROM note_mention WHERE note_id = ? AND name NOT IN (SELECT value FROM json_each(?))').run(id, JSON.stringify(names))
  const add = db.prepare(
    `INSERT OR IGNORE INTO note_mention (note_id, name, at, by, read_at)
     SELECT id, @name, changed_at, changed_by, CASE WHEN lower(changed_by) = lower(@name) THEN @now END FROM note WHERE id = @id`,
  )
  for (const name of names) add.run({ id, name, now })
}

/** Notes that mention this agent and that they have not marked as read, the latest first. */
export function mentionsOf(db: Db, { agent }: { agent: string }): Mention[] {
  const rows = db
    .prepare<[string], { id: number; owner: number; at: number; by: string | null }>(
      `SELECT n.id, (${OWNER}) AS owner, m.at, m.by FROM note_mention m JOIN note n ON n.id = m.note_id
       WHERE m.name = ? AND m.read_at IS NULL AND n.deleted_at IS NULL ORDER BY m.at DESC LIMIT 200`,
    )
    .all(agent)
  return rows.flatMap(({ id, owner, at, by }) => {
    const [note] = notesOf(db, { id, customer: currentCustomer(db, owner) })
    return note ? [{ note, at, ...(by !== null && { by }) }] : []
  })
}

/** Marks it as read, or as not read. Refuses `not-found`. */
export function readMention(
  db: Db,
  { note, read, agent, at }: { note: string; read: boolean; agent: string; at: number },
): { customers: number[] } {
  const id = db
    .prepare<[string, string], number>('SELECT n.id FROM note n JOIN note_mention m ON m.note_id = n.id WHERE n.key = ? AND m.name = ?')
    .pluck()
    .get(note, agent)
  if (id === undefined) throw new Refusal('not-found')
  db.prepare('UPDATE note_mention SET read_at = ? WHERE note_id = ? AND name = ?').run(read ? at : null, id, agent)
  return { customers: customersOf(db, id) }
}
