import { BatchBuilder } from '../batch-builder.ts'
import type { Batch } from '../connector.ts'
import type { FileFormat, FileSettings, Probe } from '../file-format.ts'
import { fileProblem } from '../file-problem.ts'
import { joinLegs } from './asterisk/call.ts'
import { type CdrColumns, columnsByContent, columnsByHeader, dispositions, missingColumn, mustColumns } from './asterisk/columns.ts'
import { type Leg, readLeg } from './asterisk/leg.ts'
import { ownByActivity, previewBatches } from './batches.ts'
import { parseCsv, type Row, readFileRows, sampleRows } from './csv-rows.ts'
import { checkFile, readEnds } from './open-file.ts'
import { ownNumbers } from './parties.ts'

const SAMPLE_BYTES = 64 * 1024
const SAMPLE_ROWS = 200
/** Rows within which the legs of one call are joined. A leg that comes later makes a second interaction with the same id, which ingest knows. */
const WINDOW = 10_000

/** Calls whose legs are still being gathered, oldest first. Holds legs of WINDOW rows at most. */
class OpenCalls {
  readonly #calls = new Map<string, { legs: [Leg, ...Leg[]]; row: number }>()
  #row = 0

  add(leg: Leg): void {
    this.#row++
    const open = this.#calls.get(leg.key)
    if (open) open.legs.push(leg)
    else this.#calls.set(leg.key, { legs: [leg], row: this.#row })
  }

  /** The calls whose window has passed; at the end of the file, all. */
  *take(all: boolean): Generator<[Leg, ...Leg[]]> {
    for (const [key, call] of this.#calls) {
      if (!all && call.row > this.#row - WINDOW) return
      this.#calls.delete(key)
      yield call.legs
    }
  }
}

function columnsOf(rows: string[][]): { columns: CdrColumns; header: boolean } {
  const header = rows[0] && columnsByHeader(rows[0])
  return header ? { columns: header, header: true } : { columns: columnsByContent(rows), header: false }
}

async function* read(settings: FileSettings, _cursor: unknown, signal: AbortSignal): AsyncGenerator<Batch> {
  const batch = new BatchBuilder(settings.path)
  let progress = { done: 0, total: 0 }
  try {
    const ends = await readEnds(settings.path, SAMPLE_BYTES, 2)
    progress = { done: 0, total: ends.size }
    const sample = await sampleRows(ends.head, ',', ends.head.length >= ends.size)
    const { columns, header } = columnsOf(sample.slice(0, SAMPLE_ROWS).map(row => row.fields))
    const missing = missingColumn(columns)
    if (missing) {
      batch.problem(ends.size === 0 ? 'empty' : 'missing-column', undefined, ends.size === 0 ? undefined : missing)
      yield* batch.rest(0, ends.size)
      return
    }
    const width = Math.max(...Object.values(columns)) + 1
    const needed = Math.max(...mustColumns.map(field => columns[field] ?? 0)) + 1
    const own = ownNumbers(settings)
    const calls = new OpenCalls()
    let internal = 0
    const finish = (legs: [Leg, ...Leg[]]) => {
      const call = joinLegs(legs, own, settings.region, settings.path)
      if (call === 'internal') internal++
      else if (call === 'hidden') batch.problem('no-address', legs[0].line)
      else batch.add(call)
    }
    const addRow = (row: Row) => {
      if (header && columnsByHeader(row.fields)) return
      const leg =
        row.fields.length < (row.cut ? width : needed) ? undefined : readLeg(row.fields, columns, row.line, settings.timeZone, settings.now)
      if (leg && 'key' in leg) calls.add(leg)
      else if (row.cut) batch.problem('truncated', row.line)
      else batch.problem(leg?.code ?? 'broken-row', row.line, leg?.detail)
    }
    for await (const block of readFileRows(settings.path, ends, ',', signal)) {
      progress = { done: Math.min(block.done, ends.size), total: ends.size }
      for (const broken of block.broken) batch.problem(broken.code, broken.line)
      for (const row of block.rows) {
        addRow(row)
        for (const legs of calls.take(false)) finish(legs)
        yield* batch.full(progress.done, progress.total)
      }
    }
    if (signal.aborted) return
    for (const legs of calls.take(true)) {
      finish(legs)
      yield* batch.full(progress.done, progress.total)
    }
    // Calls among ourselves are nobody's history: left out, and said once.
    if (internal > 0) batch.problem('no-address', undefined, `internal: ${internal}`)
  } catch (error) {
    const { code, detail } = fileProblem(settings.path, error)
    batch.problem(code, undefined, detail)
  }
  yield* batch.rest(progress.done, progress.total)
}

/**
 * Asterisk's call detail records as CSV (`/var/log/asterisk/cdr-csv/Master.csv`), one call from all its legs.
 * Times are taken as local to `settings.timeZone`: whether Asterisk wrote GMT (`usegmtime`) cannot be seen from the file.
 * Calls between extensions are left out; one problem at the end says how many.
 */
export const asteriskCdr: FileFormat = {
  kind: 'asterisk-cdr',
  source: 'asterisk',

  recognise(probe: Probe): number {
    if (probe.folder) return 0
    const lines = probe.text.split('\n', 30)
    if (lines.length > 1) lines.pop()
    const rows = lines.flatMap(line => parseCsv(line.trim(), ',') ?? [])
    const { columns, header } = columnsOf(rows)
    if (missingColumn(columns)) {
      // A header without a column that must be there is still this kind of file; `read` says what is missing.
      return header && columns.disposition !== undefined && (columns.dcontext !== undefined || columns.lastapp !== undefined) ? 0.9 : 0
    }
    const marked = columns.dcontext !== undefined || columns.channel !== undefined || columns.lastapp !== undefined
    const spoken = rows.some(row => dispositions.has(row[columns.disposition ?? 0]?.toUpperCase() ?? ''))
    return marked && (spoken || header) ? 0.95 : 0
  },

  check: settings => checkFile(settings.path),
  read,
  preview: (settings, signal) => previewBatches(read(settings, undefined, signal), ownByActivity),
}
