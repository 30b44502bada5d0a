import * as z from 'zod'
import { Channel, channels } from '../model/interaction.ts'

/** Months for which what came by a channel is kept; a channel without a rule keeps everything. */
export const RetentionRules = z.partialRecord(Channel, z.number().int().min(1).max(1200))
export type RetentionRules = z.infer<typeof RetentionRules>

/** By the number of a channel (its position in `channels`): what happened before this time (epoch ms) is not kept. null: everything is. */
export type Limits = (number | null)[]

/** Whole months back, by the calendar in UTC; from a day that the month does not have, its last one. */
export function limitsAt(rules: RetentionRules, now: number): Limits {
  return channels.map(channel => {
    const months = rules[channel]
    if (months === undefined) return null
    const then = new Date(now)
    const day = then.getUTCDate()
    then.setUTCDate(1)
    then.setUTCMonth(then.getUTCMonth() - months)
    const days = new Date(Date.UTC(then.getUTCFullYear(), then.getUTCMonth() + 1, 0)).getUTCDate()
    then.setUTCDate(Math.min(day, days))
    return then.getTime()
  })
}

/** Months of an age as it is typed (`5y`, `18m`); null for `keep`, undefined for anything else. */
export function parseAge(text: string): number | null | undefined {
  if (text === 'keep') return null
  const [, count = '', unit] = /^(\d{1,4})([ym])$/.exec(text) ?? []
  const months = Number(count) * (unit === 'y' ? 12 : 1)
  return unit !== undefined && RetentionRules.safeParse({ email: months }).success ? months : undefined
}
