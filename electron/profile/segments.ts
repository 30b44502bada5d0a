import { randomUUID } from 'node:crypto'
import { getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js'
import * as z from 'zod'
import { AttributeType, parseValue, plainText } from '#shared/model/attribute.ts'
import { channels } from '#shared/model/interaction.ts'
import { Condition, type Segment, type SegmentDraft } from '#shared/model/segment.ts'
import { firstIdAt } from '../ingest/ids.ts'
import type { Db } from '../store/database.ts'
import { Refusal } from '../store/protocol.ts'
import { attributeRow, type Changed, make, type SegmentRow, segmentRow } from './changes.ts'

const DAY = 86_400_000

/** A test of `customer c` in SQL, and its named parameters. */
interface Test {
  where: string[]
  values: Record<string, string | number>
}

/** What must be true of a row `c` of customer for it to be in this segment at `at` (epoch ms). Refuses `not-found`. */
export function segmentTest(db: Db, { segment, at }: { segment: string; at: number }): Test {
  const row = segmentRow(db, segment)
  if (!row) throw new Refusal('not-found')
  return testOf(db, conditionsOf(row), at)
}

function conditionsOf(row: Pick<SegmentRow, 'conditions'>): Condition[] {
  return z.array(Condition).parse(JSON.parse(row.conditions))
}

function testOf(db: Db, conditions: readonly Condition[], at: number): Test {
  const values: Test['values'] = {}
  const value = (of: string | number): string => {
    const name = `s${Object.keys(values).length}`
    values[name] = of
    return `@${name}`
  }
  const where = conditions.map(condition => sqlOf(db, condition, at, value))
  return { where, values }
}

function sqlOf(db: Db, condition: Condition, at: number, value: (of: string | number) => string): string {
  switch (condition.about) {
    case 'channel':
      return `c.channels & ${value(1 << channels.indexOf(condition.channel))}`
    case 'country':
      return inCountry(condition.region, value)
    case 'silent':
      return `c.last_id < ${value(firstIdAt(at - condition.days * DAY))}`
    case 'active':
      return `c.last_id >= ${value(firstIdAt(at - condition.days * DAY))}`
    case 'waiting':
      return `c.waiting_since <= ${value(at - condition.days * DAY)}`
    case 'attribute':
      return aboutAttribute(db, condition, value)
  }
}

/** By the calling code, which a few countries share: +1 is the United States and Canada alike. */
function inCountry(region: string, value: (of: string) => string): string {
  if (!isSupportedCountry(region)) return 'FALSE'
  const prefix = `+${getCountryCallingCode(region)}`
  // The colon follows the digit 9.
  return `EXISTS (SELECT 1 FROM identity i WHERE i.customer_id = c.id AND i.kind = 'phone' AND +i.value > ${value(prefix)} AND +i.value < ${value(`${prefix}:`)})`
}

type AboutAttribute = Extract<Condition, { about: 'attribute' }>

// The plus keeps SQLite on its walk by recency, which ends with the page, instead of sorting all that match.
function aboutAttribute(db: Db, { attribute, is, value: text }: AboutAttribute, value: (of: string | number) => string): string {
  const row = attributeRow(db, attribute)
  // Of an attribute that was removed nothing is true, until it is back.
  if (!row) return 'FALSE'
  const known = `SELECT customer_id FROM attribute_now WHERE field = ${value(attribute)}`
  if (is === 'filled') return `+c.id IN (${known})`
  if (is === 'empty') return `c.id NOT IN (${known})`
  if (is === 'contains') return `+c.id IN (${known} AND instr(key, ${value(plainText(text))}))`
  const parsed = parseValue({ type: AttributeType.parse(row.type), choices: z.array(z.string()).parse(JSON.parse(row.choices)) }, text)
  // A choice that was taken out of the list may still be somebody's value.
  const key = 'problem' in parsed ? plainText(text) : (parsed.key ?? '')
  if (is === 'different') return `c.id NOT IN (${known} AND key = ${value(key)})`
  const sign = { equal: '=', less: '<', more: '>' }[is]
  return `+c.id IN (${known} AND key ${sign} ${value(key)})`
}

/** Saved segments with how many customers are in each. */
export function listSegments(db: Db, { at }: { at: number }): (Segment & { count: number })[] {
  const rows = db.prepare<[], SegmentRow & { id: string }>('SELECT id, name, conditions, position FROM segment ORDER BY position, id').all()
  return rows.map(row => {
    const conditions = conditionsOf(row)
    const { where, values } = testOf(db, conditions, at)
    const count = db
      .prepare<object, number>(`SELECT count(*) FROM customer c WHERE c.last_id IS NOT NULL AND ${where.join(' AND ')}`)
      .pluck()
      .get(values)
    return { id: row.id, name: row.name, conditions, count: count ?? 0 }
  })
}

/** Adds a segment or changes one. Refuses `not-found`. */
export function saveSegment(db: Db, { id, at, name, conditions }: SegmentDraft & { id?: string | undefined; at: number }): Changed {
  return db
    .transaction(() => {
      const before = id === undefined ? null : segmentRow(db, id)
      if (id !== undefined && !before) throw new Refusal('not-found')
      const last = db.prepare<[], number | null>('SELECT max(position) FROM segment').pluck().get()
      const after = { name, conditions: JSON.stringify(conditions), position: before?.position ?? (last ?? 0) + 1 }
      return make(db, { segments: [{ id: id ?? randomUUID(), before, after }] }, at)
    })
    .immediate()
}

/** Refuses `not-found`. */
export function removeSegment(db: Db, { id, at }: { id: string; at: number }): Changed {
  return db
    .transaction(() => {
      const before = segmentRow(db, id)
      if (!before) throw new Refusal('not-found')
      return make(db, { segments: [{ id, before, after: null }] }, at)
    })
    .immediate()
}
