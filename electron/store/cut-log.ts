import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { PAGE_SIZE } from './database.ts'

/** Bytes of the log's own header, and of the one before each page in it. */
const HEADER = 32
const FRAME = 24
/** How long a log that looks damaged is left before it is looked at once more, ms: somebody may be writing in it. */
const LEFT = 100

/**
 * How many changes lie in a workspace's write-ahead log behind a place where it is damaged. SQLite reads such a log up to that place and takes
 * the rest for never written (SQLite file format, "The Write-Ahead Log"); but whoever is cut off while writing leaves no whole change behind a
 * broken one. To be asked before the database is opened. 0 when all is well, or there is no log.
 */
export function changesCutOff(folder: string): number {
  const count = look(join(folder, 'hilo.db-wal'))
  if (count === 0) return 0
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LEFT)
  return Math.min(count, look(join(folder, 'hilo.db-wal')))
}

function look(path: string): number {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch {
    return 0
  }
  try {
    return cutOff(file, fstatSync(file).size)
  } finally {
    closeSync(file)
  }
}

function cutOff(file: number, size: number): number {
  const header = new Uint8Array(HEADER)
  const frame = new Uint8Array(FRAME + PAGE_SIZE)
  readSync(file, header, 0, HEADER, 0)
  let sum: Sum = add([0, 0], header.subarray(0, 24))
  let broken = !same(sum, storedAt(header, 24))
  let salt = broken ? undefined : storedAt(header, 16)
  let lost = 0
  for (let at = HEADER; at + frame.length <= size; at += frame.length) {
    readSync(file, frame, 0, frame.length, at)
    const marked = storedAt(frame, 8)
    salt ??= marked
    // Each time the log begins anew, both of its salts are others: what follows was there before.
    if (marked[0] !== salt[0] && marked[1] !== salt[1]) break
    sum = add(add(sum, frame.subarray(0, 8)), frame.subarray(FRAME))
    const stored = storedAt(frame, 16)
    broken ||= !same(marked, salt) || !same(sum, stored)
    // The last page of a change says how large the database is after it.
    if (broken && storedAt(frame, 4)[0] !== 0) lost++
    sum = stored
  }
  return lost
}

type Sum = readonly [number, number]

function same(a: Sum, b: Sum): boolean {
  return a[0] === b[0] && a[1] === b[1]
}

/** Two numbers, as they are stored: the higher byte first. */
function storedAt(bytes: Uint8Array, at: number): Sum {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  return [view.getInt32(at), view.getInt32(at + 4)]
}

/** The log's checksum goes on over these bytes, as numbers with the lower byte first: so every machine writes it that we run on. */
function add([first, second]: Sum, bytes: Uint8Array): Sum {
  const numbers = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)
  let a = first
  let b = second
  for (let index = 0; index < numbers.length; index += 2) {
    a = (a + (numbers[index] ?? 0) + b) | 0
    b = (b + (numbers[index + 1] ?? 0) + a) | 0
  }
  return [a, b]
}
