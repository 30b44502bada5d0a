import { deserialize, serialize } from 'node:v8'
import type { Prepared } from './prepared.ts'

/**
 * Prepared interactions on their way to the store's thread. Each was made bytes as soon as it was ready and becomes objects again one at a time:
 * thousands at once would outlive the young generation on both sides, which costs more memory and time than all else about handing them over.
 */
export interface Packed {
  /** One after the other (v8.serialize). */
  bytes: Uint8Array
  /** Where each ends, and when it happened (epoch ms). */
  ends: number[]
  times: number[]
}

export class Packer {
  private parts: Uint8Array[] = []
  private times: number[] = []

  add(item: Prepared): void {
    this.parts.push(serialize(item))
    this.times.push(item.occurredAt)
  }

  get count(): number {
    return this.times.length
  }

  /** All that was added since the last time. */
  take(): Packed {
    let end = 0
    const ends = this.parts.map(part => {
      end += part.byteLength
      return end
    })
    const packed = { bytes: Buffer.concat(this.parts), ends, times: this.times }
    this.parts = []
    this.times = []
    return packed
  }
}

/** In time order; what happened at the same time stays in the order it was added. */
export function* unpack({ bytes, ends, times }: Packed): Generator<Prepared> {
  const order = times.map((_, index) => index).sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b)
  for (const index of order) yield deserialize(bytes.subarray(ends[index - 1] ?? 0, ends[index]))
}
