import { oc, type } from '@orpc/contract'
import * as z from 'zod'
import type { Channel } from '../../model/interaction.ts'
import type { Due } from '../../sla/due.ts'
import type { CaseView } from '../cases.ts'
import { errors } from '../errors.ts'

/** after-contact: writing down and finishing what the last contact left to do. */
export const agentStates = ['available', 'busy', 'break', 'after-contact', 'offline'] as const
export const AgentState = z.enum(agentStates)
export type AgentState = z.infer<typeof AgentState>

export interface DayCase extends CaseView {
  /** Of its latest interaction. */
  channel?: Channel
  /** The most pressing promise. */
  due?: Due
}

/** Of the agent at this window and of nobody, the most pressing first; the numbers count also those beyond the rows. */
export interface DayCases {
  /** The customer waits for an answer. */
  waiting: { rows: DayCase[]; count: number; late: number }
  /** Nothing is asked, but it is ours to bring to an end, and its time is over or soon will be. */
  resolve: { rows: DayCase[]; count: number }
}

/** Times are ms. */
export interface AgentDay {
  state: AgentState
  /** By the clock as it was then, epoch ms. */
  since: number
  /** How long in this state without a break. */
  spent: number
  /** Today, in each. */
  today: Record<AgentState, number>
}

export const day = {
  cases: oc
    .errors(errors)
    .input(z.object({ limit: z.number().int().min(1).max(200).default(50) }))
    .output(type<DayCases>()),
  agent: oc.errors(errors).output(type<AgentDay>()),
  setAgent: oc
    .errors(errors)
    .input(z.object({ state: AgentState }))
    .output(type<AgentDay>()),
}
