import type { Comparison, PersonRecord } from '../linkage/record.ts'

/** Where a value of a record was read. */
export interface Origin {
  interaction: number
  /** Epoch ms. */
  at: number
}

/** What is known of a customer; `known` is absent when they have no identity any more. */
export interface Gathered {
  customer: number
  seen: string
  known?: { record: PersonRecord; origins: Record<string, Origin> }
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
