import { parseValue } from '#shared/model/attribute.ts'
import { listAttributes } from '../profile/attributes.ts'
import type { Db } from '../store/database.ts'
import { Refusal } from '../store/protocol.ts'

/** By attribute. null: nothing is known. */
type Values = Record<string, string | null>

/** Values as they are kept; what is empty is null. Refuses `not-found` (no such attribute), a ValueProblem. */
export function fitting(db: Db, values: Values): Values {
  const attributes = new Map(listAttributes(db, { about: 'case' }).map(attribute => [attribute.id, attribute]))
  return Object.fromEntries(
    Object.entries(values).map(([id, value]) => {
      const attribute = attributes.get(id)
      if (!attribute) throw new Refusal('not-found')
      if (value === null || value.trim() === '') return [id, null]
      const parsed = parseValue(attribute, value)
      if ('problem' in parsed) throw new Refusal(parsed.problem)
      return [id, parsed.value]
    }),
  )
}

/** What is known of these attributes of a case. */
export function knownOf(db: Db, id: number, fields: readonly string[]): Values {
  const find = db.prepare<[number, string], string>('SELECT value FROM case_value WHERE case_id = ? AND field = ?').pluck()
  return Object.fromEntries(fields.map(field => [field, find.get(id, field) ?? null]))
}

export function writeValues(db: Db, id: number, values: Values): void {
  const set = db.prepare('INSERT OR REPLACE INTO case_value (case_id, field, value) VALUES (?, ?, ?)')
  const drop = db.prepare('DELETE FROM case_value WHERE case_id = ? AND field = ?')
  for (const [field, value] of Object.entries(values)) {
    if (value === null) drop.run(id, field)
    else set.run(id, field, value)
  }
}
