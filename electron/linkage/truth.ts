/** How well found groups agree with the truth, over pairs of records. All but `pairs` from 0 to 1. */
export interface Agreed {
  precision: number
  recall: number
  f1: number
  /** Pairs that are in one group, of records of which it is known who they are. */
  pairs: number
}

/** Compares groups of record numbers (indexes into `truth`) with whom each record really is; an empty truth is not known, and neither right nor wrong. */
export function agreement(groups: number[][], truth: string[]): Agreed {
  const pairsOf = (count: number) => (count * (count - 1)) / 2
  const sizes = (names: string[]): number =>
    [...counts(names.filter(name => name !== '')).values()].reduce((sum, count) => sum + pairsOf(count), 0)
  const pairs = groups.reduce((sum, group) => sum + pairsOf(group.filter(index => truth[index]).length), 0)
  const right = groups.reduce((sum, group) => sum + sizes(group.map(index => truth[index] ?? '')), 0)
  const all = sizes(truth)
  const precision = pairs === 0 ? 1 : right / pairs
  const recall = all === 0 ? 1 : right / all
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall), pairs }
}

function counts(names: string[]): Map<string, number> {
  const found = new Map<string, number>()
  for (const name of names) found.set(name, (found.get(name) ?? 0) + 1)
  return found
}
