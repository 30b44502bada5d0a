import { randomUUID } from 'node:crypto'
import type { ColumnPlan, CustomersFileResult } from '#shared/contract/profile.ts'
import { parseValue, plainText } from '#shared/model/attribute.ts'
import { foundBy, type IdentityKind } from '#shared/model/interaction.ts'
import type { Db } from '../store/database.ts'
import { Refusal } from '../store/protocol.ts'
import { listAttributes, rowOf } from './attributes.ts'
import { type Change, type Changed, type Held, held, make } from './changes.ts'
import { everyoneIn } from './settle.ts'

const PROBLEMS = 100
const LINES = 20

/** A line of the file: whose it is (several spellings of one address, any of which may be known) and its cells. */
export interface ValueRow {
  line: number
  addresses: { kind: IdentityKind; value: string }[]
  cells: string[]
}

export interface ValuesFile {
  /** Its name, told as the origin of every value. */
  name: string
  header: string[]
  columns: ColumnPlan[]
  rows: ValueRow[]
}

type Problem = CustomersFileResult['problems'][number]
type Target = { field: string; kind: Parameters<typeof parseValue>[0]; cell: number; column: string }

/** Takes the values of a file in, all in one transaction. Empty cells say nothing. What an agent set stays what counts. Refuses `not-found`. */
export function importValues(db: Db, { file, at }: { file: ValuesFile; at: number }): Changed & { result: CustomersFileResult } {
  return db
    .transaction(() => {
      const { targets, attributes } = plan(db, file)
      const find = finder(db)
      const agentsValue = db
        .prepare<object, string | null>(
          `SELECT value FROM attribute_value WHERE customer_id IN (${everyoneIn}) AND field = @field AND source = 'agent'
           ORDER BY customer_id <> @customer, customer_id LIMIT 1`,
        )
        .pluck()
      const problems: Problem[] = []
      const unknown: number[] = []
      const values = new Map<string, Change['values'][number]>()
      const touched = new Set<number>()
      let kept = 0
      for (const { line, addresses, cells } of file.rows) {
        if (addresses.length === 0) problems.push({ line, column: '', reason: 'no-address' })
        const [customer, ...others] = addresses.map(find).find(ids => ids.length > 0) ?? []
        if (customer === undefined) {
          if (addresses.length > 0) unknown.push(line)
          continue
        }
        if (others.length > 0) {
          problems.push({ line, column: '', reason: 'several' })
          continue
        }
        for (const { field, kind, cell, column } of targets) {
          const text = cells[cell]?.trim() ?? ''
          if (text === '') continue
          const parsed = parseValue(kind, text)
          if ('problem' in parsed) {
            problems.push({ line, column, reason: parsed.problem })
            continue
          }
          const key = `${customer} ${field}`
          const said = values.get(key)?.after?.value
          if (said !== undefined) {
            // Two lines about one customer: the first counts, and a second that says otherwise is told.
            if (said !== parsed.value) problems.push({ line, column, reason: 'two-values' })
            continue
          }
          const after: Held = { value: parsed.value, key: parsed.key ?? null, by: file.name, at }
          const slot = { customer, field, source: 'file' } as const
          values.set(key, { ...slot, before: held(db, slot), after })
          touched.add(customer)
          const agents = agentsValue.get({ customer, field })
          if (agents !== undefined && agents !== parsed.value) kept++
        }
      }
      const changed = make(db, { values: [...values.values()], attributes }, at)
      const result: CustomersFileResult = {
        change: changed.change,
        rows: file.rows.length,
        customers: touched.size,
        set: values.size - kept,
        kept,
        unknown: { count: unknown.length, lines: unknown.slice(0, LINES) },
        rejected: problems.length,
        problems: problems.slice(0, PROBLEMS),
      }
      return { ...changed, result }
    })
    .immediate()
}

/**
 * Customers that an address means. A contact's name (`whatsapp:ana`) is one person in one address book only (see `contactHandle`): it may mean
 * several.
 */
function finder(db: Db): (address: ValueRow['addresses'][number]) => number[] {
  const exactly = db.prepare<[string, string], number>('SELECT customer_id FROM identity WHERE kind = ? AND value = ?').pluck()
  const begun = db.prepare<[string, string], { value: string; customer: number }>(
    "SELECT value, customer_id AS customer FROM identity WHERE kind = 'handle' AND value > ? AND value < ?",
  )
  return ({ kind, value }) => {
    const found = exactly.all(kind, value)
    if (found.length > 0 || kind !== 'handle') return found
    // Everything that begins with the name and a tilde: the sign after it is U+007F.
    const contacts = begun.all(`${value}~`, `${value}\u007f`).filter(one => foundBy(one.value) === value)
    return [...new Set(contacts.map(({ customer }) => customer))]
  }
}

/** Which cell goes to which field; attributes that are to be made get their ids here. One that has the name already is taken for it. */
function plan(db: Db, { columns, header }: ValuesFile): { targets: Target[]; attributes: Change['attributes'] } {
  const known = listAttributes(db, { about: 'customer' })
  const attributes: Change['attributes'] = []
  const targets = columns.flatMap((column, cell): Target[] => {
    const title = header[cell] ?? ''
    if (column.to === 'nothing') return []
    if (column.to === 'field' && column.field === 'name') return [{ field: 'name', kind: { type: 'name' }, cell, column: title }]
    const attribute = known.find(one =>
      column.to === 'field' ? one.id === column.field : plainText(one.name) === plainText(column.attribute.name),
    )
    if (attribute) return [{ field: attribute.id, kind: attribute, cell, column: title }]
    if (column.to === 'field') throw new Refusal('not-found')
    const after = rowOf(db, column.attribute, null)
    const made = { ...column.attribute, id: randomUUID() }
    known.push(made)
    attributes.push({ id: made.id, before: null, after: { ...after, position: after.position + attributes.length } })
    return [{ field: made.id, kind: made, cell, column: title }]
  })
  return { targets, attributes }
}
