import type { NumberRange } from '../live.ts'

/** UIDs still to be read, both ends included. */
export type Range = NumberRange

/**
 * What of a folder is still to be read: ranges that neither touch nor overlap, lowest first. Mail is taken from the top, so that the
 * newest comes first; a server answers in rising order, so that a cut leaves a hole below the top, which is a range like any other.
 */
export type Todo = readonly Range[]

/** With the range put in; empty ranges change nothing. */
export function withRange(todo: Todo, [from, to]: Range): Todo {
  if (from > to) return todo
  const apart = todo.filter(([a, b]) => b < from - 1 || a > to + 1)
  const joined = todo.filter(([a, b]) => b >= from - 1 && a <= to + 1)
  const whole: Range = [Math.min(from, ...joined.map(([a]) => a)), Math.max(to, ...joined.map(([, b]) => b))]
  return [...apart, whole].sort(([a], [b]) => a - b)
}

/** Without any UID of the range. */
export function withoutRange(todo: Todo, [from, to]: Range): Todo {
  return todo.flatMap(([a, b]): Range[] =>
    b < from || a > to ? [[a, b]] : [...(a < from ? [[a, from - 1] as const] : []), ...(b > to ? [[to + 1, b] as const] : [])],
  )
}

/** The UIDs of a list (in rising order) that lie in a range. */
export function inRange(uids: readonly number[], [from, to]: Range): number[] {
  return uids.slice(atLeast(uids, from), atLeast(uids, to + 1))
}

/** The numbers of a list, rising, as ranges. */
export function rangesOf(numbers: readonly number[]): Range[] {
  const ranges: [number, number][] = []
  for (const number of numbers) {
    const last = ranges.at(-1)
    if (last && number <= last[1] + 1) last[1] = number
    else ranges.push([number, number])
  }
  return ranges
}

/** The numbers from 1 up to `last` that are not in a list (in rising order), as ranges. */
export function gapsIn(numbers: readonly number[], last: number): Range[] {
  const ends = [0, ...numbers.filter(number => number <= last), last + 1]
  return ends.flatMap((to, i): Range[] => {
    const from = (ends[i - 1] ?? to) + 1
    return from < to ? [[from, to - 1]] : []
  })
}

/** The UIDs of a sequence set (RFC 3501 section 9, `sequence-set`) without "*", rising. */
export function numbersOf(set: string): number[] {
  const numbers: number[] = []
  for (const part of set.split(',')) {
    const [from = 0, to = from] = part.split(':').map(Number)
    for (let uid = Math.min(from, to); uid > 0 && uid <= Math.max(from, to); uid++) numbers.push(uid)
  }
  return numbers.sort((a, b) => a - b)
}

/** Where the first UID of `least` or more stands in a list in rising order. */
function atLeast(uids: readonly number[], least: number): number {
  let low = 0
  let high = uids.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((uids[middle] ?? 0) < least) low = middle + 1
    else high = middle
  }
  return low
}
