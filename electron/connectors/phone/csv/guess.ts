import { type CsvField, type CsvMapping, csvFields } from '#shared/model/csv-mapping.ts'
import { normalisePhone } from '#shared/model/phone.ts'
import { type DateOrder, dateDigits, isClock, parseDate, parseDuration } from './values.ts'
import { headerScore, inWords, isDirectionWord, outcomeOf } from './words.ts'

export interface Guess {
  mapping: CsvMapping
  /** 0 to 1: how sure it is that this is a list of calls. 0: no start time or no number was found. */
  score: number
}

/** What the cells of a column look like: shares (0 to 1) of its filled cells. */
interface Profile {
  filled: number
  moment: number
  day: number
  clock: number
  number: number
  /** Of the numbers: how many are longer than an extension. */
  long: number
  duration: number
  direction: number
  outcome: number
  text: number
  distinct: boolean
  /** All cells are as long as each other. */
  even: boolean
  longest: number
}

function profile(cells: string[], region: string): Profile {
  const filled = cells.map(cell => cell.trim()).filter(cell => cell !== '')
  const share = (is: (cell: string) => boolean) => (filled.length === 0 ? 0 : filled.filter(is).length / filled.length)
  const isMoment = (cell: string) => !/^\d+(?:\.\d+)?$/.test(cell) && ['dmy', 'mdy', 'ymd'].some(order => isDateIn(cell, order))
  return {
    filled: cells.length === 0 ? 0 : filled.length / cells.length,
    moment: share(cell => isMoment(cell) && /\d[:.h]\d\d|T\d{4}| \d{4}/.test(cell.replace(/^\S*[./-]\S*[./-]\S*/, ''))),
    day: share(isMoment),
    clock: share(isClock),
    number: share(cell => looksDialled(cell, region)),
    long: share(cell => looksDialled(cell, region) && cell.replace(/\D/g, '').length > 6),
    duration: share(cell => parseDuration(cell) !== undefined),
    direction: share(isDirectionWord),
    outcome: share(cell => outcomeOf(cell) !== undefined),
    text: share(cell => /\p{L}{2}/u.test(cell)),
    distinct: new Set(filled).size === filled.length,
    even: filled.every(cell => cell.length > 2 && cell.length === filled[0]?.length),
    longest: Math.max(0, ...filled.map(cell => parseDuration(cell) ?? 0)),
  }
}

const orders: DateOrder[] = ['ymd', 'dmy', 'mdy']
const isDateIn = (cell: string, order: string) => orders.some(known => known === order && !Number.isNaN(parseDate(cell, '', known, 'UTC')))

function looksDialled(cell: string, region: string): boolean {
  return (
    /^(?:anonymous|unknown|private|withheld|restricted)$/i.test(cell) || (!dateDigits(cell) && normalisePhone(cell, region) !== undefined)
  )
}

/** How well a column's content fits a field: below 0 it cannot be it. At most 2. */
function suits(field: CsvField, column: Profile, named: boolean): number {
  if (column.filled === 0) return named ? 0 : -1
  switch (field) {
    case 'start':
      return column.moment > 0.7
        ? 2
        : column.day > 0.7
          ? named
            ? 0
            : -1
          : named && column.text < 0.1 && column.long > 0.7 && column.duration > 0.7
            ? 0
            : -1
    case 'end':
      return column.moment > 0.7 ? 1 : -1
    case 'date':
      return column.day > 0.7 && column.moment < 0.3 ? 2 : -1
    case 'time':
      return column.clock > 0.7 ? 1 : -1
    case 'from':
    case 'to':
      // Extensions are all as long as each other; spans in seconds are not.
      return column.number > 0.6 && column.clock < 0.5 ? 1 + column.long * 0.5 + (column.even ? 0.25 : 0) : -1
    case 'direction':
      return column.direction > 0.6 ? 2 : -1
    case 'outcome':
      return column.outcome > 0.6 ? 2 : named && column.text > 0.6 ? 0 : -1
    case 'duration':
    case 'talk':
    case 'ring':
      // Numbers of nine digits are phone numbers, whatever a header says.
      return column.duration > 0.6 && column.longest < 1e6 ? 1 : -1
    case 'id':
      return named && column.distinct && column.filled > 0.5 ? 1 : -1
    case 'name':
    case 'note':
      return named && column.day < 0.5 ? 1 : -1
  }
}

/** Fields that content alone can tell, in the order in which they take their columns. The first of two numbers is the caller. */
const telling: CsvField[] = ['start', 'date', 'direction', 'outcome', 'from', 'to', 'time', 'end', 'duration']

/**
 * How to read a table of calls. `header` has the columns' names, or blanks where the file has none; `rows` is a sample of
 * the whole file, `region` two letters. The user corrects it where it is wrong.
 */
export function guessMapping(header: string[], rows: string[][], region: string, delimiter = ','): Guess {
  const width = Math.max(header.length, ...rows.slice(0, 300).map(row => row.length), 0)
  const profiles = Array.from({ length: width }, (_, i) =>
    profile(
      rows.slice(0, 300).map(row => row[i] ?? ''),
      region,
    ),
  )
  const columns: Partial<Record<CsvField, number>> = {}
  const used = new Set<number>()
  const take = (field: CsvField, column: number) => {
    columns[field] = column
    used.add(column)
  }

  // Names first, the best pairs before the others; content only has a veto and breaks ties.
  const pairs = csvFields
    .flatMap(field =>
      profiles.map((column, i) => ({ field, i, name: headerScore(field, header[i] ?? ''), fit: suits(field, column, true) })),
    )
    .filter(pair => pair.name > 0 && pair.fit >= 0)
    .sort((a, b) => b.name + b.fit - a.name - a.fit || a.i - b.i)
  for (const { field, i } of pairs) {
    if (columns[field] === undefined && !used.has(i) && !excluded(field, columns)) take(field, i)
  }
  for (const field of telling) {
    if (columns[field] !== undefined || excluded(field, columns)) continue
    const [best] = profiles
      .map((column, i) => ({ i, fit: used.has(i) ? -1 : suits(field, column, false), clock: column.clock, longest: column.longest }))
      .filter(candidate => candidate.fit > 0 && (field !== 'duration' || header.every(name => name === '') || candidate.clock > 0.7))
      .sort((a, b) => (field === 'time' ? b.longest - a.longest : 0) || b.fit - a.fit || a.i - b.i)
    if (best) take(field, best.i)
  }

  const cells = (field: CsvField) => {
    const column = columns[field]
    return column === undefined ? [] : rows.map(row => row[column] ?? '')
  }
  const outcomes: CsvMapping['outcomes'] = {}
  for (const cell of [...cells('outcome'), ...cells('direction')]) {
    const outcome = outcomeOf(cell)
    if (outcome && cell.length < 60) outcomes[cell.trim().toLowerCase()] = outcome
  }
  const dates = columns.start === undefined ? cells('date') : cells('start')
  const mapping = { delimiter, columns, dateOrder: guessDateOrder(dates, region), inWords: [...new Set(inWords)], outcomes }
  return { mapping, score: score(columns, header) }
}

/** A file has one moment or a day and a time; never take both. */
function excluded(field: CsvField, columns: CsvMapping['columns']): boolean {
  if (field === 'date' || field === 'time') return columns.start !== undefined || (field === 'time' && columns.date === undefined)
  return field === 'start' && columns.date !== undefined
}

function score(columns: CsvMapping['columns'], header: string[]): number {
  const { start, date, time, from, to, duration, talk, direction, outcome } = columns
  if ((start ?? date) === undefined || (from ?? to) === undefined) return 0
  // Customers have numbers and birthdays too.
  if ((start ?? time ?? duration ?? talk ?? direction ?? outcome) === undefined) return 0
  const calls = [duration ?? talk, direction ?? outcome, from === undefined || to === undefined ? undefined : to].filter(
    i => i !== undefined,
  ).length
  const named = header.filter(name => csvFields.some(field => headerScore(field, name) === 3)).length
  return Math.min(0.85, 0.3 + 0.15 * calls + (named >= 3 ? 0.15 : 0))
}

/** Day or month first, from all dates: a 13 decides; else the order in which the file's dates run most evenly; else the region's habit. */
export function guessDateOrder(cells: string[], region: string): DateOrder {
  const digits = cells.map(dateDigits).filter(found => found !== undefined)
  if (digits.filter(([first]) => first.length > 2).length > digits.length / 2) return 'ymd'
  const over = (index: 0 | 1) => digits.filter(found => Number(found[index]) > 12).length
  if (over(0) !== over(1)) return over(0) > over(1) ? 'dmy' : 'mdy'
  const turns = (order: DateOrder) => {
    const times = cells.map(cell => parseDate(cell, '', order, 'UTC')).filter(at => !Number.isNaN(at))
    const steps = times
      .slice(1)
      .map((at, i) => Math.sign(at - (times[i] ?? at)))
      .filter(step => step !== 0)
    return steps.slice(1).filter((step, i) => step !== steps[i]).length
  }
  const [day, month] = [turns('dmy'), turns('mdy')]
  if (day !== month) return day < month ? 'dmy' : 'mdy'
  return ['US', 'PH', 'FM', 'PW', 'MH'].includes(region.toUpperCase()) ? 'mdy' : 'dmy'
}
