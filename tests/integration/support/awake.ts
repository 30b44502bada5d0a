/** ms */
const STEP = 50

let passed = 0
let at = performance.now()
let used = process.cpuUsage()

/**
 * A clock that runs while this process does, ms: by its processor time where it is busy, and else by its turns. A machine that stands still for seconds,
 * or is busy elsewhere, takes nothing away from a limit that is held against it.
 */
export function awake(): number {
  const now = performance.now()
  const { user, system } = process.cpuUsage(used)
  passed += Math.min(now - at, Math.max(STEP, (user + system) / 1000))
  at = now
  used = process.cpuUsage()
  return passed
}

setInterval(awake, STEP).unref()

/** Acts once that much time has passed by this clock, unless what it answers with is called before. */
export function afterAwake(ms: number, act: () => void): () => void {
  const end = awake() + ms
  const timer = setInterval(() => {
    if (awake() < end) return
    clearInterval(timer)
    act()
  }, STEP)
  return () => clearInterval(timer)
}
