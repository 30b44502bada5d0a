import type { AgentState } from '#shared/contract/day/day.ts'

/** How often it is noted that somebody is still there, ms: what a crash can lose. */
const BEAT = 30_000
/** After so long without a beat the computer slept, ms. */
const ASLEEP = 3 * BEAT

interface Kept {
  at: number
  went?: number
  away?: number | 'since-seen'
  state?: AgentState
}

interface Options {
  /** Writes it down; in the order in which it is called. */
  keep: (kept: Kept) => Promise<void>
  /** Epoch ms. */
  now: () => number
  /** Ms of a clock that nobody can set and that goes on while the computer sleeps. */
  steady: () => number
}

export interface Presence {
  /** Notes the time until now. */
  beat(): Promise<void>
  set(state: AgentState): Promise<void>
  close(): Promise<void>
}

/** A command ran: that is nobody's time at a window. */
export const nobodyPresent: Presence = { beat: async () => {}, set: async () => {}, close: async () => {} }

/**
 * Keeps the time of whoever works at this window. It is measured by a steady clock, so that setting the computer's changes nothing; time in
 * which the program did not run, or the computer slept, is nobody's work.
 */
export function startPresence({ keep, now, steady }: Options): Presence {
  let last = steady()
  const tell = (state?: AgentState) => {
    const passed = Math.max(0, steady() - last)
    last += passed
    const asleep = passed > ASLEEP
    return keep({ at: now(), [asleep ? 'away' : 'went']: passed, ...(state && { state }) }).catch((error: unknown) => {
      // Not written (a full disk): the next beat tries again.
      last -= passed
      throw error
    })
  }
  const begun = keep({ at: now(), away: 'since-seen' }).catch(() => {})
  const timer = setInterval(() => void tell().catch(() => {}), BEAT)
  timer.unref()
  return {
    beat: () => tell(),
    set: state => tell(state),
    async close() {
      clearInterval(timer)
      await begun
      await tell().catch(() => {})
    },
  }
}
