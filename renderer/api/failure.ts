import { ORPCError } from '@orpc/client'
import i18next, { type TFunction } from 'i18next'
import { ConflictReason } from '#shared/contract/errors.ts'
import { problemText } from '#shared/i18n/problems.ts'
import { Problem } from '#shared/model/problem.ts'

/** One sentence about why a call failed and what to do. Knows the contract's errors; anything else came from the way there. */
export function failureText(error: unknown, t: TFunction<'problems'>): string {
  if (!(error instanceof ORPCError)) return t('call.connection')
  switch (error.code) {
    case 'CONFLICT': {
      const known = ConflictReason.safeParse(reasonOf(error))
      return known.success ? t(`conflict.${known.data}`) : t('call.failed')
    }
    case 'PROBLEM': {
      const problem = Problem.pick({ code: true, detail: true }).safeParse(error.data)
      return problem.success ? problemText(problem.data, i18next.language === 'es' ? 'es' : 'en') : t('call.failed')
    }
    case 'NOT_FOUND':
      return t('call.not-found')
    case 'LOCKED':
      return t('call.locked')
    case 'WRONG_PASSPHRASE':
      return t('call.wrong-passphrase')
    case 'BUSY':
      return t('call.busy')
    default:
      return t('call.failed')
  }
}

/** It is not there, and trying again does not bring it back. */
export function isGone(error: unknown): boolean {
  return error instanceof ORPCError && error.code === 'NOT_FOUND'
}

function reasonOf(error: ORPCError<string, unknown>): unknown {
  const { data } = error
  return typeof data === 'object' && data !== null && 'reason' in data ? data.reason : undefined
}
