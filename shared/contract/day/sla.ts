import { oc, type } from '@orpc/contract'
import * as z from 'zod'
import type { Due } from '../../sla/due.ts'
import { SlaSettings } from '../../sla/policy.ts'
import { errors } from '../errors.ts'

/** What is promised for one case, the most pressing first. */
export interface CaseDues {
  case: number
  dues: Due[]
}

/** A promise about to be broken. `dueAt` in epoch ms. */
export interface Alarm {
  case: number
  customer: number
  customerName: string
  subject: string
  lastInteraction?: number
  due: Due & { dueAt: number }
}

export const sla = {
  settings: oc.errors(errors).output(type<SlaSettings>()),
  save: oc.errors(errors).input(SlaSettings).output(type<{ ok: true }>()),
  /** Those that are over or unknown are left out. */
  of: oc
    .errors(errors)
    .input(z.object({ cases: z.array(z.number().int()).max(500) }))
    .output(type<CaseDues[]>()),
  /** What comes near and is not broken yet, soonest first, and when the next one will: ask again then, and when cases changed. */
  alarms: oc.errors(errors).output(type<{ alarms: Alarm[]; nextAt?: number }>()),
}
