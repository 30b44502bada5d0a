import * as z from 'zod'
import { BatchBuilder } from '../batch-builder.ts'
import type { FileSettings } from '../file-format.ts'
import type { LiveStep } from '../live.ts'
import { joinLegs } from '../phone/asterisk/call.ts'
import { cdrFields, columnsByContent, columnsByHeader, missingColumn, mustColumns } from '../phone/asterisk/columns.ts'
import { readLeg } from '../phone/asterisk/leg.ts'
import { sampleRows } from '../phone/csv-rows.ts'
import { readEnds } from '../phone/open-file.ts'
import { ownNumbers } from '../phone/parties.ts'
import { SourceError } from '../source-error.ts'
import { type Legs, OpenCalls } from './open-calls.ts'
import { type Part, Place, START } from './tail.ts'

const SAMPLE_BYTES = 64 * 1024
/** With so many rows the guess which column is which is as good as it gets. */
const SAMPLE_ROWS = 200

const Columns = z.object({
  header: z.boolean(),
  /** How many it was worked out from. */
  rows: z.number(),
  map: z.partialRecord(z.enum(cdrFields), z.number().int().nonnegative()),
})
type Columns = z.infer<typeof Columns>

const Cursor = z.object({ place: Place, brought: z.array(z.string()), columns: Columns.optional() })

/** Which column is which, by what a file begins with; undefined while it has no whole row. Throws SourceError when one is missing. */
export async function columnsOf(path: string): Promise<Columns | undefined> {
  const { head } = await readEnds(path, SAMPLE_BYTES, 0)
  const rows = (await sampleRows(head, ',', false)).slice(0, SAMPLE_ROWS).map(row => row.fields)
  if (rows.length === 0) return undefined
  const header = rows[0] && columnsByHeader(rows[0])
  const map = header ?? columnsByContent(rows)
  // Below a header alone nothing is known of the content, but the header is enough.
  const missing = missingColumn(map)
  if (missing) throw new SourceError('attention', 'column-missing', missing)
  return { header: header !== undefined, rows: header ? SAMPLE_ROWS : rows.length, map }
}

/** Turns the rows of a CDR file that grows into calls. */
export class CdrReader {
  place: Place = START
  #columns: Columns | undefined
  readonly #calls: OpenCalls
  readonly #settings: Omit<FileSettings, 'now'>
  readonly #now: () => number
  readonly #own: Set<string>
  readonly #since: number
  readonly #batch: BatchBuilder
  #told = ''

  /** `since`: calls that ended before it (epoch ms) are left out. */
  constructor(settings: Omit<FileSettings, 'now'>, now: () => number, cursor: unknown, since = 0) {
    const known = Cursor.safeParse(cursor).data
    if (known) this.place = known.place
    this.#columns = known?.columns
    this.#calls = new OpenCalls(known?.brought ?? [])
    this.#settings = settings
    this.#now = now
    this.#own = ownNumbers({ ...settings, now: now() })
    this.#since = since
    this.#batch = new BatchBuilder(settings.path)
  }

  get openCalls(): number {
    return this.#calls.size
  }

  /** Looks at the columns again while few rows are there. False while there are none. */
  async learn(path: string): Promise<boolean> {
    if ((this.#columns?.rows ?? 0) < SAMPLE_ROWS) this.#columns = (await columnsOf(path)) ?? this.#columns
    return this.#columns !== undefined
  }

  take({ rows, broken, next }: Part): void {
    for (const { code, line } of broken) this.#batch.problem(code, line)
    const { header = false, map = {} } = this.#columns ?? {}
    const width = Math.max(...Object.values(map)) + 1
    const needed = Math.max(...mustColumns.map(field => map[field] ?? 0)) + 1
    for (const row of rows) {
      if (header && columnsByHeader(row.fields)) continue
      const fits = row.fields.length >= (row.cut ? width : needed)
      const leg = fits ? readLeg(row.fields, map, row.line, this.#settings.timeZone, this.#now()) : undefined
      if (leg && 'key' in leg) this.#calls.add(leg, row.place)
      else this.#batch.problem(row.cut ? 'truncated' : (leg?.code ?? 'broken-row'), row.line, leg?.detail)
      for (const legs of this.#calls.over()) this.#bring(legs)
    }
    this.place = next
  }

  /** At the end of the file: brings the calls that have been quiet for `hold` ms. */
  rest(hold: number): void {
    for (const legs of this.#calls.quiet(hold, this.#now())) this.#bring(legs)
  }

  /** All that was brought since the last time, the cursor with the last of it; nothing if nothing happened. */
  *steps(): Generator<LiveStep> {
    const cursor = { ...this.#calls.cursor(this.place), columns: this.#columns }
    const batches = [...this.#batch.rest(0, 0)].map(({ items, problems }) => ({ items, problems }))
    const last = batches.pop() ?? { items: [], problems: [] }
    for (const batch of batches) yield { type: 'batch', ...batch }
    const told = JSON.stringify(cursor)
    if (told !== this.#told || last.items.length + last.problems.length > 0) yield { type: 'batch', ...last, cursor }
    this.#told = told
  }

  #bring(legs: Legs): void {
    const { region, path } = this.#settings
    const call = joinLegs(legs, this.#own, region, path)
    if (call === 'hidden') this.#batch.problem('no-address', legs[0].line)
    // Calls among ourselves are nobody's history, and there are always some: not worth a word each.
    else if (call !== 'internal' && (call.endedAt ?? call.occurredAt) >= this.#since) this.#batch.add(call)
  }
}
