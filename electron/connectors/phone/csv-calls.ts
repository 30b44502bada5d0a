import type { CsvMapping } from '#shared/model/csv-mapping.ts'
import { BatchBuilder } from '../batch-builder.ts'
import type { Batch } from '../connector.ts'
import type { FileFormat, FileSettings, Probe } from '../file-format.ts'
import { fileProblem } from '../file-problem.ts'
import { ownByActivity, previewBatches } from './batches.ts'
import { CallReader } from './csv/calls.ts'
import { guessMapping } from './csv/guess.ts'
import { readTable, type Table } from './csv/table.ts'
import { parseCsv, readFileRows } from './csv-rows.ts'
import { checkFile, readEnds } from './open-file.ts'
import { ownNumbers } from './parties.ts'

const HEAD_BYTES = 256 * 1024
const TAIL_BYTES = 64 * 1024
const TABLE_ROWS = 20

async function look(settings: FileSettings) {
  const ends = await readEnds(settings.path, HEAD_BYTES, TAIL_BYTES)
  const table = await readTable(ends, settings.region, settings.mapping?.delimiter)
  return { ends, table, mapping: settings.mapping ?? table.guess.mapping }
}

/** The field without which nothing can be read, if the mapping lacks it or points past the last column. */
function missingField({ columns }: CsvMapping, table: Table): string | undefined {
  const there = (column: number | undefined) => column !== undefined && column < table.header.length
  if (!there(columns.start) && !there(columns.date)) return 'start'
  return there(columns.from) || there(columns.to) ? undefined : 'from'
}

async function* read(settings: FileSettings, _cursor: unknown, signal: AbortSignal): AsyncGenerator<Batch> {
  const batch = new BatchBuilder(settings.path)
  let done = 0
  let total = 0
  try {
    const { ends, table, mapping } = await look(settings)
    total = ends.size
    const missing = missingField(mapping, table)
    if (total === 0) batch.problem('empty')
    else if (missing) batch.problem('missing-column', undefined, missing)
    if (total === 0 || missing) return yield* batch.rest(0, total)

    const reader = new CallReader(settings, mapping, ownNumbers(settings))
    for await (const block of readFileRows(settings.path, ends, mapping.delimiter, signal)) {
      done = Math.min(block.done, total)
      for (const broken of block.broken) batch.problem(broken.code, broken.line)
      for (const row of block.rows) {
        if (row.line < table.firstLine) continue
        const call = reader.read(row)
        if ('code' in call) batch.problem(call.code, row.line, call.detail)
        else batch.add(call)
      }
      yield* batch.full(done, total)
    }
    if (signal.aborted) return
  } catch (error) {
    const { code, detail } = fileProblem(settings.path, error)
    batch.problem(code, undefined, detail)
  }
  yield* batch.rest(done, total)
}

/**
 * Any CSV of calls, read by `settings.mapping` or else by a guess from its header and content. Delimiter, encoding (UTF-8,
 * UTF-16, windows-1252), date order and header are worked out from the file. `csv:us` stands for our side when no number does.
 */
export const csvCalls: FileFormat = {
  kind: 'csv-calls',
  source: 'csv',

  recognise(probe: Probe): number {
    if (probe.folder || probe.zipEntries.length > 0) return 0
    const lines = probe.text.replaceAll('\0', '').split('\n', 60)
    if (lines.length > 1) lines.pop()
    const scores = [',', ';', '\t', '|'].map(delimiter => {
      const rows = lines.flatMap(line => parseCsv(line.trim(), delimiter) ?? [])
      const width = Math.max(0, ...rows.map(row => row.length))
      const start = rows.findIndex(row => row.length === width)
      return width < 2 ? 0 : guessMapping(rows[start] ?? [], rows.slice(start + 1), '', delimiter).score
    })
    return Math.max(...scores)
  },

  check: settings => checkFile(settings.path),
  read,
  async preview(settings, signal) {
    const preview = await previewBatches(read(settings, undefined, signal), ownByActivity)
    try {
      const { table, mapping } = await look(settings)
      return { ...preview, mapping, table: { header: table.header, rows: table.rows.slice(0, TABLE_ROWS) } }
    } catch {
      // The reason is already among the problems.
      return preview
    }
  },
}
