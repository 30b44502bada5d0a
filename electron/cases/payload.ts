import * as z from 'zod'
import { CaseChanges, CaseReason, CaseState } from '#shared/model/case.ts'

/** A case's fields as an op names them; that of a call may have no subject. */
export const Fields = CaseChanges.extend({ state: CaseState.optional(), subject: z.string().optional() })
export type Fields = z.infer<typeof Fields>

/** What an op on cases did. Interactions and cases are called as on every machine: by their source's id and the case's key. */
export const Payload = z.discriminatedUnion('what', [
  z.object({ what: z.literal('change'), case: z.string(), before: Fields, after: Fields }),
  z.object({
    what: z.literal('move'),
    into: z.string(),
    moved: z.array(z.object({ connector: z.string(), source: z.string(), from: z.string().nullable(), reason: CaseReason.nullable() })),
    /** The case that was joined into the other. */
    joined: z.string().optional(),
    /** `into` was made for it. */
    made: z.boolean(),
  }),
])
export type Payload = z.infer<typeof Payload>
