import type { Assigned } from './assign.ts'

/** Interactions placed in one go at most; time ends a slice before that. */
const AT_ONCE = 200
/** Ms of quiet before work begins, so that a large import is not slowed by it; at the latest after LATEST. */
const QUIET = 50
const LATEST = 2000

export interface KeepUp {
  /** Something came in. */
  wake(): void
  /** Ends after what is being placed is placed. */
  close(): Promise<void>
}

/** Puts what came in into its case, in the background and in small pieces, until nothing is left. What it did not come to waits in the store. */
export function keepUpWithCases(assign: (limit: number) => Promise<Assigned>, onPlaced: (customers: number[]) => void): KeepUp {
  let timer: NodeJS.Timeout | undefined
  let asked: number | undefined
  let working: Promise<void> | undefined
  let closed = false
  /** Something came in while it worked. */
  let more = false

  async function work(): Promise<void> {
    for (let left = true; (left || more) && !closed; ) {
      more = false
      const placed = await assign(AT_ONCE)
      left = placed.left
      if (placed.customers.length > 0) onPlaced(placed.customers)
    }
  }

  function begin(): void {
    timer = undefined
    asked = undefined
    // What could not be placed now (a full disk, a store that closes) is placed when the next thing comes in.
    working = work()
      .catch(() => {})
      .finally(() => {
        working = undefined
      })
  }

  return {
    wake() {
      more = true
      if (closed || working) return
      asked ??= performance.now()
      if (timer && performance.now() - asked > LATEST) return
      clearTimeout(timer)
      timer = setTimeout(begin, QUIET)
    },
    async close() {
      closed = true
      clearTimeout(timer)
      await working
    },
  }
}
