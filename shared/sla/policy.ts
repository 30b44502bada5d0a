import * as z from 'zod'
import { CasePriority } from '../model/case.ts'
import { BusinessHours } from './hours.ts'

/** first: our first answer to a new matter. next: every later answer. resolution: from the matter's beginning until it is solved. */
export const slaKinds = ['first', 'next', 'resolution'] as const
export type SlaKind = (typeof slaKinds)[number]

/** At most a year. */
const Minutes = z.number().int().min(1).max(525_600)

const Targets = z.object({ first: Minutes.optional(), next: Minutes.optional(), resolution: Minutes.optional() })

/** What is promised for the cases of some queues. Times in minutes; an absent one is not promised. */
export const SlaPolicy = z.object({
  id: z.uuid(),
  /** '' for the one that is there from the beginning. */
  name: z.string().trim().max(100),
  /** For cases in these; none: for every case. */
  queues: z.array(z.number().int()).max(500),
  /** working: only business hours count. always: every minute does. */
  clock: z.enum(['working', 'always']),
  targets: z.record(CasePriority, Targets),
})
export type SlaPolicy = z.infer<typeof SlaPolicy>

export const SlaSettings = z.object({
  hours: BusinessHours,
  /** The first that fits a case is its policy. */
  policies: z.array(SlaPolicy).max(50),
  /** Minutes before a promise is broken at which the window says so; 0: never. */
  alarm: z.number().int().min(0).max(1440),
})
export type SlaSettings = z.infer<typeof SlaSettings>

const HOUR = 60
const WORKDAY = 9 * HOUR

/** Until somebody says otherwise: office hours of a week in this zone, and one policy for all. */
export function firstSla(timeZone: string): SlaSettings {
  const workday = [{ from: 9 * HOUR, to: 18 * HOUR }]
  return {
    hours: { timeZone, week: [workday, workday, workday, workday, workday, [], []], holidays: [] },
    policies: [
      {
        id: '00000000-0000-4000-8000-000000000001',
        name: '',
        queues: [],
        clock: 'working',
        targets: {
          urgent: { first: HOUR, next: HOUR, resolution: WORKDAY },
          high: { first: 4 * HOUR, next: 4 * HOUR, resolution: 2 * WORKDAY },
          normal: { first: WORKDAY, next: WORKDAY, resolution: 5 * WORKDAY },
          low: { first: 2 * WORKDAY, next: 2 * WORKDAY, resolution: 10 * WORKDAY },
        },
      },
    ],
    alarm: 30,
  }
}
