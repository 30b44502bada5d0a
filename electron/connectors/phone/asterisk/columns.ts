/**
 * Which column is which. Asterisk writes no header; the order of cdr_csv (cdr_csv.c, `build_csv_record`) is fixed up to
 * `amaflags`, then come uniqueid, userfield, and peeraccount, linkedid, sequence as cdr.conf's `loguniqueid`,
 * `loguserfield` and `newcdrcolumns` say. cdr_custom writes any order.
 */
export const cdrFields = [
  'accountcode',
  'src',
  'dst',
  'dcontext',
  'clid',
  'channel',
  'dstchannel',
  'lastapp',
  'lastdata',
  'start',
  'answer',
  'end',
  'duration',
  'billsec',
  'disposition',
  'amaflags',
  'uniqueid',
  'linkedid',
] as const
export type CdrField = (typeof cdrFields)[number]
export type CdrColumns = Partial<Record<CdrField, number>>

export const dispositions = new Set(['ANSWERED', 'NO ANSWER', 'BUSY', 'FAILED', 'CONGESTION'])
const DATE = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/
/** `Tech/resource-id`, with `;1` or `;2` for the halves of a Local channel. */
const CHANNEL = /^[A-Za-z]\w*\/\S+-[0-9a-f]+(?:;[12])?$/i
const SECONDS = /^\d{1,6}$/
const UNIQUE_ID = /^(?:[\w.-]+-)?\d{9,10}\.\d+$/
const APPS =
  /^(?:Dial|Queue|VoiceMail(?:Main)?|Hangup|Playback|BackGround|Answer|Congestion|Busy|ConfBridge|MeetMe|Wait(?:Exten)?|Goto\w*|Set|NoOp|Macro|AGI|AppDial\d*|Echo|MusicOnHold|Directory|Read|SayDigits|Park|Pickup|Transfer|Stasis|Bridge|Return|ExecIf)$/i
export const mustColumns = ['start', 'src', 'dst', 'disposition'] as const

/** Other names that the same column goes by (FreePBX's `calldate`). */
const aliases = new Map<string, CdrField>([
  ['calldate', 'start'],
  ['answerdate', 'answer'],
  ['hangupdate', 'end'],
  ['starttime', 'start'],
  ['endtime', 'end'],
])

/** The columns by a header line; undefined when the line is no CDR header. */
export function columnsByHeader(row: string[]): CdrColumns | undefined {
  const names = row.map(name => name.trim().toLowerCase())
  const columns: CdrColumns = {}
  names.forEach((name, i) => {
    const field = cdrFields.find(known => known === name) ?? aliases.get(name)
    if (field && columns[field] === undefined) columns[field] = i
  })
  const known = Object.keys(columns).length
  return known >= 4 && known > names.length / 3 && (columns.src !== undefined || columns.disposition !== undefined) ? columns : undefined
}

type Column = (i: number) => string[]

const csvOrder = cdrFields.slice(0, 16)
/** cdr_csv's order, and the one of the sample in cdr_custom.conf, as far as both are fixed. */
const layouts: CdrField[][] = [csvOrder, ['clid', ...csvOrder.filter(field => field !== 'clid' && field !== 'accountcode'), 'accountcode']]

/** The columns of a documented order, if most rows are in it. The ids come after, if they are there. */
function columnsByLayout(rows: string[][]): CdrColumns | undefined {
  for (const layout of layouts) {
    const columns: CdrColumns = Object.fromEntries(layout.map((field, i) => [field, i]))
    const cell = (row: string[], field: CdrField) => row[columns[field] ?? -1]?.trim() ?? ''
    const inOrder = rows.filter(
      row =>
        !cell(row, 'src').includes('<') &&
        !cell(row, 'dcontext').includes('<') &&
        DATE.test(cell(row, 'start')) &&
        DATE.test(cell(row, 'end')) &&
        dispositions.has(cell(row, 'disposition').toUpperCase()) &&
        SECONDS.test(cell(row, 'duration')) &&
        SECONDS.test(cell(row, 'billsec')),
    )
    if (inOrder.length === 0 || inOrder.length < rows.length / 2) continue
    const width = Math.max(...inOrder.map(row => row.length))
    const ids = Array.from({ length: width }, (_, i) => i).filter(
      i =>
        i >= layout.length &&
        share(
          inOrder.map(row => row[i]?.trim() ?? ''),
          value => UNIQUE_ID.test(value),
        ) > 0.8,
    )
    const [uniqueid, linkedid] = ids
    return { ...columns, ...(uniqueid === undefined ? {} : { uniqueid }), ...(linkedid === undefined ? {} : { linkedid }) }
  }
  return undefined
}

/** The columns of a file without a header: a documented order, else what is in them. Fields that no column looks like are missing. */
export function columnsByContent(rows: string[][]): CdrColumns {
  const documented = columnsByLayout(rows)
  if (documented) return documented
  const width = Math.max(0, ...rows.map(row => row.length))
  const cells = Array.from({ length: width }, (_, i) => rows.map(row => row[i]?.trim() ?? ''))
  const column: Column = i => cells[i] ?? []
  const all = cells.map((_, i) => i)
  const columns: CdrColumns = { ...disposition(all, column), ...times(all, column) }
  Object.assign(columns, seconds(all, column, columns))

  const mostly = (i: number, is: (value: string) => boolean) => share(column(i), is) > 0.8
  const free = () => all.filter(i => !Object.values(columns).includes(i))
  const take = (field: CdrField, i: number | undefined) => {
    if (i !== undefined) columns[field] = i
  }

  const ids = free().filter(i => mostly(i, value => UNIQUE_ID.test(value)))
  const [first, second] = ids.sort((a, b) => new Set(column(b)).size - new Set(column(a)).size || a - b)
  take('uniqueid', first)
  take('linkedid', second)
  const clid = free().find(i => share(column(i), value => /<[^<>]*>$/.test(value)) > 0.3)
  take('clid', clid)
  take(
    'lastapp',
    free().find(i => mostly(i, value => APPS.test(value))),
  )

  const amaflags = free().find(i => mostly(i, value => /^(?:DOCUMENTATION|BILLING|OMIT|IGNORE|DEFAULT)$/.test(value)))
  take('amaflags', amaflags ?? free().find(i => i === (columns.disposition ?? -2) + 1))
  const dialled = free().filter(i => mostly(i, value => /^(?:[+*#\d][\d*#]*|[a-z]|anonymous|unknown|sip:\S+)$/i.test(value)))
  const callers = clid === undefined ? [] : column(clid).map(value => /<([^<>]*)>$/.exec(value)?.[1] ?? '')
  const same = (i: number) => column(i).filter((value, row) => value !== '' && value === callers[row]).length
  // The caller is the number in the caller id; without one, the documented order has src before dst.
  take('src', [...dialled].sort((a, b) => same(b) - same(a) || a - b)[0])
  const rest = dialled.filter(i => i !== columns.src && distinct(column(i)) > 0 && !counts(column(i)))
  take('dst', rest.sort((a, b) => near(a, columns.src) - near(b, columns.src))[0])
  // The caller's phone is on the channel; what it called, on the other.
  const channels = free().filter(i => mostly(i, value => CHANNEL.test(value)))
  const source = columns.src === undefined ? [] : column(columns.src)
  const calls = (i: number) => column(i).filter((value, row) => value.split(/[/@-]/)[1] === source[row]).length
  const blank = (i: number) => column(i).filter(value => value === '').length
  const [channel, dstchannel] = channels.sort((a, b) => calls(b) - calls(a) || blank(a) - blank(b) || a - b)
  take('channel', channel)
  take('dstchannel', dstchannel)
  take(
    'dcontext',
    free()
      .filter(i => mostly(i, value => /^[a-z][\w-]*$/i.test(value)))
      .sort((a, b) => near(a, columns.dst) - near(b, columns.dst))[0],
  )
  return columns
}

/** The first column that must be there and is not; undefined when all are. */
export function missingColumn(columns: CdrColumns): string | undefined {
  return (
    mustColumns.find(field => columns[field] === undefined) ??
    (columns.duration === undefined && columns.billsec === undefined ? 'duration' : undefined)
  )
}

function share(values: string[], is: (value: string) => boolean): number {
  const filled = values.filter(value => value !== '')
  return filled.length === 0 ? 0 : filled.filter(is).length / filled.length
}

/** Whether a column only numbers the rows (`sequence`). */
const counts = (values: string[]) => values.length > 2 && values.every((value, row) => row === 0 || Number(value) > Number(values[row - 1]))
const distinct = (values: string[]) => new Set(values.filter(value => value !== '')).size
/** How far right of another column; columns to its left count as further. */
const near = (i: number, from = -1) => (i > from ? i - from : 1000 + from - i)

function disposition(all: number[], column: Column): CdrColumns {
  const found = all.find(i => share(column(i), value => dispositions.has(value.toUpperCase())) > 0.8)
  return found === undefined ? {} : { disposition: found }
}

const instant = (value = '') => Date.parse(`${value.slice(0, 19).replace(' ', 'T')}Z`)

function times(all: number[], column: Column): CdrColumns {
  const dates = all.filter(i => share(column(i), value => DATE.test(value)) > 0.8)
  // No column is ever earlier than start or later than end; only answer may be blank.
  const blanks = (i: number) => column(i).filter(value => value === '').length
  const before = (a: number, b: number) =>
    column(a).reduce((sum, value, row) => sum + (Math.sign(instant(value) - instant(column(b)[row])) || 0), 0)
  const [start, middle, end] = dates.sort((a, b) => before(a, b) || (blanks(a) && blanks(b) ? 0 : a - b))
  if (start === undefined) return {}
  if (middle === undefined) return { start }
  if (end === undefined) return blanks(middle) > 0 ? { start, answer: middle } : { start, end: middle }
  const answer = [middle, start, end].sort((a, b) => blanks(b) - blanks(a))[0] ?? middle
  const [from = start, to = end] = [start, middle, end].filter(i => i !== answer)
  return { start: from, answer, end: to }
}

function seconds(all: number[], column: Column, columns: CdrColumns): CdrColumns {
  const numbers = all.filter(i => share(column(i), value => SECONDS.test(value)) > 0.8 && !Object.values(columns).includes(i))
  const matches = (i: number, from: number | undefined) => {
    const begin = from === undefined ? [] : column(from)
    const end = columns.end === undefined ? [] : column(columns.end)
    return column(i).filter((value, row) => Math.abs((instant(end[row]) - instant(begin[row])) / 1000 - Number(value)) <= 1).length
  }
  const found: CdrColumns = {}
  const best = (from: number | undefined, candidates: number[]) => {
    const [first] = [...candidates].sort((a, b) => matches(b, from) - matches(a, from) || a - b)
    return first !== undefined && matches(first, from) > 0 ? first : undefined
  }
  const left = (columns.disposition ?? 0) - 2
  const duration = best(columns.start, numbers) ?? numbers.find(i => i === left)
  if (duration === undefined) return found
  found.duration = duration
  const atMost = numbers.filter(i => i !== duration && column(i).every((value, row) => Number(value) <= Number(column(duration)[row]) + 1))
  const billsec = best(columns.answer, atMost) ?? atMost.find(i => i === duration + 1)
  if (billsec !== undefined) found.billsec = billsec
  return found
}
