import type { Calm } from '../store/calm.ts'

/** Quiet time after a change before the vocabulary is looked at, ms. */
const QUIET = 500
/** Rest between two slices, ms: the thread is free most of the time. */
const REST = 60
/** A whole pass is not begun again sooner than this many times what the last one took. */
const SHARE = 10

export interface Learner {
  /** Something came in. */
  changed(): void
  /** Resolves when no slice runs any more, and none will. */
  close(): Promise<void>
}

/** Keeps the vocabulary up with the index in the background: when it has been quiet for a while, in slices, never for long. */
export function startLearning(learnSlice: () => Promise<{ done: boolean }>, calm: Calm): Learner {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let closed = false
  let again = false
  let busy = 0

  const wait = (ms: number) => {
    clearTimeout(timer)
    timer = setTimeout(begin, ms)
    timer.unref()
  }
  const begin = () => {
    running = slice().finally(() => {
      running = undefined
    })
  }
  const slice = async () => {
    const timed = async () => {
      const start = performance.now()
      // A store that is full or going away: the next change tries again.
      const slice = await learnSlice().catch(() => ({ done: true }))
      busy += performance.now() - start
      return slice
    }
    const { done } = await calm.slice(timed)
    if (closed) return
    if (!done) return wait(REST)
    const rest = busy * SHARE
    busy = 0
    if (again) wait(QUIET + rest)
    else timer = undefined
    again = false
  }
  begin()
  return {
    changed() {
      if (closed) return
      if (running || busy > 0) again = true
      else wait(QUIET)
    },
    async close() {
      closed = true
      clearTimeout(timer)
      await running
    },
  }
}
