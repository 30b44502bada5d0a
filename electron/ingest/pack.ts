import { deserialize, serialize } from 'node:v8'
import type { Prepared } from './prepared.ts'

/**
 * Prepared interactions on their way to the store's thread. Each was made bytes as soon as it was ready and becomes objects again one at a time:
 * thousands at once would outlive the young generation on both sides, which costs more memory and time than all else about handing them over.
 */
export interface Packed {
  /** One after the other (v8.serialize), the last one with room behind it. In a buffer of its own, which may be transferred. */
  bytes: Uint8Array<ArrayBuffer>
  /** Where each ends, and when it happened (epoch ms). */
  ends: number[]
  times: number[]
}

const FIRST = 65_536

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

/** In time order; what happened at the same time stays in the order it was added. */
export function* unpack({ bytes, ends, times }: Packed): Generator<Prepared> {
  const order = times.map((_, index) => index).sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b)
  for (const index of order) yield deserialize(bytes.subarray(ends[index - 1] ?? 0, ends[index]))
}
