import type { Leg } from '../phone/asterisk/leg.ts'
import type { Place } from './tail.ts'

/** As in the import of whole files: legs further apart than this are not joined. Keeps memory flat whatever the times say. */
const WINDOW_ROWS = 10_000
/** File time after which no more legs are waited for while there are later rows, ms. */
const WINDOW_TIME = 3_600_000

export type Legs = [Leg, ...Leg[]]

interface OpenCall {
  legs: Legs
  /** Of its first leg: reading must go on from there to have them all. */
  place: Place
  firstRow: number
  lastRow: number
  /** When its last leg ended, by the file; epoch ms. */
  end: number
  /** When its last leg was read; performance.now(). */
  readAt: number
}

/** Calls whose legs are still being gathered: Asterisk writes them one by one, some only when another party hangs up. */
export class OpenCalls {
  /** The one with the oldest last leg comes first. */
  readonly #open = new Map<string, OpenCall>()
  /** Calls that were brought already, with their last row: met again when reading goes on from before them. */
  readonly #brought: Map<string, number>
  #row = 0
  #end = 0

  constructor(brought: string[]) {
    this.#brought = new Map(brought.map(key => [key, Number.POSITIVE_INFINITY]))
  }

  get size(): number {
    return this.#open.size
  }

  add(leg: Leg, place: Place): void {
    this.#row++
    this.#end = leg.end
    if (this.#brought.has(leg.key)) return void this.#brought.set(leg.key, this.#row)
    const open = this.#open.get(leg.key)
    const news = { lastRow: this.#row, end: Math.max(leg.end, open?.end ?? leg.end), readAt: performance.now() }
    this.#open.delete(leg.key)
    if (open) open.legs.push(leg)
    this.#open.set(leg.key, open ? { ...open, ...news } : { legs: [leg], place, firstRow: this.#row, ...news })
  }

  /** Calls that later rows show to be over. */
  *over(): Generator<Legs> {
    for (const [key, call] of this.#open) {
      if (this.#row - call.lastRow < WINDOW_ROWS && this.#end - call.end < WINDOW_TIME) return
      yield this.#close(key, call)
    }
  }

  /** At the end of the file: calls without a new leg for `hold` ms, by the clock (`now`, epoch ms) or since it was read. */
  *quiet(hold: number, now: number): Generator<Legs> {
    for (const [key, call] of this.#open) {
      if (now - call.end >= hold || performance.now() - call.readAt >= hold) yield this.#close(key, call)
    }
  }

  /** Where reading must go on from, and the calls brought that it meets on the way. `next`: the end of what was read. */
  cursor(next: Place): { place: Place; brought: string[] } {
    let first: OpenCall | undefined
    for (const call of this.#open.values()) if (!first || call.firstRow < first.firstRow) first = call
    for (const [key, lastRow] of this.#brought) if (lastRow <= (first?.firstRow ?? this.#row)) this.#brought.delete(key)
    return { place: first?.place ?? next, brought: [...this.#brought.keys()] }
  }

  #close(key: string, call: OpenCall): Legs {
    this.#open.delete(key)
    this.#brought.set(key, call.lastRow)
    return call.legs
  }
}
