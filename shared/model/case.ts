import * as z from 'zod'

/**
 * new: nobody of us has answered yet. open: it is our turn. pending: it is the customer's turn. hold: it waits for somebody else.
 * solved: done, and a reply reopens it. closed: over; a reply begins a new case that follows this one.
 */
export const caseStates = ['new', 'open', 'pending', 'hold', 'solved', 'closed'] as const
export const CaseState = z.enum(caseStates)
export type CaseState = z.infer<typeof CaseState>

export const casePriorities = ['low', 'normal', 'high', 'urgent'] as const
export const CasePriority = z.enum(casePriorities)
export type CasePriority = z.infer<typeof CasePriority>

/** Why an interaction belongs to its case. `elapsed` is in ms from the case's nearest interaction. */
export const CaseReason = z.discriminatedUnion('why', [
  /** Nothing said that it belongs to another. */
  z.object({ why: z.literal('first') }),
  /** The same mail thread. */
  z.object({ why: z.literal('thread') }),
  /** The same chat session. */
  z.object({ why: z.literal('session') }),
  /** Both name this order, invoice or ticket. */
  z.object({ why: z.literal('reference'), value: z.string() }),
  z.object({ why: z.literal('subject'), words: z.array(z.string()) }),
  z.object({ why: z.literal('near'), elapsed: z.number() }),
  /** It answers a closed case. */
  z.object({ why: z.literal('follow-up') }),
  /** It answers the survey about this case. */
  z.object({ why: z.literal('survey') }),
  /** An agent put it there. */
  z.object({ why: z.literal('agent') }),
])
export type CaseReason = z.infer<typeof CaseReason>

/** What an agent can change of a case at once. null takes away. */
export const CaseChanges = z.object({
  state: CaseState.exclude(['new', 'closed']).optional(),
  priority: CasePriority.optional(),
  queue: z.number().int().nullable().optional(),
  assignee: z.string().min(1).max(200).nullable().optional(),
  subject: z.string().trim().min(1).max(300).optional(),
  /** All of its tags from now on. */
  tags: z
    .array(z.string().trim().toLowerCase().min(1).max(60))
    .max(50)
    .transform(tags => [...new Set(tags)].sort())
    .optional(),
  /** By attribute: those that change, in the form of `parseValue`. */
  values: z.record(z.string().max(60), z.string().max(2000).nullable()).optional(),
})
export type CaseChanges = z.infer<typeof CaseChanges>
