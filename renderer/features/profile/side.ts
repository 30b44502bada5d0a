import type { OpView } from '#shared/contract/customers.ts'

/** What an op meant for the customer shown. part: it came to pass with somebody who is part of this customer now. */
export type Side = 'in' | 'out' | 'part'

/** Whose side of an op is told. `here`: the customer shown, who may have taken over those the op names. */
export function sideOf({ from, into }: Pick<OpView, 'from' | 'into'>, here: number): Side {
  if (into === here) return 'in'
  return from === here ? 'out' : 'part'
}
