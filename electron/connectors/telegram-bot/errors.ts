import { GrammyError, HttpError } from 'grammy'
import { networkFailure } from '../network.ts'
import { SourceError } from '../source-error.ts'

/** Reasons of OpenSSL and Node not to believe a certificate. */
const certificate = /CERT|SELF_SIGNED|UNABLE_TO_(?:GET_ISSUER|VERIFY)|ERR_TLS_/

/**
 * Whatever a call to the Bot API throws, in our words. The address of a call holds the token: nothing of it is kept. Error codes:
 * https://core.telegram.org/bots/api#making-requests, https://core.telegram.org/api/errors
 */
export function sourceError(error: unknown): SourceError {
  if (error instanceof SourceError) return error
  if (error instanceof GrammyError) return refusal(error)
  const cause = error instanceof HttpError ? error.error : error
  if (!(cause instanceof Error)) return new SourceError('retry', 'failed')
  if (cause.name === 'AbortError' || cause.name === 'TimeoutError' || cause.message.startsWith('Request to ')) {
    return new SourceError('retry', 'timed-out')
  }
  if ('type' in cause && cause.type === 'invalid-json') return new SourceError('retry', 'bad-answer')
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined
  if (code === undefined) return new SourceError('retry', 'failed')
  if (certificate.test(code)) return new SourceError('attention', 'certificate', code)
  return new SourceError('retry', networkFailure(code) ?? (code.startsWith('HPE_') ? 'bad-answer' : 'failed'), code)
}

function refusal({ error_code: code, description, parameters }: GrammyError): SourceError {
  const said = description
    .replace(/(?<!\S)\S+@\S+|(?<!\d)\d{5,}:\S+/g, '…')
    .replace(/\s+/g, ' ')
    .slice(0, 200)
  // A token that Telegram does not know is 401, one that cannot be one is 404.
  if (code === 401 || code === 404) return new SourceError('attention', 'login-refused', said)
  if (code === 409) return new SourceError('attention', 'in-use', said)
  if (code === 429) {
    const seconds = parameters.retry_after ?? 1
    return new SourceError('retry', 'throttled', `${said} (${seconds} s)`, Date.now() + 1000 * seconds)
  }
  return new SourceError('retry', 'server-said-no', `${code} ${said}`)
}
