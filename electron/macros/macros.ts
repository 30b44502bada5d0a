import * as z from 'zod'
import type { Macro, MacroDraft } from '#shared/replies/calls.ts'
import { MacroActions } from '#shared/replies/macro.ts'
import type { Db } from '../store/database.ts'
import { Refusal } from '../store/protocol.ts'

const Row = z.object({ id: z.number(), name: z.string(), language: z.string(), text: z.string(), actions: z.string() })

/** By name. */
export function listMacros(db: Db): Macro[] {
  return z
    .array(Row)
    .parse(db.prepare('SELECT id, name, language, text, actions FROM macro ORDER BY name COLLATE NOCASE, language').all())
    .map(({ actions, ...row }) => ({ ...row, actions: MacroActions.parse(JSON.parse(actions)) }))
}

/** Adds one, or changes it. Refuses `name-taken`, `not-found`. */
export function saveMacro(db: Db, { id, name, language, text, actions }: MacroDraft): { id: number } {
  const other = db.prepare<[string, string], number>('SELECT id FROM macro WHERE name = ? AND language = ?').pluck().get(name, language)
  if (other !== undefined && other !== id) throw new Refusal('name-taken')
  const values = { name, language, text, actions: JSON.stringify(actions) }
  if (id === undefined) {
    const added = db.prepare('INSERT INTO macro (name, language, text, actions) VALUES (@name, @language, @text, @actions)').run(values)
    return { id: Number(added.lastInsertRowid) }
  }
  const { changes } = db
    .prepare('UPDATE macro SET name = @name, language = @language, text = @text, actions = @actions WHERE id = @id')
    .run({ ...values, id })
  if (changes === 0) throw new Refusal('not-found')
  return { id }
}

export function removeMacro(db: Db, { id }: { id: number }): void {
  db.prepare('DELETE FROM macro WHERE id = ?').run(id)
}
