import { implement, ORPCError } from '@orpc/server'
import { contract } from '#shared/contract/index.ts'
import type { ProblemCode } from '#shared/model/problem.ts'
import { CannotRestore } from '../backup/restore.ts'
import { SourceError } from '../connectors/source-error.ts'
import { StoreError } from '../store/protocol.ts'
import { masked } from './masked.ts'
import { Locked, WrongPassphrase } from './workspace.ts'

/**
 * The contract's implementer: handlers are asked once `opened` has resolved; they may throw what the store throws, it crosses as a value; what they
 * answer is masked.
 */
export function implementContract(opened: () => Promise<unknown>) {
  return implement(contract).use(async ({ next, path }) => {
    await opened()
    try {
      const result = await next()
      return { ...result, output: masked(path, result.output) }
    } catch (error) {
      throw asValue(error)
    }
  })
}

/** Errors cross as values with a code of the contract; anything else is a defect and says nothing about what it met. */
export function asValue(error: unknown): ORPCError<string, unknown> {
  if (error instanceof ORPCError) return error
  if (error instanceof SourceError) {
    return new ORPCError('SOURCE', { defined: true, status: 502, data: { code: error.code, detail: error.detail } })
  }
  if (error instanceof CannotRestore && error.reason !== 'taken') {
    return new ORPCError('CONFLICT', { defined: true, status: 409, data: { reason: error.reason } })
  }
  if (error instanceof Locked) return new ORPCError('LOCKED', { defined: true, status: 403 })
  if (error instanceof WrongPassphrase) return new ORPCError('WRONG_PASSPHRASE', { defined: true, status: 403 })
  if (error instanceof StoreError) {
    if (error.code === 'refused' && error.detail === 'not-found') return new ORPCError('NOT_FOUND', { defined: true, status: 404 })
    if (error.code === 'refused') return new ORPCError('CONFLICT', { defined: true, status: 409, data: { reason: error.detail } })
    const code = problemOf(error)
    return new ORPCError('PROBLEM', { defined: true, status: 422, data: { code, detail: code === 'failed' ? error.code : undefined } })
  }
  return new ORPCError('INTERNAL_SERVER_ERROR')
}

function problemOf({ code }: StoreError): ProblemCode {
  if (code === 'corrupt') return 'damaged'
  return code === 'disk-full' || code === 'busy' || code === 'no-permission' ? code : 'failed'
}
