import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { PAGE_SIZE } from './database.ts'

/** Bytes of the log's own header, and of the one before each page in it. */
const HEADER = 32
const FRAME = 24
/** Bytes at the beginning of the log's index: its header twice, and how much of the log is in the database. */
const INDEX = 100
/** How long a log that looks damaged is left before it is looked at once more, ms: somebody may be writing in it. */
const LEFT = 100

/**
 * How many changes, at least, of a workspace's write-ahead log are missing: those behind a place where it is damaged, and one when its end is gone.
 * SQLite reads such a log up to that place and takes the rest for never written (SQLite file format, "The Write-Ahead Log"); but whoever is cut off
 * while writing leaves no whole change behind a broken one, and the log's index says how far it went. To be asked before anybody opens the
 * database: who comes first begins the index anew. 0 when all is well, or there is no log.
 */
export function changesCutOff(folder: string): number {
  const count = look(folder)
  if (count === 0) return 0
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LEFT)
  return Math.min(count, look(folder))
}

function look(folder: string): number {
  // The index first: who writes meanwhile makes the log longer than it says, never shorter.
  const index = readOrEmpty(join(folder, 'hilo.db-shm'), bytes => indexOf(bytes))
  return readOrEmpty(join(folder, 'hilo.db-wal'), (bytes, size) => cutOff(bytes, size, index))
}

/** Bytes from a place in a file on, as many as the array takes; what is behind the end is 0. */
type Read = (into: Uint8Array, at: number) => void

/** What is read of a file; of one that cannot be opened as if it were empty. */
function readOrEmpty<T>(path: string, read: (bytes: Read, size: number) => T): T {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch {
    return read(into => void into.fill(0), 0)
  }
  try {
    return read((into, at) => {
      into.fill(0)
      readSync(file, into, 0, into.length, at)
    }, fstatSync(file).size)
  } finally {
    closeSync(file)
  }
}

interface Index {
  /** Of the log that it speaks of. */
  salt: Sum
  /** How many pages were in the log when something was saved last. */
  pages: number
  /** How many of them are in the database too. */
  emptied: number
}

/** Undefined when there is none (SQLite's WAL-mode file format, "The WAL-Index File Format"). */
function indexOf(bytes: Read): Index | undefined {
  const index = new Uint8Array(INDEX)
  bytes(index, 0)
  // Two copies: who is cut off while writing one leaves the other.
  const whole = index.subarray(0, 48).every((byte, at) => byte === index[at + 48])
  const own = new Uint32Array(index.buffer)
  const [pages = 0, emptied = 0] = [own[4], own[24]]
  return whole ? { salt: storedAt(index, 32), pages, emptied } : undefined
}

function cutOff(bytes: Read, size: number, index: Index | undefined): number {
  const header = new Uint8Array(HEADER)
  const frame = new Uint8Array(FRAME + PAGE_SIZE)
  bytes(header, 0)
  let sum: Sum = add([0, 0], header.subarray(0, 24))
  let broken = !same(sum, storedAt(header, 24))
  let salt = size < HEADER ? index?.salt : broken ? undefined : storedAt(header, 16)
  let lost = 0
  let whole = 0
  for (let at = HEADER; at + frame.length <= size; at += frame.length) {
    bytes(frame, at)
    const marked = storedAt(frame, 8)
    salt ??= marked
    // Each time the log begins anew, both of its salts are others: what follows was there before.
    if (marked[0] !== salt[0] && marked[1] !== salt[1]) break
    sum = add(add(sum, frame.subarray(0, 8)), frame.subarray(FRAME))
    const stored = storedAt(frame, 16)
    broken ||= !same(marked, salt) || !same(sum, stored)
    if (!broken) whole++
    // The last page of a change says how large the database is after it.
    else if (storedAt(frame, 4)[0] !== 0) lost++
    sum = stored
  }
  if (!index || !salt || !same(salt, index.salt)) return lost
  if (whole >= index.pages) return lost
  // A beginning of it that is left hides what is newer in the database; when none is left, and all of it is there, nothing is missing.
  return whole === 0 && index.pages === index.emptied ? 0 : Math.max(lost, 1)
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
