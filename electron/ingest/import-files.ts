import { basename } from 'node:path'
import type { ImportItem } from '#shared/contract/imports.ts'
import type { Problem } from '#shared/model/problem.ts'
import type { Batch, Card } from '../connectors/connector.ts'
import { fileProblem } from '../connectors/file-problem.ts'
import { formats, type Recognised, recognise } from '../connectors/formats.ts'
import type { Packed } from '../connectors/live.ts'
import { headerSignature } from '../connectors/phone/csv/signature.ts'
import { StoreError } from '../store/protocol.ts'
import type { PreparedCards } from '../suggestions/address-book.ts'
import { Packer } from './pack.ts'
import { normalise, normaliseOwn, type PrepareOptions, prepare } from './prepare.ts'
import type { Ingested, PreparedBatch, Taken } from './prepared.ts'
import { ownOrGuess, previewFile } from './settings.ts'
import type { IngestNews, Progress, Reading } from './task.ts'

/** Between two words about progress, ms. */
const TELL_EVERY = 100

/**
 * Several batches of a backfill go into one transaction: an index is written faster in larger pieces. It holds the store for about a quarter of a
 * second.
 */
const TOGETHER = { items: 1500, bytes: 12_000_000 }
/** The first is small, so that the store need not wait for it, and each after it twice as large. */
const FIRST_ITEMS = 100
/**
 * Transactions the store may have before it: one to write and one to go on with at once. With a single one it waited for reading, or reading for
 * it, a fifth of the time. Whoever else writes waits for both.
 */
const AHEAD = 2

/** A few mails at a time: what is parsed is packed before the collector meets it, or it would be carried along with what stays. */
const BATCH_BYTES = 32_768

export interface ImportPorts {
  /** Commits one batch; rejects with StoreError when it cannot. */
  write: (batch: PreparedBatch & { items: Packed }) => Promise<Ingested>
  /** The same for the cards of an address book. */
  writeCards: (cards: PreparedCards) => Promise<Ingested & { taken: Taken }>
  tell: (news: IngestNews) => void
  signal: AbortSignal
}

/**
 * The way in for files: recognise, read, prepare, write, batch by batch; the next is read while two are with the store, and no
 * further ahead, so that memory stays flat. Ends with an `ended` news whatever happens.
 */
export async function importFiles({ items, reading }: { items: ImportItem[]; reading: Reading }, ports: ImportPorts): Promise<void> {
  const { tell, signal } = ports
  const run = new Run(ports)
  try {
    const mapped = new Map(items.map(item => [item.path, item.mapping]))
    const files: Recognised[] = []
    for await (const file of recognise([...mapped.keys()], signal)) files.push(file)
    run.sizes = () => files.map(file => file.size())
    let own = reading.own
    for (const [index, file] of files.entries()) {
      if (signal.aborted) break
      if (file.kind) own = await importFile(run, file, { ...reading, own }, mapped.get(file.path))
      else run.reject([file.problem])
      run.finish(index)
    }
    await run.settle()
    if (own.length > reading.own.length) tell({ type: 'own', own })
    tell({ type: 'ended', cancelled: signal.aborted })
  } catch (error) {
    run.tellProgress()
    tell({ type: 'ended', cancelled: false, problem: failure(run.progress.file ?? '', error) })
  }
}

/** Reads one file to its end. Returns our addresses, with a guessed one when none was known. */
async function importFile(
  run: Run,
  { path, kind }: Extract<Recognised, { kind: string }>,
  reading: Reading,
  given: ImportItem['mapping'],
): Promise<string[]> {
  const format = formats[kind]
  const { settings, preview } = await previewFile(path, kind, reading, given, run.ports.signal)
  if (given && preview.table) run.ports.tell({ type: 'mapping', signature: headerSignature(preview.table.header), mapping: given })
  const own = ownOrGuess(kind, reading.own, preview)
  const options: PrepareOptions = { region: reading.region, own: normaliseOwn(own, reading.region) }
  run.progress.file = path
  for await (const batch of format.read({ ...settings, own, batchBytes: BATCH_BYTES }, undefined, run.ports.signal)) {
    await run.take(path, format.source, batch, options)
    if (batch.cards?.length) await run.takeCards(path, batch.cards, options, reading.now)
    if (run.ports.signal.aborted) break
  }
  return own
}

/** One import's running totals, and the batches that are with the store at the moment. */
class Run {
  readonly ports: ImportPorts
  readonly progress: Progress = { bytesDone: 0, bytesTotal: 0, read: 0, added: 0, duplicates: 0, rejected: 0 }
  private connector = ''
  private readonly gathered = new Packer()
  /** `bytesDone` when it began. */
  private gatheredFrom = 0
  private readonly writing: Promise<void>[] = []
  private together = FIRST_ITEMS
  /** Of all files, in bytes, as they come. */
  sizes: () => number[] = () => []
  private measured: number[] | undefined
  private finished = 0
  private toldAt = 0
  /** It was said that something is older than the workspace keeps. */
  private aged = false

  constructor(ports: ImportPorts) {
    this.ports = ports
  }

  async take(path: string, connector: string, batch: Batch, options: PrepareOptions): Promise<void> {
    if (this.connector !== connector) await this.flush()
    this.connector = connector
    const nobody: Problem[] = []
    for (const item of batch.items) {
      const ready = prepare({ file: path, ...item }, options)
      if (ready) this.gathered.add(ready)
      else nobody.push({ file: path, code: 'no-address', ...(item.line !== undefined && { line: item.line }) })
    }
    this.reject([...batch.problems, ...nobody])
    this.progress.bytesDone = this.finished + batch.done
    const bytes = this.progress.bytesDone - this.gatheredFrom
    if (this.gathered.count >= this.together || bytes >= TOGETHER.bytes) {
      this.together = Math.min(2 * this.together, TOGETHER.items)
      await this.flush()
    }
  }

  async takeCards(path: string, cards: readonly Card[], { region, own }: PrepareOptions, at: number): Promise<void> {
    await this.flush()
    await this.written()
    const prepared = cards.map(({ parties, ...card }) => ({
      ...card,
      addresses: parties.flatMap(({ kind, address }) => {
        const value = normalise(kind, address, region)
        return value === undefined || own.has(value) ? [] : [{ kind, value }]
      }),
    }))
    const { taken, ...ingested } = await this.ports.writeCards({ cards: prepared, file: basename(path), at })
    this.ports.tell({ type: 'taken', taken })
    this.count(cards.length, ingested)
  }

  private count(read: number, { added, duplicates, aged = 0, customers }: Ingested): void {
    this.progress.read += read
    this.progress.added += added
    this.progress.duplicates += duplicates
    this.progress.rejected += aged
    if (aged > 0 && !this.aged) this.ports.tell({ type: 'problems', problems: [{ file: this.progress.file ?? '', code: 'too-old' }] })
    this.aged ||= aged > 0
    if (customers.length > 0) this.ports.tell({ type: 'changed', customers })
  }

  /** Has what was gathered written, after what is with the store already. */
  private async flush(): Promise<void> {
    if (this.writing.length === AHEAD) {
      // Sizes only tell how far it is. Now the store has enough to do meanwhile; at the beginning it would wait for them.
      if (this.together === TOGETHER.items) this.measure()
      await this.writing.shift()
    }
    const batch = { connector: this.connector, items: this.gathered.take() }
    this.gatheredFrom = this.progress.bytesDone
    const writing = this.write(batch)
    this.writing.push(writing)
    // A failure is met when its turn comes to be awaited; until then it must not count as unhandled.
    writing.catch(() => {})
  }

  private async written(): Promise<void> {
    for (const one of this.writing.splice(0)) await one
  }

  private async write(batch: { connector: string; items: Packed }): Promise<void> {
    const { length } = batch.items.times
    if (length > 0) this.count(length, await this.ports.write(batch))
    if (performance.now() - this.toldAt > TELL_EVERY) this.tellProgress()
  }

  reject(problems: Problem[]): void {
    if (problems.length === 0) return
    this.progress.rejected += problems.length
    this.progress.read += problems.length
    this.ports.tell({ type: 'problems', problems: problems.slice(0, 200) })
  }

  private measure(): number[] {
    this.measured ??= this.sizes()
    this.progress.bytesTotal = this.measured.reduce((sum, size) => sum + size, 0)
    return this.measured
  }

  finish(index: number): void {
    this.finished += this.measure()[index] ?? 0
    this.progress.bytesDone = this.finished
  }

  async settle(): Promise<void> {
    await this.flush()
    await this.written()
    this.tellProgress()
  }

  tellProgress(): void {
    this.toldAt = performance.now()
    const { bytesDone, bytesTotal } = this.progress
    this.ports.tell({ type: 'progress', progress: { ...this.progress, bytesDone: bytesTotal === 0 ? 0 : bytesDone } })
  }
}

function failure(file: string, error: unknown): Problem {
  if (!(error instanceof StoreError)) return fileProblem(file, error)
  if (error.code === 'disk-full' || error.code === 'busy' || error.code === 'no-permission') return { file, code: error.code }
  return error.code === 'corrupt' ? { file, code: 'damaged' } : { file, code: 'failed', detail: error.code }
}
