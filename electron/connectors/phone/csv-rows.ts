import { parse } from 'csv-parse/sync'
import { readLines } from '../lines.ts'
import { type FileEnds, readBytes } from './open-file.ts'

/** A quoted field may hold line breaks, but a quote that is never closed must not swallow the file. */
const MAX_RECORD_LINES = 200
const MAX_RECORD_LENGTH = 1_000_000
const LINE_BREAK = 0x0a

/** `line` is where the row begins, from 1. `cut`: the file ends with it, without a line break. */
export interface Row {
  fields: string[]
  line: number
  cut: boolean
}

export interface BrokenRow {
  line: number
  code: 'broken-row' | 'truncated' | 'line-too-long'
}

export interface RowBlock {
  rows: Row[]
  broken: BrokenRow[]
  /** Bytes of the file read so far. */
  done: number
}

/** The text of a line, or of the lines of a row. */
interface RawRow {
  text: string
  line: number
  cut: boolean
}

export function parseCsv(text: string, delimiter: string): string[][] | undefined {
  try {
    return parse(text, { delimiter, recordDelimiter: '\n', relaxQuotes: true, relaxColumnCount: true })
  } catch {
    return undefined
  }
}

const quotes = (text: string) => text.split('"').length - 1

/** Joins the lines of quoted fields. Keeps few of them back, and looks at each a few times only, whatever the quotes are. */
class RecordJoiner {
  #open: RawRow[] = []
  #quotes = 0
  #length = 0
  readonly #delimiter: string

  constructor(delimiter: string) {
    this.#delimiter = delimiter
  }

  add(line: RawRow, out: RawRow[], broken: BrokenRow[]): void {
    if (this.#open.length === 0 && this.#standsAlone(line.text)) {
      if (line.text.trim() !== '') out.push(line)
      return
    }
    this.#open.push(line)
    this.#quotes += quotes(line.text)
    this.#length += line.text.length
    if (this.#quotes % 2 === 0) this.#close(line, out, broken)
    else if (this.#open.length > MAX_RECORD_LINES || this.#length > MAX_RECORD_LENGTH) this.#giveUp(out, broken)
  }

  #standsAlone(text: string): boolean {
    return quotes(text) % 2 === 0 || parseCsv(text, this.#delimiter)?.length === 1
  }

  /** In a well-formed record quotes are even for the first time where it ends. */
  #close(last: RawRow, out: RawRow[], broken: BrokenRow[]): void {
    const [first] = this.#open
    const text = this.#open.map(open => open.text).join('\n')
    if (first && parseCsv(text, this.#delimiter)?.length === 1) {
      out.push({ text, line: first.line, cut: last.cut })
      this.#take()
    } else this.#giveUp(out, broken)
  }

  #take(): RawRow[] {
    const open = this.#open
    this.#open = []
    this.#quotes = 0
    this.#length = 0
    return open
  }

  /** The quote that opened first is never closed: that line is broken, those after it get another chance. */
  #giveUp(out: RawRow[], broken: BrokenRow[]): void {
    const [first, ...others] = this.#take()
    if (!first) return
    broken.push({ line: first.line, code: first.cut ? 'truncated' : 'broken-row' })
    for (const line of others) this.add(line, out, broken)
  }

  /** The source is over. One line left with an open quote: it was cut in the middle. */
  finish(out: RawRow[], broken: BrokenRow[]): void {
    while (this.#open.length > 1) this.#giveUp(out, broken)
    const [last] = this.#open
    if (last) broken.push({ line: last.line, code: 'truncated' })
  }
}

/** One call to the parser for many rows; only when a row confuses it, one call for each. */
function parseRows(raw: RawRow[], delimiter: string, broken: BrokenRow[]): Row[] {
  const together = parseCsv(raw.map(row => row.text).join('\n'), delimiter)
  const rows: Row[] = []
  raw.forEach((row, i) => {
    const fields = together?.length === raw.length ? together[i] : parseCsv(row.text, delimiter)?.[0]
    if (fields) rows.push({ fields, line: row.line, cut: row.cut })
    else broken.push({ line: row.line, code: row.cut ? 'truncated' : 'broken-row' })
  })
  return rows
}

/**
 * Rows of a CSV (RFC 4180, any delimiter) without its blank lines. `whole`: the source ends with a line break; otherwise its last row is marked as cut.
 */
export async function* readRows(source: AsyncIterable<Uint8Array>, delimiter: string, whole: boolean): AsyncGenerator<RowBlock> {
  const joiner = new RecordJoiner(delimiter)
  // The last line is held back until it is known whether another follows.
  let held: RawRow | undefined
  let done = 0
  for await (const block of readLines(source)) {
    done = block.bytes
    const broken: BrokenRow[] = []
    const raw: RawRow[] = []
    for (const line of block.lines) {
      if (line.tooLong) {
        broken.push({ line: line.line, code: 'line-too-long' })
        continue
      }
      if (held) joiner.add(held, raw, broken)
      held = { text: line.text, line: line.line, cut: false }
    }
    yield { rows: parseRows(raw, delimiter, broken), broken, done }
  }
  const broken: BrokenRow[] = []
  const raw: RawRow[] = []
  if (held) joiner.add({ ...held, cut: !whole }, raw, broken)
  joiner.finish(raw, broken)
  if (raw.length + broken.length > 0) yield { rows: parseRows(raw, delimiter, broken), broken, done }
}

export function endsInLineBreak(ends: FileEnds): boolean {
  // UTF-16 has a zero byte on either side of it.
  return ends.tail.subarray(-2).includes(LINE_BREAK)
}

/** A file's rows; `ends` are its own. */
export function readFileRows(path: string, ends: FileEnds, delimiter: string, signal: AbortSignal): AsyncGenerator<RowBlock> {
  return readRows(readBytes(path, signal), delimiter, endsInLineBreak(ends))
}

/** The rows of some bytes, for guessing. Unless the bytes are `complete`, a last row without a line break is half a row and left out. */
export async function sampleRows(bytes: Uint8Array, delimiter: string, complete: boolean): Promise<Row[]> {
  const rows: Row[] = []
  async function* once() {
    yield bytes
  }
  for await (const block of readRows(once(), delimiter, complete || bytes.subarray(-2).includes(LINE_BREAK))) rows.push(...block.rows)
  if (rows.at(-1)?.cut) rows.pop()
  return rows
}
