import * as z from 'zod'

/**
 * Everything that can be wrong with what comes in, as codes: errors cross walls as values, and
 * `shared/i18n` turns them into sentences. Details name columns, formats and limits, never customer text.
 */
export const ProblemCode = z.enum([
  'not-found', // no such file or folder
  'no-permission', // it is there and may not be read
  'not-recognised', // no connector knows this kind of file
  'customers-file', // a table of customers, which is taken in by another way (profile/customers-file.ts)
  'empty', // nothing in it
  'truncated', // it ends in the middle of something
  'broken-zip',
  'broken-json',
  'broken-xml',
  'broken-message', // a mail that cannot be taken apart
  'broken-row', // a line that does not have the expected shape
  'line-too-long',
  'too-deep', // nested beyond the limit
  'too-large',
  'missing-column',
  'bad-date',
  'date-out-of-range', // before 1980 or in the future
  'bad-number', // a duration or count that is none
  'no-address', // nobody to link it to
  'too-old', // older than the workspace keeps
  'disk-full',
  'busy', // another import is running on the same store
  'damaged', // what lies on the disk is not what was written
  'cancelled',
  'failed', // anything else; detail has the system's own code
])
export type ProblemCode = z.infer<typeof ProblemCode>

/** One thing that could not be taken in, and where. Lines count from 1. */
export const Problem = z.object({
  file: z.string(),
  line: z.number().int().positive().optional(),
  code: ProblemCode,
  detail: z.string().optional(),
})
export type Problem = z.infer<typeof Problem>
