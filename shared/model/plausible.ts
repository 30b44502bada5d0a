const EARLIEST = Date.UTC(1980, 0, 1)
const DAY = 86_400_000

/** Whether a time (epoch ms) can be when a message was sent: from 1980 (no mail format is older) to a day ahead (wrong clocks). */
export function isPlausibleTime(at: number, now: number): boolean {
  return Number.isFinite(at) && at >= EARLIEST && at <= now + DAY
}
