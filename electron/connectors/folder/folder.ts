import { once } from 'node:events'
import { watch } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import * as z from 'zod'
import { BATCH_ITEMS } from '../connector.ts'
import { recognise } from '../formats.ts'
import type { LiveBatch, LiveConnector, LiveContext } from '../live.ts'
import { SourceError } from '../source-error.ts'
import { failedStep, fromDrive } from './drive.ts'
import { type FilePart, readFile } from './read-file.ts'

const FolderSettings = z.object({
  path: z.string().min(1),
  /** Seconds without a change after which a file counts as whole. */
  rest: z.number().min(0).max(240).default(2),
  /** Seconds between two looks: a network drive does not tell what changes. */
  every: z.number().positive().max(240).default(30),
})
type FolderSettings = z.infer<typeof FolderSettings>

/** What a file looked like when it was read. `at`: its own connector's cursor, while it is not done. */
const Read = z.object({ size: z.number(), mtime: z.number(), done: z.boolean(), at: z.unknown().optional() })
type Read = z.infer<typeof Read>
type Stamp = Pick<Read, 'size' | 'mtime'>

/** Files (paths from the folder) as they were when they were read. */
const Cursor = z.record(z.string(), Read)

const BATCH_BYTES = 4_000_000
const TEST_FILES = 100

/**
 * A folder that takes every kind of file the importer knows, whenever one is put there or changes. A file that changed is read again from
 * its beginning: what came before is recognised by its id. Hidden files and links are left out.
 */
export const folder: LiveConnector<FolderSettings> = {
  kind: 'folder',
  source: 'folder',
  schema: FolderSettings,
  form: [
    { name: 'path', type: 'path', required: true },
    { name: 'rest', type: 'number', required: false, initial: 2, advanced: true },
    { name: 'every', type: 'number', required: false, initial: 30, advanced: true },
  ],
  identify: settings => resolve(settings.path),

  async *test({ settings, signal }) {
    try {
      const files = [...(await list(settings.path, 'attention', signal)).keys()]
      const kinds = new Map<string, number>()
      const some = files.slice(0, TEST_FILES).map(file => join(settings.path, file))
      for await (const { kind } of recognise(some, signal)) if (kind) kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
      const found = [...kinds].map(([what, count]) => ({ what, value: `${count}` }))
      yield { step: 'folder', ok: true, found: [{ what: 'files', value: `${files.length}` }, ...found] }
    } catch (error) {
      yield failedStep('folder', error)
    }
  },

  async *read(context) {
    const { settings, cursor, since = Number.POSITIVE_INFINITY, signal } = context
    const known = Object.entries(Cursor.safeParse(cursor).data ?? {})
    const read = new Map<string, Read>(known.filter(([, file]) => file.mtime < since))
    // A folder that was there before is on a drive that is away.
    let files = await list(settings.path, cursor === undefined ? 'attention' : 'retry', signal)
    const watcher = watch(settings.path, { signal })
    let changed = false
    watcher.on('change', () => {
      changed = true
    })
    // A drive that ends: the next look says so.
    watcher.on('error', () => {})
    try {
      const resting = new Resting(settings.rest * 1000)
      const told = new Set<string>()
      const begun = performance.now()
      for (let live = false; ; files = await list(settings.path, 'retry', signal)) {
        // The mount point of a drive that is away is an empty folder: nothing is forgotten for that.
        if (files.size > 0) for (const file of read.keys()) if (!files.has(file)) read.delete(file)
        const news = [...files].filter(([file, stamp]) => !(read.get(file)?.done && same(read.get(file), stamp)))
        const due = news.filter(([file, stamp]) => resting.rested(file, stamp))
        yield* readAll(context, due, read, told)
        // A file that is written to all the time never rests: what still changes by then is news.
        if (!live && (due.length === news.length || performance.now() - begun > settings.rest * 5000)) {
          live = true
          yield { type: 'live' }
        } else yield { type: 'alive' }
        if (due.length < news.length) await pause(settings.rest * 1000, undefined, { signal })
        else if (!changed) await once(watcher, 'change', { signal: until(settings.every * 1000, signal) }).catch(() => {})
        changed = false
      }
    } finally {
      watcher.close()
    }
  },
}

const until = (ms: number, signal: AbortSignal) => AbortSignal.any([signal, AbortSignal.timeout(ms)])

/** Reads files, and notes in `read` what is done. Small ones share a step. A file that cannot be read is `told` of once. */
async function* readAll(context: LiveContext<FolderSettings>, due: [string, Stamp][], read: Map<string, Read>, told: Set<string>) {
  const total = due.reduce((sum, [, { size }]) => sum + size, 0)
  let step: LiveBatch = { items: [], problems: [] }
  let bytes = 0
  let done = 0
  const take = () => {
    const full = { type: 'batch' as const, ...step, cursor: Object.fromEntries(read) }
    step = { items: [], problems: [] }
    bytes = 0
    return full
  }
  const fits = (part: FilePart, size: number) =>
    (step.source ?? part.source) === part.source &&
    step.items.length + step.problems.length + part.items.length + part.problems.length <= BATCH_ITEMS &&
    bytes + size <= BATCH_BYTES
  for (const [file, stamp] of due) {
    const before = read.get(file)
    const at = before && same(before, stamp) ? before.at : undefined
    let whole = true
    for await (const part of readFile(join(context.settings.path, file), at, context)) {
      whole &&= !part.lost
      if (part.lost && told.has(file)) continue
      if (part.lost) told.add(file)
      if (bytes > 0 && !fits(part, stamp.size)) {
        yield take()
        yield { type: 'catching-up' as const, done, total }
      }
      step = { ...step, source: part.source, items: [...step.items, ...part.items], problems: [...step.problems, ...part.problems] }
      bytes += stamp.size
      read.set(file, { ...stamp, done: false, at: part.cursor })
    }
    if (whole) read.set(file, { ...stamp, done: true })
    done += stamp.size
  }
  if (bytes > 0 || step.problems.length > 0) yield take()
}

/** Tells which files have stopped changing, by its own clock: the drive's may be wrong. */
class Resting {
  readonly #ms: number
  readonly #since = new Map<string, Stamp & { at: number }>()

  constructor(ms: number) {
    this.#ms = ms
  }

  rested(file: string, stamp: Stamp): boolean {
    const before = this.#since.get(file)
    if (before && same(before, stamp)) return performance.now() - before.at >= this.#ms
    this.#since.set(file, { ...stamp, at: performance.now() })
    return this.#ms === 0
  }
}

function same(a: Stamp | undefined, b: Stamp): boolean {
  return a?.size === b.size && a.mtime === b.mtime
}

/** Every file in the folder and those inside it, by its path from there. Throws SourceError. */
async function list(root: string, missing: 'retry' | 'attention', signal: AbortSignal): Promise<Map<string, Stamp>> {
  const inDrive = <T>(work: Promise<T>) => fromDrive(work, new SourceError(missing, 'folder-missing'), signal)
  const found = new Map<string, Stamp>()
  for (const entry of await inDrive(readdir(root, { recursive: true, withFileTypes: true }))) {
    const path = join(entry.parentPath, entry.name)
    const file = relative(root, path)
    if (!entry.isFile() || file.split(sep).some(part => part.startsWith('.'))) continue
    // Gone since it was listed: that is no reason to stop.
    const stats = await inDrive(stat(path).catch(() => undefined))
    if (stats) found.set(file, { size: stats.size, mtime: stats.mtimeMs })
  }
  return found
}
