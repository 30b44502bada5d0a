import * as z from 'zod'
import { Channel } from './interaction.ts'

const days = z.number().int().min(0).max(3650)

/**
 * One thing that must be true of every customer of a segment. country: one of their numbers is from there (two letters). silent: nothing
 * came or went for so many days; active: something did within them; waiting: for an answer, for at least so many days.
 */
export const Condition = z.discriminatedUnion('about', [
  z.object({
    about: z.literal('attribute'),
    attribute: z.string().max(60),
    is: z.enum(['equal', 'different', 'contains', 'less', 'more', 'filled', 'empty']),
    value: z.string().max(200),
  }),
  z.object({ about: z.literal('channel'), channel: Channel }),
  z.object({ about: z.literal('country'), region: z.string().length(2) }),
  z.object({ about: z.literal('silent'), days }),
  z.object({ about: z.literal('active'), days }),
  z.object({ about: z.literal('waiting'), days }),
])
export type Condition = z.infer<typeof Condition>

export const SegmentDraft = z.object({ name: z.string().trim().min(1).max(60), conditions: z.array(Condition).min(1).max(12) })
export type SegmentDraft = z.infer<typeof SegmentDraft>

export interface Segment extends SegmentDraft {
  id: string
}
