import type { Pair } from './record.ts'

/** Records of one cluster, at most: far more than any person has. */
const largest = 200

/**
 * Groups records that pairs link, the likeliest pairs first. Two groups become one only if few pairs between them speak against it, so that a
 * chain of look-alikes does not make one person of many. `against(a, b)`: what is known of the two says they are not one person.
 * Every group has two records or more.
 */
export function clusters(pairs: Pair[], against: (a: number, b: number) => boolean): number[][] {
  const groups = new Map<number, number[]>()
  for (const { a, b } of [...pairs].sort((x, y) => y.score - x.score)) {
    const left = groups.get(a) ?? [a]
    const right = groups.get(b) ?? [b]
    if (left === right || left.length + right.length > largest) continue
    const crossed = left.reduce((sum, one) => sum + right.filter(other => against(one, other)).length, 0)
    if (crossed > (left.length * right.length) / 3) continue
    const both = [...left, ...right]
    for (const id of both) groups.set(id, both)
  }
  return [...new Set(groups.values())]
}
