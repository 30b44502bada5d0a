import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { AttributeAbout } from '#shared/model/attribute.ts'
import { currentCustomer } from '../customers/ops.ts'
import { summarise } from '../customers/summary.ts'
import type { Db } from '../store/database.ts'
import { Refusal } from '../store/protocol.ts'
import { settler } from './settle.ts'

const Held = z.object({
  value: z.string().nullable(),
  key: z.union([z.string(), z.number()]).nullable(),
  by: z.string().nullable(),
  at: z.number(),
})
/** What one source says about one field of one customer. */
export type Held = z.infer<typeof Held>

const AttributeRow = z.object({
  name: z.string(),
  type: z.string(),
  choices: z.string(),
  position: z.number(),
  about: AttributeAbout.default('customer'),
})
export type AttributeRow = z.infer<typeof AttributeRow>
const SegmentRow = z.object({ name: z.string(), conditions: z.string(), position: z.number() })
export type SegmentRow = z.infer<typeof SegmentRow>

/** Both sides of everything that one act changed; null: not there. */
const Change = z.object({
  values: z.array(
    z.object({
      customer: z.number(),
      field: z.string(),
      source: z.enum(['agent', 'file']),
      before: Held.nullable(),
      after: Held.nullable(),
    }),
  ),
  attributes: z.array(z.object({ id: z.string(), before: AttributeRow.nullable(), after: AttributeRow.nullable() })),
  segments: z.array(z.object({ id: z.string(), before: SegmentRow.nullable(), after: SegmentRow.nullable() })),
})
export type Change = z.infer<typeof Change>

/** What a change did: its id, to be undone by, and whose details are others now; `all` when every customer's may be. */
export interface Changed {
  change: string
  customers: number[] | 'all'
}

/** Does what is asked for and writes it down. Runs in the caller's transaction. */
export function make(db: Db, { values = [], attributes = [], segments = [] }: Partial<Change>, at: number): Changed {
  const change: Change = { values, attributes, segments }
  put(db, change)
  const id = randomUUID()
  db.prepare('INSERT INTO profile_change (id, at, payload) VALUES (?, ?, ?)').run(id, at, JSON.stringify(change))
  return { change: id, customers: settleAll(db, change) }
}

/**
 * Takes a change back: everything it left as it is now goes back to what it was; what was changed again since stays. Refuses
 * `not-found`, `already-undone`, `changed-since` (nothing is as it left it).
 */
export function undoChange(db: Db, { change: id, at }: { change: string; at: number }): Changed {
  return db
    .transaction(() => {
      const row = db
        .prepare<[string], { payload: string; undone_at: number | null }>('SELECT payload, undone_at FROM profile_change WHERE id = ?')
        .get(id)
      if (!row) throw new Refusal('not-found')
      if (row.undone_at !== null) throw new Refusal('already-undone')
      const { values, attributes, segments } = Change.parse(JSON.parse(row.payload))
      const back: Change = {
        values: values.filter(one => same(held(db, one), one.after)).map(turned),
        attributes: attributes
          .filter(one => same(attributeRow(db, one.id), one.after) && (one.before !== null || !filledBesides(db, one.id, id)))
          .map(turned),
        segments: segments.filter(one => same(segmentRow(db, one.id), one.after)).map(turned),
      }
      if (back.values.length + back.attributes.length + back.segments.length === 0) throw new Refusal('changed-since')
      put(db, back)
      db.prepare('UPDATE profile_change SET undone_at = ? WHERE id = ?').run(at, id)
      return { change: id, customers: settleAll(db, back) }
    })
    .immediate()
}

/** Whether anything but what this change brought is said in an attribute. */
function filledBesides(db: Db, attribute: string, change: string): boolean {
  const other = db.prepare<object>(
    `SELECT 1 FROM attribute_value v WHERE v.field = @attribute AND NOT EXISTS (
       SELECT 1 FROM profile_change c, json_each(c.payload, '$.values') j WHERE c.id = @change
         AND j.value ->> 'customer' = v.customer_id AND j.value ->> 'field' = v.field AND j.value ->> 'source' = v.source)`,
  )
  return other.get({ attribute, change }) !== undefined
}

function turned<T, S extends { before: T; after: T }>(side: S): S {
  return { ...side, before: side.after, after: side.before }
}

function same(a: object | null, b: object | null): boolean {
  return JSON.stringify(a && Object.entries(a).sort()) === JSON.stringify(b && Object.entries(b).sort())
}

export function held(db: Db, { customer, field, source }: { customer: number; field: string; source: 'agent' | 'file' }): Held | null {
  const row = db
    .prepare<[number, string, string], Held>(
      'SELECT value, key, by, at FROM attribute_value WHERE customer_id = ? AND field = ? AND source = ?',
    )
    .get(customer, field, source)
  return row ?? null
}

export function attributeRow(db: Db, id: string): AttributeRow | null {
  return db.prepare<[string], AttributeRow>('SELECT name, type, choices, position, about FROM attribute WHERE id = ?').get(id) ?? null
}

export function segmentRow(db: Db, id: string): SegmentRow | null {
  return db.prepare<[string], SegmentRow>('SELECT name, conditions, position FROM segment WHERE id = ?').get(id) ?? null
}

function put(db: Db, { values, attributes, segments }: Change): void {
  const setValue = db.prepare(
    'INSERT OR REPLACE INTO attribute_value (customer_id, field, source, value, key, by, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const dropValue = db.prepare('DELETE FROM attribute_value WHERE customer_id = ? AND field = ? AND source = ?')
  for (const { customer, field, source, after } of values) {
    if (after) setValue.run(customer, field, source, after.value, after.key, after.by, after.at)
    else dropValue.run(customer, field, source)
  }
  for (const { id, after } of attributes) {
    db.prepare('DELETE FROM attribute WHERE id = ?').run(id)
    if (after) {
      const insert = db.prepare('INSERT INTO attribute (id, name, type, choices, position, about) VALUES (?, ?, ?, ?, ?, ?)')
      insert.run(id, after.name, after.type, after.choices, after.position, after.about)
    }
  }
  for (const { id, after } of segments) {
    db.prepare('DELETE FROM segment WHERE id = ?').run(id)
    if (after)
      db.prepare('INSERT INTO segment (id, name, conditions, position) VALUES (?, ?, ?, ?)').run(
        id,
        after.name,
        after.conditions,
        after.position,
      )
  }
}

/** Brings up to date what is derived from values; only a name reaches further than attribute_now. */
function settleAll(db: Db, { values, attributes, segments }: Change): Changed['customers'] {
  const roots = new Map<number, boolean>()
  for (const { customer, field } of values) {
    const root = currentCustomer(db, customer)
    roots.set(root, field === 'name' || roots.get(root) === true)
  }
  const settle = settler(db)
  for (const [root, renamed] of roots) {
    if (renamed) summarise(db, root)
    else settle(root)
  }
  return attributes.length + segments.length > 0 ? 'all' : [...roots.keys()]
}
