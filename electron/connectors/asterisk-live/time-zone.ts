import * as z from 'zod'

/** An IANA name; empty for the workspace's own. */
export const TimeZone = z
  .string()
  .refine(zone => zone === '' || isTimeZone(zone))
  .default('')

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined
  } catch {
    return false
  }
}
