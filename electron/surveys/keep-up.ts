/** The clock is looked at this often while something waits, ms: the computer may have slept, or the clock been set. */
const LOOK_AGAIN = 1000

export interface SurveyKeeper {
  /** Cases changed. */
  wake(): void
  close(): Promise<void>
}

/** Asks about solved cases in the background, when they stayed solved for a while. */
export function keepUpWithSurveys(
  ask: (now: number) => Promise<{ customers: number[]; next?: number }>,
  onAsked: (customers: number[]) => void,
  now: () => number,
): SurveyKeeper {
  let timer: NodeJS.Timeout | undefined
  let next: number | undefined
  let working: Promise<void> | undefined
  let more = false
  let closed = false

  async function work(): Promise<void> {
    more = false
    const asked = await ask(now())
    next = asked.next
    if (asked.customers.length > 0) onAsked(asked.customers)
  }

  function look(): void {
    clearTimeout(timer)
    timer = undefined
    if (closed || working) return
    if (!more && (next === undefined || next > now())) {
      if (next !== undefined) timer = setTimeout(look, LOOK_AGAIN).unref()
      return
    }
    working = work()
      // What a full disk keeps from being asked is asked with the next change.
      .catch(() => {})
      .finally(() => {
        working = undefined
        look()
      })
  }

  return {
    wake() {
      more = true
      look()
    },
    async close() {
      closed = true
      clearTimeout(timer)
      await working
    },
  }
}
