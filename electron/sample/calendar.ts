import { zoneOffset } from '#shared/model/local-time.ts'
import type { Random } from './random.ts'

export const TIME_ZONE = 'Europe/Madrid'
export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** What Madrid's clocks are ahead of UTC, in ms. */
export function offsetAt(at: number): number {
  return zoneOffset(at, TIME_ZONE)
}

/** The wall clock in Madrid, as a Date whose UTC fields are the local ones. */
export function wall(at: number): Date {
  return new Date(at + offsetAt(at))
}

/** The way back from wall-clock ms. */
function fromWall(local: number): number {
  const guess = local - offsetAt(local)
  return local - offsetAt(guess)
}

function moveTo(at: number, daysAhead: number, hour: number, random: Random): number {
  const local = wall(at)
  local.setUTCHours(hour, random.int(0, 50), random.int(0, 59), 0)
  return fromWall(local.getTime() + daysAhead * DAY)
}

/** The next moment from `at` on when the contact centre works: weekdays 9 to 19:30, Saturday mornings. */
export function whenOpen(at: number, random: Random): number {
  const local = wall(at)
  const day = local.getUTCDay()
  const hour = local.getUTCHours() + local.getUTCMinutes() / 60
  const closes = day === 0 ? 0 : day === 6 ? 14 : 19.5
  if (hour < closes && hour >= 9) return at
  if (hour < 9 && closes > 0) return moveTo(at, 0, random.int(9, 11), random)
  return moveTo(at, day === 6 ? 2 : 1, random.int(9, 11), random)
}

/** The next moment from `at` on when a customer writes or calls: mostly office hours and early evenings, seldom on Sundays. */
export function whenAwake(at: number, random: Random): number {
  const local = wall(at)
  const hour = local.getUTCHours()
  if (local.getUTCDay() === 0 && !random.chance(0.3)) return moveTo(at, 1, random.int(8, 19), random)
  if (hour < 8) return moveTo(at, 0, random.int(8, 13), random)
  if (hour >= 22) return moveTo(at, 1, random.int(8, 19), random)
  return at
}
