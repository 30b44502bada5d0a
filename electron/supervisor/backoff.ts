const FIRST = 1000
const MOST = 5 * 60_000

/**
 * How long to wait before attempt number `attempt` (from 1), ms: doubling from a second to five minutes, of which a random half to whole is
 * taken, so that a thousand desktops do not come back to a server in the same second ("equal jitter", Brooker, Exponential Backoff And Jitter).
 */
export function backoff(attempt: number, random: () => number): number {
  const whole = Math.min(MOST, FIRST * 2 ** Math.min(attempt - 1, 20))
  return whole / 2 + (random() * whole) / 2
}
