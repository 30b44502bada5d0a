import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { type Attribute, type AttributeDraft, AttributeType, plainText } from '#shared/model/attribute.ts'
import type { Db } from '../store/database.ts'
import { Refusal } from '../store/protocol.ts'
import { type AttributeRow, attributeRow, type Changed, make } from './changes.ts'

const Choices = z.array(z.string())

/** What this workspace wants to know of its customers, in the order in which it was added. */
export function listAttributes(db: Db): Attribute[] {
  return db
    .prepare<[], AttributeRow & { id: string }>('SELECT id, name, type, choices, position FROM attribute ORDER BY position, id')
    .all()
    .map(({ id, name, type, choices }) => ({ id, name, type: AttributeType.parse(type), choices: Choices.parse(JSON.parse(choices)) }))
}

/** A row for a draft: at the end when it is new. The type of one that is there stays: its values are of that type. */
export function rowOf(db: Db, { name, type, choices }: AttributeDraft, before: AttributeRow | null): AttributeRow {
  const last = db.prepare<[], number | null>('SELECT max(position) FROM attribute').pluck().get()
  const kept = before?.type ?? type
  return {
    name,
    type: kept,
    choices: JSON.stringify(kept === 'choice' ? [...new Set(choices)] : []),
    position: before?.position ?? (last ?? 0) + 1,
  }
}

/** Adds an attribute, or renames one and changes its choices. Refuses `not-found`, `name-taken`. */
export function saveAttribute(db: Db, { id, at, ...draft }: AttributeDraft & { id?: string | undefined; at: number }): Changed {
  return db
    .transaction(() => {
      const before = id === undefined ? null : attributeRow(db, id)
      if (id !== undefined && !before) throw new Refusal('not-found')
      const taken = listAttributes(db).some(other => other.id !== id && plainText(other.name) === plainText(draft.name))
      if (taken) throw new Refusal('name-taken')
      return make(db, { attributes: [{ id: id ?? randomUUID(), before, after: rowOf(db, draft, before) }] }, at)
    })
    .immediate()
}

/** Values are left where they are: undoing brings them back with it. Refuses `not-found`. */
export function removeAttribute(db: Db, { id, at }: { id: string; at: number }): Changed {
  return db
    .transaction(() => {
      const before = attributeRow(db, id)
      if (!before) throw new Refusal('not-found')
      return make(db, { attributes: [{ id, before, after: null }] }, at)
    })
    .immediate()
}
