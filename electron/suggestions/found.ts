import type { Comparison, Reason } from '../linkage/record.ts'

/** Where a value of a record was read. */
export interface Origin {
  interaction: number
  /** Epoch ms. */
  at: number
}

/** What is known of a customer, as JSON: a PersonRecord, and the Origin of its values. `known` is absent when they have no identity any more. */
export interface Gathered {
  customer: number
  seen: string
  known?: { record: string; origins: string }
}

/** Two customers that may be one person, a < b. */
export interface Found extends Comparison {
  a: number
  b: number
}

/** A number or an address that turned out to be several people's, and some who have it. */
export interface Shared {
  value: string
  customers: number[]
}

/** What comparing these customers by a model brought. */
export interface Compared {
  customers: number[]
  model: number
  found: Found[]
  shared: Shared[]
}

/** Whether this value is one of the reasons. */
export function restsOn(value: string, reasons: readonly Reason[]): boolean {
  return reasons.some(({ code, a, b }) => (code === 'phone-same' || code === 'mail-same') && (a === value || b === value))
}
