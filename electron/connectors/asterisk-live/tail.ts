import { createHash } from 'node:crypto'
import { open, readdir, stat } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import * as z from 'zod'
import { type BrokenRow, type Row, readRows } from '../phone/csv-rows.ts'

const HEAD = 1024
const READ = 256 * 1024
const LF = 10

/**
 * Up to where a file was read. Its first bytes tell whether a path still has the file that was read: a network drive's inode numbers do
 * not, and a file that was copied and truncated keeps its own.
 */
export const Place = z.object({
  head: z.object({ length: z.number().int().nonnegative(), hash: z.string() }),
  offset: z.number().int().nonnegative(),
  /** Of the next line, from 1. */
  line: z.number().int().positive(),
})
export type Place = z.infer<typeof Place>

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64url')

/** The beginning of any file: nothing has been read, so every file is the same. */
export const START: Place = { head: { length: 0, hash: hashOf(new Uint8Array()) }, offset: 0, line: 1 }

export interface PlacedRow extends Row {
  /** Where it begins. */
  place: Place
}

/** Whole rows that follow a place, and the place after them. */
export interface Part {
  rows: PlacedRow[]
  broken: BrokenRow[]
  next: Place
  size: number
}

/**
 * Whole rows after `from`, of 256 KB at most. A last line without a line break waits for it, unless the file is `finished`.
 * Undefined when the path has another file now, or this one was cut shorter. Throws what the system throws.
 */
export async function readPart(path: string, from: Place, finished: boolean): Promise<Part | undefined> {
  await using file = await open(path)
  const { size } = await file.stat()
  const bytesAt = async (position: number, length: number) => {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.max(0, Math.min(length, size - position))), { position })
    return buffer.subarray(0, bytesRead)
  }
  const first = await bytesAt(0, HEAD)
  if (size < from.offset || hashOf(first.subarray(0, from.head.length)) !== from.head.hash) return undefined
  const bytes = await bytesAt(from.offset, READ)
  const atEnd = finished && from.offset + bytes.length >= size
  const whole = atEnd ? bytes : bytes.subarray(0, bytes.lastIndexOf(LF) + 1)
  const length = Math.min(HEAD, first.length, from.offset + bytes.length)
  const head = { length, hash: hashOf(first.subarray(0, length)) }
  const at = (offset: number, line: number): Place => ({ head, offset: from.offset + offset, line: from.line + line })
  if (whole.length === 0 && bytes.length === READ) {
    return { rows: [], broken: [{ line: from.line, code: 'line-too-long' }], next: at(READ, 0), size }
  }

  const starts = lineStarts(whole)
  const part: Part = { rows: [], broken: [], next: at(whole.length, starts.length - 1), size }
  for await (const block of readRows(once(whole), ',', whole.at(-1) === LF)) {
    for (const row of block.rows) {
      const place = at(starts[row.line - 1] ?? 0, row.line - 1)
      part.rows.push({ ...row, line: place.line, place })
    }
    for (const broken of block.broken) {
      const start = starts[broken.line - 1] ?? 0
      // A quote that is still open: what closes it may not be written yet.
      if (broken.code === 'truncated' && !finished && whole.length - start < READ / 2) part.next = at(start, broken.line - 1)
      else part.broken.push({ ...broken, line: from.line + broken.line - 1 })
    }
  }
  return part
}

/** Where each line begins, and where the one after the last would. */
function lineStarts(bytes: Uint8Array): number[] {
  const starts = [0]
  for (let end = bytes.indexOf(LF); end >= 0; end = bytes.indexOf(LF, end + 1)) starts.push(end + 1)
  return starts
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** Of the files that were put away, the one that was read up to `place`, then those written after it; none if that one is gone. Oldest first. */
export async function rotatedSince(path: string, place: Place): Promise<string[]> {
  const files = await rotated(path)
  if (place.head.length === 0) return []
  for (const old of files) {
    // Of two last written to in the same moment nobody knows which came first.
    if (await isSame(old.path, place)) return [old, ...files.filter(file => file !== old && file.mtime >= old.mtime)].map(file => file.path)
  }
  return []
}

/** Those last written to after `since` (epoch ms), oldest first. */
export async function rotatedAfter(path: string, since: number): Promise<string[]> {
  return (await rotated(path)).filter(file => file.mtime >= since).map(file => file.path)
}

/** What logrotate made of a file, as far as it is not packed: `Master.csv.1`, `Master.csv-20250301`, `Master-20250301.csv`. Oldest first. */
async function rotated(path: string): Promise<{ path: string; mtime: number }[]> {
  const found: { path: string; mtime: number }[] = []
  const extension = extname(path)
  const stem = basename(path, extension)
  for (const name of await readdir(dirname(path))) {
    if (!name.startsWith(stem) || !/^[-._](?:\d[-\d._T]*|old|bak)$/.test(name.slice(stem.length).replace(extension, ''))) continue
    const sibling = join(dirname(path), name)
    const stats = await stat(sibling)
    if (stats.isFile()) found.push({ path: sibling, mtime: stats.mtimeMs })
  }
  return found.sort((a, b) => a.mtime - b.mtime)
}

async function isSame(path: string, place: Place): Promise<boolean> {
  await using file = await open(path)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(place.head.length), { position: 0 })
  return hashOf(buffer.subarray(0, bytesRead)) === place.head.hash && (await file.stat()).size >= place.offset
}
