import { deserialize, serialize } from 'node:v8'
import type { Packed } from '../connectors/live.ts'
import type { Prepared } from './prepared.ts'

const FIRST = 65_536

/**
 * Prepared interactions on their way to the store's thread. Each is made bytes (v8.serialize) as soon as it is ready and becomes objects again one
 * at a time: thousands at once would outlive the young generation on both sides, which costs more memory and time than all else about handing
 * them over.
 */
export class Packer {
  private bytes = new Uint8Array(FIRST)
  private ends: number[] = []
  private times: number[] = []

  add(item: Prepared): void {
    const part = serialize(item)
    const start = this.ends.at(-1) ?? 0
    const end = start + part.byteLength
    if (end > this.bytes.byteLength) this.bytes = new Uint8Array(this.bytes.buffer.transfer(Math.max(end, 2 * this.bytes.byteLength)))
    this.bytes.set(part, start)
    this.ends.push(end)
    this.times.push(item.occurredAt)
  }

  get count(): number {
    return this.times.length
  }

  /** All that was added since the last time. */
  take(): Packed {
    const { bytes, ends, times } = this
    this.bytes = new Uint8Array(FIRST)
    this.ends = []
    this.times = []
    return { bytes, ends, times }
  }
}

/** Gives a buffer's memory back now: so many megabytes pass through a thread that waiting for its collector would keep several times as much. */
export function discard({ buffer }: Uint8Array<ArrayBuffer>): void {
  buffer.transfer(0)
}

/** All of several, in a buffer of their own; theirs are given up. */
export function joined(parts: readonly Packed[]): Packed {
  const [only, ...others] = parts
  if (only && others.length === 0) return only
  const bytes = new Uint8Array(parts.reduce((sum, { ends }) => sum + (ends.at(-1) ?? 0), 0))
  const ends: number[] = []
  for (const part of parts) {
    const start = ends.at(-1) ?? 0
    bytes.set(part.bytes.subarray(0, part.ends.at(-1) ?? 0), start)
    for (const end of part.ends) ends.push(start + end)
    discard(part.bytes)
  }
  return { bytes, ends, times: parts.flatMap(({ times }) => times) }
}

/** In time order; what happened at the same time stays in the order it was added. */
export function* unpack({ bytes, ends, times }: Packed): Generator<Prepared> {
  const order = times.map((_, index) => index).sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b)
  for (const index of order) yield deserialize(bytes.subarray(ends[index - 1] ?? 0, ends[index]))
}
