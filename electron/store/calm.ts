import { setTimeout } from 'node:timers/promises'

/** What is rested after a slice, as a multiple of the time it took, and at most, ms. */
const REST = { quiet: 1, busy: 20, most: 2000 }

/** Lets background work have the store's thread in slices, one at a time, and never at the cost of what comes in or of who waits. */
export interface Calm {
  /** Runs one slice (some 20 ms of the thread) when its turn has come. Between two slices whatever else was asked is answered. */
  slice<T>(work: () => Promise<T>): Promise<T>
  /** The same for work on a thread of its own: resolves when it may go on. */
  turn(): Promise<void>
  /** From now on nothing rests: what runs is to end. */
  close(): void
}

/**
 * @param idle resolves when no files are being read: while they are, nothing else runs.
 * @param busy whether a source is catching up. That may take days, so work goes on beside it, the slower the busier the thread is.
 * @param first ms from now in which nothing runs: whoever opened the workspace waits for their window.
 */
export function createCalm({ idle, busy, first = 0 }: { idle: () => Promise<void>; busy: () => boolean; first?: number }): Calm {
  const closing = new AbortController()
  let last: Promise<unknown> = Promise.resolve()
  let rest = 0

  const pause = (ms: number) => setTimeout(ms, undefined, { signal: closing.signal, ref: false }).catch(() => {})

  const begun = pause(first)

  async function next<T>(before: Promise<unknown>, work: () => Promise<T>): Promise<T> {
    await before
    await begun
    if (rest > 0) await pause(rest)
    await idle()
    const start = performance.now()
    try {
      return await work()
    } finally {
      rest = Math.min(REST.most, (performance.now() - start) * (busy() ? REST.busy : REST.quiet))
    }
  }

  return {
    slice(work) {
      const result = next(last, work)
      last = result.catch(() => {})
      return result
    },
    async turn() {
      await begun
      await idle()
      if (busy()) await pause(REST.most)
    },
    close: () => closing.abort(),
  }
}
