import { basename } from 'node:path'
import type { ColumnPlan, CustomersFile } from '#shared/contract/profile.ts'
import { type Attribute, type AttributeDraft, type AttributeType, parseValue, plainText } from '#shared/model/attribute.ts'
import type { IdentityKind } from '#shared/model/interaction.ts'
import { normalisePhone } from '#shared/model/phone.ts'
import { guessDateOrder } from '../connectors/phone/csv/guess.ts'
import { type DateOrder, parseDate } from '../connectors/phone/csv/values.ts'
import { type Row, readFileRows, sampleRows } from '../connectors/phone/csv-rows.ts'
import { readEnds } from '../connectors/phone/open-file.ts'
import { normaliseMail } from '../linkage/mail-address.ts'
import type { ValueRow, ValuesFile } from './import-values.ts'

const HEAD = 256 * 1024
const SAMPLE = 500
const SHOWN = 5
/** Columns of few different words are choices; more than this are texts. */
const MOST_CHOICES = 12
const DELIMITERS = [',', ';', '\t', '|']

interface Table {
  delimiter: string
  header: string[]
  rows: Row[]
}

const nameTitles = new Set(['name', 'full name', 'customer', 'customer name', 'nombre', 'nombre completo', 'nombre y apellidos', 'cliente'])

/** A CSV of customers as it could be read. Its first row is its header. Throws what the system throws. */
export async function inspectCustomersFile(path: string, attributes: readonly Attribute[], region: string): Promise<CustomersFile> {
  const { header, rows } = await readTable(path)
  const cells = header.map((_, column) => rows.map(row => row.fields[column]?.trim() ?? '').filter(cell => cell !== ''))
  const shares = cells.map(column =>
    column.length === 0 ? 0 : column.filter(cell => addressesIn(cell, region).length > 0).length / column.length,
  )
  const address = Math.max(
    0,
    shares.findIndex(share => share > 0.6),
  )
  return { header, rows: rows.slice(0, SHOWN).map(row => row.fields), address, columns: header.map((title, column) => plan(title, column)) }

  function plan(title: string, column: number): ColumnPlan {
    const plain = plainText(title)
    if (column === address || plain === '') return { to: 'nothing' }
    if (nameTitles.has(plain)) return { to: 'field', field: 'name' }
    const known = attributes.find(one => plainText(one.name) === plain)
    return known ? { to: 'field', field: known.id } : { to: 'new', attribute: draft(title, cells[column] ?? [], region) }
  }
}

/** What a column seems to hold: nearly all of its cells must read as that. */
function draft(title: string, cells: readonly string[], region: string): AttributeDraft {
  const name = title.trim().slice(0, 60)
  const order = guessDateOrder([...cells], region)
  const reads = (type: AttributeType) =>
    cells.length > 0 && cells.filter(cell => !('problem' in parseValue({ type }, written(type, cell, order)))).length / cells.length > 0.9
  if (reads('number')) return { name, type: 'number', choices: [] }
  if (reads('date')) return { name, type: 'date', choices: [] }
  if (cells.length > 0 && cells.every(cell => /^https?:\/\//i.test(cell))) return { name, type: 'link', choices: [] }
  const different = [...new Map(cells.map(cell => [plainText(cell), cell])).values()]
  const few = different.length <= MOST_CHOICES && cells.length >= different.length * 3 && different.every(cell => cell.length <= 60)
  return few ? { name, type: 'choice', choices: different.sort() } : { name, type: 'text', choices: [] }
}

/** A cell as its field takes it: dates are written in many ways, fields know one. */
function written(type: AttributeType, cell: string, order: DateOrder): string {
  if (type !== 'date') return cell
  const at = parseDate(cell, '', order, 'UTC')
  return Number.isNaN(at) ? cell : new Date(at).toISOString().slice(0, 10)
}

/** Every row of the file, ready for importValues. `typeOf`: of each column that goes somewhere. Rows that cannot be read are `broken` lines. */
export async function readCustomersFile(
  path: string,
  {
    address,
    columns,
    typeOf,
    region,
  }: { address: number; columns: ColumnPlan[]; typeOf: (plan: ColumnPlan) => AttributeType | undefined; region: string },
): Promise<{ file: ValuesFile; broken: number[] }> {
  const { delimiter, header, rows: sample } = await readTable(path)
  const orders = columns.map((plan, column) =>
    typeOf(plan) === 'date'
      ? guessDateOrder(
          sample.map(row => row.fields[column] ?? ''),
          region,
        )
      : 'ymd',
  )
  const rows: ValueRow[] = []
  const broken: number[] = []
  let first = true
  for await (const block of readFileRows(path, await readEnds(path, 1, 2), delimiter, new AbortController().signal)) {
    broken.push(...block.broken.map(({ line }) => line))
    for (const { line, fields } of first ? block.rows.slice(1) : block.rows) {
      const cells = columns.map((plan, column) => {
        const type = typeOf(plan)
        const cell = fields[column] ?? ''
        return type ? written(type, cell.trim(), orders[column] ?? 'ymd') : ''
      })
      rows.push({ line, addresses: addressesIn(fields[address] ?? '', region), cells })
    }
    if (block.rows.length > 0) first = false
  }
  return { file: { name: basename(path), header, columns, rows }, broken }
}

async function readTable(path: string): Promise<Table> {
  const ends = await readEnds(path, HEAD, 2)
  const tables: Table[] = []
  for (const delimiter of DELIMITERS) {
    const [head, ...rows] = await sampleRows(ends.head, delimiter, ends.head.length >= ends.size)
    const header = head?.fields.map(title => title.trim()) ?? []
    tables.push({ delimiter, header, rows: rows.slice(0, SAMPLE) })
  }
  const even = ({ header, rows }: Table) => (header.length < 2 ? 0 : 1 + rows.filter(row => row.fields.length === header.length).length)
  const [best] = tables.sort((a, b) => even(b) - even(a))
  return best ?? { delimiter: ',', header: [], rows: [] }
}

/** What a cell means as an identity. An address may be a mail's or a chat's. */
function addressesIn(cell: string, region: string): { kind: IdentityKind; value: string }[] {
  const text = cell.trim()
  const address = /^(?:mailto:|xmpp:)?([^\s@<>]+@[^\s@<>]+)$/i.exec(text)?.[1]?.toLowerCase()
  if (address)
    return [
      { kind: 'email', value: normaliseMail(address) ?? address },
      { kind: 'jid', value: address },
    ]
  const number = normalisePhone(text, region)
  if (number) return [{ kind: 'phone', value: number }]
  const handle = text.toLowerCase().normalize('NFC')
  return /^(?:whatsapp|telegram|sms|sip):\S/.test(handle) ? [{ kind: 'handle', value: handle }] : []
}
