import * as z from 'zod'

/** What a column of a call list can mean. */
export const csvFields = [
  'id',
  'start',
  'date',
  'time',
  'end',
  'from',
  'to',
  'direction',
  'outcome',
  'ring',
  'talk',
  'duration',
  'name',
  'note',
] as const
export const CsvField = z.enum(csvFields)
export type CsvField = z.infer<typeof CsvField>

/** How to read a CSV of calls: guessed from header and content, corrected by the user, remembered by its header. */
export const CsvMapping = z.object({
  delimiter: z.string().length(1),
  /** Column index (from 0) for each field that the file has. */
  columns: z.partialRecord(CsvField, z.number().int().nonnegative()),
  dateOrder: z.enum(['ymd', 'dmy', 'mdy']),
  /** Words (lower case) in the direction column that mean a call from the customer. */
  inWords: z.array(z.string()),
  /** Words (lower case) in the outcome column. */
  outcomes: z.record(z.string(), z.enum(['answered', 'missed', 'busy', 'failed', 'voicemail', 'rejected'])),
})
export type CsvMapping = z.infer<typeof CsvMapping>
