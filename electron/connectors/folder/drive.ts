import type { TestStep } from '#shared/contract/connectors.ts'
import { SourceError, type SourceErrorCode } from '../source-error.ts'

/** A network drive that went away can leave a call hanging: nothing waits longer for one, ms. */
const LONGEST_WAIT = 60_000

/**
 * Waits for a drive: at most 60 s, and no longer once `signal` is aborted. Throws SourceError; `missing` is what it means when nothing is
 * there. Whatever else a system says of a drive (ESTALE, EIO, ENOTCONN, EHOSTDOWN) can pass, so it is for later.
 */
export async function fromDrive<T>(work: Promise<T>, missing: SourceError, signal: AbortSignal): Promise<T> {
  const { promise: given, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new SourceError('retry', 'timed-out')), LONGEST_WAIT)
  const stop = () => reject(signal.reason)
  signal.addEventListener('abort', stop)
  try {
    signal.throwIfAborted()
    return await Promise.race([work, given])
  } catch (error) {
    throw driveError(error, missing)
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}

function driveError(error: unknown, missing: SourceError): unknown {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string') || error instanceof SourceError) return error
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return missing
  if (error.code === 'EACCES' || error.code === 'EPERM') return new SourceError('attention', 'no-permission')
  return new SourceError('retry', 'dropped', error.code)
}

/** A step of a test that did not go well. */
export function failedStep(step: TestStep['step'], error: unknown): TestStep {
  const code: SourceErrorCode = error instanceof SourceError ? error.code : 'failed'
  const detail = error instanceof SourceError ? error.detail : undefined
  return { step, ok: false, code, ...(detail !== undefined && { detail }) }
}
