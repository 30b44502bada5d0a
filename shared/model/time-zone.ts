import * as z from 'zod'

/** The name of a time zone that the system knows (IANA): any other would fail where dates are made, or stored, later. */
export const TimeZone = z.string().min(1).max(60).refine(isTimeZone)

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined
  } catch {
    return false
  }
}
