import type { Pair } from './record.ts'

/** Records of one cluster, at most: far more than any person has. */
const largest = 200

/** Pairs between two groups that are looked at, at most. */
const looked = 400

/** A pair counts for no more than so many bits: what two records share, others may have copied from them. */
const most = 12

/**
 * Groups records that pairs link, the likeliest pairs first. Two groups become one only if few of the pairs between them speak against it and all
 * of them together for it, so that a chain of look-alikes does not make one person of many. `weight(a, b)`: bits for (positive) or
 * against (negative) the two being one person. Every group has two records or more.
 */
export function clusters(pairs: Pair[], weight: (a: number, b: number) => number): number[][] {
  const groups = new Map<number, number[]>()
  for (const { a, b } of [...pairs].sort((x, y) => y.score - x.score)) {
    const left = groups.get(a) ?? [a]
    const right = groups.get(b) ?? [b]
    if (left === right || left.length + right.length > largest) continue
    if (left.length * right.length > 1 && !together(left, right, weight)) continue
    const both = [...left, ...right]
    for (const id of both) groups.set(id, both)
  }
  return [...new Set(groups.values())]
}

function together(left: number[], right: number[], weight: (a: number, b: number) => number): boolean {
  const each = Math.ceil(Math.sqrt(looked))
  let [sum, against, count] = [0, 0, 0]
  for (const one of left.slice(0, each))
    for (const other of right.slice(0, each)) {
      const bits = weight(one, other)
      sum += Math.max(-most, Math.min(most, bits))
      if (bits < 0) against++
      count++
    }
  return against * 3 <= count && sum > 0
}
