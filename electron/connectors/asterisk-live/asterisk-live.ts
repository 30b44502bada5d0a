import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import * as z from 'zod'
import { failedStep, fromDrive } from '../folder/drive.ts'
import type { LiveConnector, LiveContext, LiveStep } from '../live.ts'
import { readLeg } from '../phone/asterisk/leg.ts'
import { sampleRows } from '../phone/csv-rows.ts'
import { readEnds } from '../phone/open-file.ts'
import { SourceError } from '../source-error.ts'
import { CdrReader, columnsOf } from './cdr-reader.ts'
import { readPart, rotatedAfter, rotatedSince, START } from './tail.ts'
import { TimeZone } from './time-zone.ts'

const AsteriskSettings = z.object({
  path: z.string().min(1),
  /** Of the times in the file, where it is not the workspace's (Asterisk's `usegmtime` writes UTC). */
  timeZone: TimeZone,
  /** Seconds to wait for another leg of a call. */
  hold: z.number().min(0).max(3600).default(15),
  /** Seconds between two looks at the file. */
  every: z.number().positive().max(240).default(2),
})
type AsteriskSettings = z.infer<typeof AsteriskSettings>
type Context = LiveContext<AsteriskSettings>

const TAIL_BYTES = 64 * 1024

/**
 * Asterisk's call detail records (`/var/log/asterisk/cdr-csv/Master.csv`), followed while they are written: through rotation by renaming or
 * by copying and truncating, over a network drive that comes and goes. A call is brought when its legs have been quiet for a while.
 */
export const asteriskLive: LiveConnector<AsteriskSettings> = {
  kind: 'asterisk-live',
  source: 'asterisk',
  schema: AsteriskSettings,
  form: [
    { name: 'path', type: 'path', required: true },
    { name: 'timeZone', type: 'text', required: false, advanced: true },
    { name: 'hold', type: 'number', required: false, initial: 15, advanced: true },
    { name: 'every', type: 'number', required: false, initial: 2, advanced: true },
  ],
  identify: settings => resolve(settings.path),

  async *test({ settings, signal, now, timeZone }) {
    const inDrive = <T>(work: Promise<T>) => fromDrive(work, fileMissing(), signal)
    try {
      const stats = await inDrive(stat(settings.path))
      if (!stats.isFile()) throw fileMissing()
      // Opening it tells whether it may be read.
      const { tail } = await inDrive(readEnds(settings.path, 0, TAIL_BYTES))
      yield { step: 'file', ok: true, found: [{ what: 'bytes', value: `${stats.size}` }] }
      try {
        const columns = await inDrive(columnsOf(settings.path))
        const rows = columns ? await sampleRows(tail, ',', true) : []
        const legs = rows.map(row => readLeg(row.fields, columns?.map ?? {}, row.line, settings.timeZone || timeZone, now()))
        const newest = Math.max(...legs.map(leg => ('start' in leg ? leg.start : Number.NEGATIVE_INFINITY)))
        const found = Number.isFinite(newest) ? [{ what: 'newest', value: new Date(newest).toISOString() }] : []
        yield { step: 'records', ok: true, found }
      } catch (error) {
        yield failedStep('records', error)
      }
    } catch (error) {
      yield failedStep('file', error)
    }
  },

  async *read(context) {
    const { settings, since, own, region, now, signal } = context
    const { path } = settings
    const timeZone = settings.timeZone || context.timeZone
    const hold = settings.hold * 1000
    const reader = new CdrReader({ path, own: [...own], region, timeZone }, now, since === undefined ? context.cursor : undefined, since)
    if (since !== undefined) yield* readFinished(context, reader, await inTime(context, rotatedAfter(path, since)), false)
    let seen = ''
    let unsettled = false
    let finished = ''
    let endMet: number | undefined
    for (let live = false; ; ) {
      const stats = await inTime(context, stat(path).catch(unlessMissing))
      if (stats && !stats.isFile()) throw new SourceError('attention', 'file-missing')
      const stamp = stats ? `${stats.dev} ${stats.ino} ${stats.size} ${stats.mtimeMs}` : 'missing'
      if (stamp !== seen || unsettled) {
        // Until something is in a new file, the old one is what tells where we are.
        const there = stats !== undefined && stats.size > 0
        const same = there && (yield* readOn(context, reader, path, live))
        if (!same) {
          // The new file is read first: if it is put away meanwhile, it is among the old ones.
          const next = there ? await inTime(context, readPart(path, START, false)) : undefined
          // What was written to the old file, and to those after it, before they were put away.
          const old = await inTime(context, rotatedSince(path, reader.place))
          const files = old.toSorted().join('\n')
          const known = files === finished
          finished = files
          yield* readFinished(context, reader, known ? old.slice(0, 1) : old, live, reader.place)
          if (next?.size && (known || old.length < 2)) {
            await inTime(context, reader.learn(path))
            reader.take(next)
          }
        }
        if (same || !there) {
          seen = stamp
          // Written to within one tick of the file system's clock again, it would look the same: look once more.
          unsettled = stats !== undefined && Math.abs(now() - stats.mtimeMs) < TICK
        }
      }
      reader.rest(hold)
      yield* reader.steps()
      if (!stats && reader.openCalls === 0) throw fileMissing()
      if (seen !== stamp) continue
      endMet ??= performance.now()
      // There are always open calls where many are made: those that were there at first are waited for, no others.
      if (!live && (reader.openCalls === 0 || performance.now() - endMet >= hold)) {
        live = true
        yield { type: 'live' }
      } else yield { type: 'alive' }
      await pause(settings.every * 1000, undefined, { signal })
    }
  },
}

/** Coarser than the clock of any file system that counts, ms. */
const TICK = 2000

/** It may be made later, or be on a drive that is away. */
const fileMissing = () => new SourceError('retry', 'file-missing')

const inTime = <T>({ signal }: Context, work: Promise<T>) => fromDrive(work, fileMissing(), signal)

function unlessMissing(error: unknown): undefined {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
}

/** Reads to the end of a file. False when it is not the one that was read so far. */
async function* readOn(
  context: Context,
  reader: CdrReader,
  path: string,
  live: boolean,
  finished = false,
): AsyncGenerator<LiveStep, boolean> {
  for (;;) {
    const from = reader.place
    if (!(await inTime(context, reader.learn(path)))) return true
    const part = await inTime(context, readPart(path, from, finished))
    if (!part) return false
    if (part.next.offset === from.offset) return true
    reader.take(part)
    yield* reader.steps()
    if (!live) yield { type: 'catching-up', done: part.next.offset, total: part.size }
  }
}

/** Reads files that were put away, the first from a place in it. */
async function* readFinished(context: Context, reader: CdrReader, paths: string[], live: boolean, from = START): AsyncGenerator<LiveStep> {
  for (const [i, path] of paths.entries()) {
    const before = reader.place
    reader.place = i === 0 ? from : START
    yield* readOn(context, reader, path, live, true)
    // The beginning of an empty one is that of any file: what is written and put away after it would never be found.
    if (reader.place.offset === 0) reader.place = before
  }
}
