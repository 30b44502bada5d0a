import * as z from 'zod'

/** A customer in a window of their own. `writer`: the window it was opened from; what is written in the two is one draft. */
export const Popped = z.object({ customer: z.number().int().positive().max(1e15), writer: z.uuid() })
export type Popped = z.infer<typeof Popped>

/** How an address says it: in its fragment, which is not sent anywhere. */
export function fragmentOf({ customer, writer }: Popped): string {
  return `#customer=${customer}&writer=${writer}`
}

/** Of the fragment of a window's address; undefined for the main window's. */
export function poppedOf(fragment: string): Popped | undefined {
  const [, customer, writer] = /^#customer=(\d{1,15})&writer=([\da-f-]{36})$/.exec(fragment) ?? []
  return Popped.safeParse({ customer: Number(customer), writer }).data
}
