/** Milliseconds: half and 99 of 100 were no slower. */
export interface Spread {
  p50: number
  p95: number
  p99: number
}

/** Does it once unmeasured, then so many times. */
export function spread(runs: number, act: (run: number) => unknown): Spread {
  act(0)
  return spreadOf(
    Array.from({ length: runs }, (_, run) => {
      const start = performance.now()
      act(run)
      return performance.now() - start
    }),
  )
}

export function spreadOf(times: readonly number[]): Spread {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}
