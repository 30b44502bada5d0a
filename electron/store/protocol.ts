import type { Db } from './database.ts'

/** Synchronous functions of the database, by name: what a store thread can be asked. */
export type Procedures = Readonly<Record<string, (db: Db, input: never) => unknown>>

const answeredWhenWritten = new WeakSet<object>()

/**
 * The same procedure. What it changed is on the disk when its caller is answered, as with any other; but the thread does not wait for that, and goes on
 * with the next call.
 */
export function answerWhenWritten<P extends (db: Db, input: never) => unknown>(procedure: P): P {
  answeredWhenWritten.add(procedure)
  return procedure
}

export function isAnsweredWhenWritten(procedure: Procedures[string]): boolean {
  return answeredWhenWritten.has(procedure)
}

export interface Request {
  id: number
  name: string
  input: unknown
  /** Shared with who asks: set when the answer is no longer wanted. */
  cancelled?: SharedArrayBuffer
}

export type FailureCode =
  | 'wrong-key'
  | 'newer'
  | 'disk-full'
  | 'busy'
  | 'no-permission'
  | 'corrupt'
  | 'refused'
  | 'cancelled'
  | 'closed'
  | 'failed'

/** What crosses back when a call fails: a code, never a row's text. `detail` is a refusal's reason or a place in the code. */
export interface Failure {
  code: FailureCode
  detail?: string
}

export type Reply = { id: number; output: unknown } | { id: number; failure: Failure }

/** A procedure says no for a reason its caller knows: not a defect, and nothing was changed. */
export class Refusal extends Error {
  readonly reason: string
  constructor(reason: string) {
    super(reason)
    this.reason = reason
  }
}

export class StoreError extends Error {
  readonly code: FailureCode
  readonly detail: string | undefined
  constructor({ code, detail }: Failure) {
    super(detail ? `${code}: ${detail}` : code)
    this.code = code
    this.detail = detail
  }
}
