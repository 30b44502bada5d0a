/** Milliseconds: half and 99 of 100 were no slower. */
export interface Spread {
  p50: number
  p95: number
  p99: number
}

const ROUNDS = 5

/** Does it once unmeasured, then in five rounds; tells of the quietest: what else the machine does is not ours. */
export function spread(runs: number, act: (run: number) => unknown): Spread {
  act(0)
  const round = (_: unknown, turn: number): Spread =>
    spreadOf(
      Array.from({ length: runs }, (_, run) => {
        const start = performance.now()
        act(turn * runs + run)
        return performance.now() - start
      }),
    )
  const [quietest] = Array.from({ length: ROUNDS }, round).toSorted((a, b) => a.p99 - b.p99)
  if (!quietest) throw new RangeError('no rounds')
  return quietest
}

export function spreadOf(times: readonly number[]): Spread {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}
