import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { type Attribute, type AttributeAbout, type AttributeDraft, AttributeType, plainText } from '#shared/model/attribute.ts'
import type { Db } from '../store/database.ts'
import { Refusal } from '../store/protocol.ts'
import { type AttributeRow, attributeRow, type Changed, make } from './changes.ts'

const Choices = z.array(z.string())

/** What this workspace wants to know of its customers, or cases, in the order in which it was added. */
export function listAttributes(db: Db, { about }: { about: AttributeAbout }): Attribute[] {
  return db
    .prepare<[string], AttributeRow & { id: string }>(
      'SELECT id, name, type, choices, position, about FROM attribute WHERE about = ? ORDER BY position, id',
    )
    .all(about)
    .map(({ id, name, type, choices }) => ({ id, name, type: AttributeType.parse(type), choices: Choices.parse(JSON.parse(choices)) }))
}

/** A row for a draft: at the end when it is new. The type of one that is there stays: its values are of that type. */
export function rowOf(
  db: Db,
  { name, type, choices }: AttributeDraft,
  before: AttributeRow | null,
  about: AttributeAbout = 'customer',
): AttributeRow {
  const last = db.prepare<[], number | null>('SELECT max(position) FROM attribute').pluck().get()
  const kept = before?.type ?? type
  return {
    name,
    type: kept,
    choices: JSON.stringify(kept === 'choice' ? [...new Set(choices)] : []),
    position: before?.position ?? (last ?? 0) + 1,
    about: before?.about ?? about,
  }
}

/** Adds an attribute, or renames one and changes its choices. Refuses `not-found`, `name-taken`. */
export function saveAttribute(
  db: Db,
  { id, at, about, ...draft }: AttributeDraft & { id?: string | undefined; about: AttributeAbout; at: number },
): Changed {
  return db
    .transaction(() => {
      const before = id === undefined ? null : attributeRow(db, id)
      if (id !== undefined && !before) throw new Refusal('not-found')
      const taken = listAttributes(db, { about: before?.about ?? about }).some(
        other => other.id !== id && plainText(other.name) === plainText(draft.name),
      )
      if (taken) throw new Refusal('name-taken')
      return make(db, { attributes: [{ id: id ?? randomUUID(), before, after: rowOf(db, draft, before, about) }] }, at)
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
