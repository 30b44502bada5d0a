import * as z from 'zod'
import { valueProblems } from '../model/attribute.ts'
import { ProblemCode } from '../model/problem.ts'

/** What became impossible, or never was possible. */
export const ConflictReason = z.enum([
  'same-customer',
  'already-undone',
  'not-theirs',
  'nothing-left',
  'moved-on',
  'changed-since',
  'name-taken',
  'already-sent',
  'ours',
  'no-address',
  'no-way',
  'already-asked',
  'not-a-backup',
  'changed',
  ...valueProblems,
])

/** Every way a call can fail on purpose. They cross as values; the window turns the code into a sentence. */
export const errors = {
  NOT_FOUND: { status: 404, message: 'not found' },
  CONFLICT: {
    status: 409,
    message: 'no longer possible',
    data: z.object({ reason: ConflictReason }),
  },
  PROBLEM: { status: 422, message: 'could not be read', data: z.object({ code: ProblemCode, detail: z.string().optional() }) },
  /** The workspace cannot be read before a passphrase was given. */
  LOCKED: { status: 403, message: 'locked' },
  WRONG_PASSPHRASE: { status: 403, message: 'wrong passphrase' },
  /** A source said no; `code` is a SourceErrorCode, `detail` its own words. */
  SOURCE: { status: 502, message: 'the source said no', data: z.object({ code: z.string(), detail: z.string().optional() }) },
  BUSY: { status: 423, message: 'already running' },
} as const
