import { CsvError, type Options, parse } from 'csv-parse/sync'
import type { PersonRecord } from '../record.ts'
import { type Meaning, meanings } from './columns.ts'
import { type DateOrder, dateOrder, looksLikeMail, looksLikePostcode, readDate } from './content.ts'
import { closeQuotes } from './quotes.ts'

export interface People {
  records: PersonRecord[]
  /** Which person each record is of, as the column `entity` says; absent without one. Nothing in the records comes from it. */
  truth?: string[]
  columns: { header: string; meaning: Meaning }[]
  /** Lines (from 1) that are not as they should be, in their order. */
  malformed: Malformed[]
}

/**
 * `quote` a quote that does not end its cell, read without; `more` more cells than the header has, left out; `fewer` the line ends before the column that says who
 * it is, left out.
 */
export interface Malformed {
  line: number
  reason: 'quote' | 'more' | 'fewer'
}

/** So many rows tell what each column means. */
const looked = 5000

/**
 * Reads a list of people in CSV (RFC 4180, also with `;`, tab or `|`; UTF-8, UTF-16 with a mark, or Windows-1252), its first row the
 * header. Never throws for content; lines that cannot be read are left out and named.
 */
export function readPeople(bytes: Uint8Array): People {
  const written = decode(bytes)
  const delimiter = delimiterOf(written)
  const { text, wrong } = closeQuotes(written, delimiter)
  try {
    return peopleIn(text, { ...layout, delimiter, relax_quotes: true }, wrong)
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return peopleIn(text, { ...layout, delimiter, quote: null }, wrong)
  }
}

/** Row by row: all cells of a long list take more room than what becomes of them. */
function peopleIn(text: string, options: Options, quotes: number[]): People {
  const [header = [], ...rows]: string[][] = parse(text, { ...options, to: looked + 1 })
  const columns = meanings(header, rows)
  const orders = columns.map((meaning, index) => (meaning === 'birth' ? dateOrder(rows.map(row => row[index] ?? '')) : 'dmy'))
  const same = oneOfEach()
  const at = columns.indexOf('truth')
  const truth: string[] = []
  const records: PersonRecord[] = []
  const mended = new Set(quotes)
  const malformed = quotes.map((line): Malformed => ({ line, reason: 'quote' }))
  const onRecord = (row: string[], { records: read, lines }: { records: number; lines: number }): null => {
    if (read === 1) return null
    const reason = row.slice(header.length).some(Boolean) ? 'more' : row.length <= at ? 'fewer' : undefined
    if (reason) {
      const line = lines - row.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0)
      if (!mended.has(line)) malformed.push({ line, reason })
      return null
    }
    if (at >= 0) truth.push(row[at] ?? '')
    records.push(record(records.length, row, header, columns, orders, same))
    return null
  }
  parse(text, { ...options, on_record: onRecord })
  return {
    records,
    ...(at >= 0 && { truth }),
    columns: header.map((name, index) => ({ header: name, meaning: columns[index] ?? 'none' })),
    malformed: malformed.sort((a, b) => a.line - b.line),
  }
}

function decode(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

const layout: Options = { bom: true, relax_column_count: true, skip_empty_lines: true, trim: true }

/** What divides the beginning into most columns, the same number in most rows. */
function delimiterOf(text: string): string {
  const head = text.slice(0, 20_000)
  const sample = head.length < text.length ? head.slice(0, head.lastIndexOf('\n') + 1) : head
  let best = ','
  let most = 0
  for (const delimiter of [',', ';', '\t', '|']) {
    const [first, ...rest] = rowsOf(sample, delimiter)
    const columns = first?.length ?? 0
    const even = rest.filter(row => row.length === columns).length
    const value = columns < 2 ? 0 : columns * (1 + even)
    if (value > most) [best, most] = [delimiter, value]
  }
  return best
}

function rowsOf(text: string, delimiter: string): string[][] {
  try {
    return parse(text, { ...layout, delimiter, relax_quotes: true })
  } catch {
    return parse(text, { ...layout, delimiter, quote: null })
  }
}

type Lists = Required<Omit<PersonRecord, 'id' | 'attributes' | 'evidence' | 'mentions'>>

function record(
  id: number,
  row: string[],
  header: string[],
  columns: Meaning[],
  orders: DateOrder[],
  same: (text: string) => string,
): PersonRecord {
  const all: Lists = {
    names: [],
    mails: [],
    phones: [],
    handles: [],
    birthDates: [],
    streets: [],
    postcodes: [],
    towns: [],
    numbers: [],
    references: [],
  }
  const parts: Partial<Record<Meaning, string[]>> = {}
  const attributes = new Map<string, string>()
  for (const [index, meaning] of columns.entries()) {
    const cell = row[index] ?? ''
    if (isNothing(cell) || meaning === 'truth' || meaning === 'none') continue
    const value = same(cell.slice(0, 500))
    if (looksLikeMail(value)) all.mails.push(value)
    else if (meaning === 'other') attributes.set(nameOf(header, index), value)
    else if (meaning === 'birth') {
      const date = readDate(value, orders[index] ?? 'dmy')
      if (date) all.birthDates.push(date)
    } else if (meaning === 'phone') all.phones.push(...value.split(/[,;]| or | \/ /).map(each => each.trim()))
    // Town and postcode in one another's place.
    else if (meaning === 'town' && looksLikePostcode(value)) all.postcodes.push(value)
    else if (meaning === 'postcode' && /^[\p{L} '-]{3,}$/u.test(value)) all.towns.push(value)
    else if (meaning === 'postcode') all.postcodes.push(value.replace(/\.0$/, ''))
    else if (meaning === 'town') all.towns.push(value)
    else if (meaning === 'number') all.numbers.push(value)
    else if (meaning === 'reference') all.references.push(value)
    else if (meaning === 'handle') all.handles.push(value)
    else if (meaning === 'name') all.names.push(value)
    else parts[meaning] = [...(parts[meaning] ?? []), value]
  }
  all.names.push(...namesOf(parts))
  all.streets.push(...streetsOf(parts))
  const [year] = parts.birthYear ?? []
  if (year && all.birthDates.length === 0) all.birthDates.push(...dateOf(year, parts))
  return {
    id,
    // Copied, so that they take no more room than they need.
    ...Object.fromEntries(Object.entries(all).flatMap(([field, values]) => (values.length > 0 ? [[field, values.slice()]] : []))),
    ...(attributes.size > 0 && { attributes: Object.fromEntries(attributes) }),
  }
}

/** Of two columns with one name the second has its number, too. */
function nameOf(header: string[], index: number): string {
  const name = header[index] ?? ''
  return header.indexOf(name) === index ? name : `${name} ${index + 1}`
}

/** The first of equal texts: most towns and names stand in many rows. */
function oneOfEach(): (text: string) => string {
  const known = new Map<string, string>()
  return text => {
    const first = known.get(text)
    if (first === undefined && known.size < 200_000) known.set(text, text)
    return first ?? text
  }
}

function isNothing(cell: string): boolean {
  return /^(?:|-+|\.|\?+|#?n\.?\/?a\.?|nan|nil|\\n|[(<[]?(?:null|none|missing|empty|blank)[)>\]]?|not (?:available|applicable|known|given)|unknown|unk|desconocid[oa]|sin datos|ningun[oa]|unbekannt|keine angabe|k\.a\.|brak|inconnue?|0000-00-00)$/i.test(
    cell,
  )
}

function namesOf({ given = [], middle = [], family = [], otherFamily = [], nickname = [] }: Partial<Record<Meaning, string[]>>): string[] {
  const bare = (values: string[]) => values.join(' ').replaceAll(',', ' ')
  const [first, last, other] = [bare([...given, ...middle]), bare(family), bare(otherFamily)]
  const names: string[] = []
  if (first || last) names.push(`${last}, ${first}`)
  if (other) names.push(`${other}, ${first}`)
  if (nickname.length > 0) names.push(`${last}, ${bare(nickname)}`)
  return names
}

/** The house number belongs to the first line. */
function streetsOf({ houseNumber = [], street = [] }: Partial<Record<Meaning, string[]>>): string[] {
  const [line, ...more] = street
  if (line === undefined) return []
  return [[...houseNumber.map(number => number.replace(/\.0$/, '')), line].join(' '), ...more]
}

function dateOf(year: string, { birthMonth = [], birthDay = [] }: Partial<Record<Meaning, string[]>>): string[] {
  const whole = year.replace(/\.0$/, '')
  if (!/^\d{4}$/.test(whole)) return []
  const [month, day] = [birthMonth[0], birthDay[0]].map(part => part?.replace(/\.0$/, '').padStart(2, '0'))
  return [month && day && /^\d\d-\d\d$/.test(`${month}-${day}`) ? `${whole}-${month}-${day}` : whole]
}
