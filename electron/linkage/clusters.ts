import type { Pair } from './record.ts'

/** Records of one cluster, at most: far more than any person has. */
const largest = 200

/** Pairs between two groups that are looked at, at most. */
const looked = 400

/** A pair counts for no more than so many bits: what two records share, others may have copied from them. */
const most = 12

/** Pairs at least as likely as this show how many records a person has. */
const sure = 0.95

/** So many times rarer than seconds must thirds be before one is doubted: the second record speaks for it, too. */
const rarer = 4

/** Records that are believed in before any are seen, half of them of somebody with three. */
const before = 10

/**
 * Groups records that pairs link, the likeliest pairs first. Two groups become one only if few of the pairs between them speak against it and all
 * of them together for it, so that a chain of look-alikes does not make one person of many. `weight(a, b)`: bits for (positive) or
 * against (negative) the two being one person; `records`: how many there are. Where hardly anybody has three, a third is doubted. Every group has two
 * records or more.
 */
export function clusters(pairs: Pair[], records: number, weight: (a: number, b: number) => number): number[][] {
  const groups = new Map<number, number[]>()
  const times = thirds(pairs, records)
  const least = pairs.reduce((low, { score }) => Math.min(low, score), 1)
  for (const { a, b, score } of [...pairs].sort((x, y) => y.score - x.score)) {
    const left = groups.get(a) ?? [a]
    const right = groups.get(b) ?? [b]
    if (left === right || left.length + right.length > largest) continue
    if (left.length * right.length > 1) {
      const third = (score * times) / (1 - score + score * times)
      if (third < least || !together(left, right, weight)) continue
    }
    const both = [...left, ...right]
    for (const id of both) groups.set(id, both)
  }
  return [...new Set(groups.values())]
}

/** What the odds of a third record are multiplied by: at most 1, and less the fewer of those who have a second surely have a third. */
function thirds(pairs: Pair[], records: number): number {
  const others = new Map<number, number>()
  for (const { a, b, score } of pairs) if (score >= sure) for (const id of [a, b]) others.set(id, (others.get(id) ?? 0) + 1)
  const linked = others.size
  const more = [...others.values()].filter(count => count > 1).length
  const third = (more + before / 2) / (linked + before)
  return Math.min(1, (rarer * third * records) / Math.max(linked, 1))
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
  // One of three is let pass, of more pairs a quarter: two people of one name and town leave many pairs without an opinion.
  return against * 4 <= count + 1 && sum > 0
}
