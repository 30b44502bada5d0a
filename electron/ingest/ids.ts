import type { Db } from '../store/database.ts'
import { oncePer } from '../store/once.ts'

/** Ids that one millisecond has room for. */
const PER_MS = 1024

/** The smallest id an interaction of this time (epoch ms) can have. Times up to the year 2255 stay exact integers. */
export function firstIdAt(ms: number): number {
  return ms * PER_MS
}

/** The time (epoch ms) an id was made from; a little later than the true one when more than 1,024 interactions share a millisecond. */
export function timeOfId(id: number): number {
  return Math.floor(id / PER_MS)
}

/**
 * Gives out interaction ids that run in time order, whatever order the interactions arrive in: the time, then a counter. Sources with whole
 * seconds or minutes put thousands into one millisecond; what does not fit goes into the next.
 */
export function idAllocator(db: Db): (occurredAt: number) => number {
  const last = lastBetween(db)
  return occurredAt => {
    for (let ms = occurredAt; ; ms++) {
      const start = firstIdAt(ms)
      const id = (last.get(start, start + PER_MS) ?? start - 1) + 1
      if (id < start + PER_MS) return id
    }
  }
}

const lastBetween = oncePer(db =>
  db.prepare<[number, number], number | null>('SELECT max(id) FROM interaction WHERE id >= ? AND id < ?').pluck(),
)
