import type { Derived, Settled } from './settle.ts'

/** Never longer between two looks than this, ms: a clock may have been set back. */
const LATEST = 60_000
/** A look that is further away than this is not waited for when something is written, ms. */
const FAR = 1000

export interface NotesKeeper {
  /** A note was written in. */
  wake(): void
  /** Ends after what is being worked through is done; the rest waits in the store. */
  close(): Promise<void>
}

interface Options {
  settle: () => Promise<Settled>
  /** Works a large one out where it holds nobody up. */
  derive: (id: number) => Promise<Derived | undefined>
  keep: (derived: Derived) => Promise<number[]>
  onSettled: (customers: number[]) => void
}

/** Works through what is written in notes, in the background and when it has been quiet. */
export function keepUpWithNotes({ settle, derive, keep, onSettled }: Options): NotesKeeper {
  let timer: NodeJS.Timeout | undefined
  let far = false
  let working: Promise<void> | undefined
  let more = false
  let closed = false

  async function work(): Promise<void> {
    more = false
    const { customers, next, large } = await settle()
    if (customers.length > 0) onSettled(customers)
    if (large !== undefined) {
      const derived = await derive(large)
      if (derived) onSettled(await keep(derived))
      more = true
    } else if (next !== undefined && !closed) look(Math.min(next, LATEST))
  }

  function look(wait: number): void {
    far = wait > FAR
    clearTimeout(timer)
    timer = setTimeout(() => {
      timer = undefined
      // What a full disk or a closing store keeps from being done is done when the next note is written in.
      working = work()
        .catch(() => {})
        .finally(() => {
          working = undefined
          if (more && !timer && !closed) look(0)
        })
    }, wait)
  }

  return {
    wake() {
      more = true
      if (!closed && !working && (!timer || far)) look(0)
    },
    async close() {
      closed = true
      clearTimeout(timer)
      await working
    },
  }
}
