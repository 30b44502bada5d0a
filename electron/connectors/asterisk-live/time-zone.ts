import * as z from 'zod'
import { isTimeZone } from '#shared/model/local-time.ts'

/** An IANA name; empty for the workspace's own. */
export const TimeZone = z
  .string()
  .refine(zone => zone === '' || isTimeZone(zone))
  .default('')
