import type { Comparison } from '../linkage/record.ts'

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

/** What comparing these customers by a model brought. */
export interface Compared {
  customers: number[]
  model: number
  found: Found[]
}
