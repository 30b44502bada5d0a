import type { Settled } from './settle.ts'

/** Never longer between two looks than this, ms: a clock may have been set back. */
const LATEST = 60_000

export interface NotesKeeper {
  /** A note was written in. */
  wake(): void
  /** Ends after what is being worked through is done; the rest waits in the store. */
  close(): Promise<void>
}

/** Works through what is written in notes, in the background and when it has been quiet. */
export function keepUpWithNotes(settle: () => Promise<Settled>, onSettled: (customers: number[]) => void): NotesKeeper {
  let timer: NodeJS.Timeout | undefined
  let working: Promise<void> | undefined
  let more = false
  let closed = false

  async function work(): Promise<void> {
    more = false
    const { customers, next } = await settle()
    if (customers.length > 0) onSettled(customers)
    if (next !== undefined && !closed) look(Math.min(next, LATEST))
  }

  function look(wait: number): void {
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
      if (!closed && !timer && !working) look(0)
    },
    async close() {
      closed = true
      clearTimeout(timer)
      await working
    },
  }
}
