import { normalisePhone } from '#shared/model/phone.ts'
import { sampleRows } from '../csv-rows.ts'
import type { FileEnds } from '../open-file.ts'
import { type Guess, guessMapping } from './guess.ts'
import { isClock, parseDate, parseDuration } from './values.ts'

const DELIMITERS = [',', ';', '\t', '|']
const SAMPLE_ROWS = 1000

/** A file's columns and a sample of its rows, from its beginning and its end. */
export interface Table {
  header: string[]
  rows: string[][]
  /** The first line with a call on it: what is before is a title, or the header. */
  firstLine: number
  guess: Guess
}

/** Whether a row names columns: no date, number or span in it. */
function isHeader(row: string[], region: string): boolean {
  const cells = row.map(cell => cell.trim()).filter(cell => cell !== '')
  const value = (cell: string) =>
    /^[\d\s.,:/+-]+$/.test(cell) ||
    isClock(cell) ||
    normalisePhone(cell, region) !== undefined ||
    !Number.isNaN(parseDate(cell, '', 'dmy', 'UTC')) ||
    (/\d/.test(cell) && parseDuration(cell) !== undefined)
  return cells.length > 0 && !cells.some(value)
}

async function tableWith(ends: FileEnds, delimiter: string, region: string): Promise<Table> {
  const head = await sampleRows(ends.head, delimiter, ends.head.length >= ends.size)
  const widths = new Map<number, number>()
  for (const row of head) widths.set(row.fields.length, (widths.get(row.fields.length) ?? 0) + 1)
  const [width = 0] = [...widths].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? []
  // Titles and `sep=;` come before the header and have fewer columns.
  const start = Math.max(
    0,
    head.findIndex(row => row.fields.length === width),
  )
  const first = head[start]
  const named = first !== undefined && isHeader(first.fields, region)
  const body = head.slice(named ? start + 1 : start)
  // The first row of the tail is half a row.
  const tail = ends.size > ends.head.length + ends.tail.length ? (await sampleRows(ends.tail, delimiter, true)).slice(1) : []
  const rows = [...body.slice(0, SAMPLE_ROWS), ...tail.slice(-SAMPLE_ROWS)].map(row => row.fields)
  const header = named ? first.fields.map(name => name.trim()) : Array.from({ length: width }, () => '')
  const firstLine = body[0]?.line ?? (named ? first.line + 1 : 1)
  const guess = guessMapping(header, rows, region, delimiter)
  const even = rows.length === 0 ? 0 : rows.filter(row => row.length === width).length / rows.length
  return { header, rows, firstLine, guess: { ...guess, score: width < 2 ? 0 : guess.score * (0.5 + even / 2) } }
}

/** The table as it makes most sense; with `delimiter` already known, only that is tried. */
export async function readTable(ends: FileEnds, region: string, delimiter?: string): Promise<Table> {
  const tables: Table[] = []
  for (const one of delimiter === undefined ? DELIMITERS : [delimiter]) tables.push(await tableWith(ends, one, region))
  const [best] = tables.sort((a, b) => b.guess.score - a.guess.score || b.header.length - a.header.length)
  return best ?? { header: [], rows: [], firstLine: 1, guess: guessMapping([], [], region) }
}
