import { SourceError } from '../live.ts'
import { isCertificateError } from './account/certificate.ts'

/** Words by which servers say that they have had enough of us for now. */
const THROTTLED = /throttl|too many|rate limit|overquota|exceeded .*(?:limit|bandwidth)|try again later|maximum number of connections/i
const LONGEST_DETAIL = 200

/** What imapflow adds to its errors, as far as it is looked at. */
interface Clues {
  code: string
  status: string
  responseCode: string
  words: string
  authenticationFailed: boolean
  tlsFailed: boolean
}

/**
 * What went wrong, in our words and the server's.
 * @param error as thrown by imapflow or Node.
 * @param bye why the server said it would hang up (BYE), if it did.
 */
export function asSourceError(error: unknown, bye?: string): SourceError {
  if (error instanceof SourceError) return error
  const clues = cluesOf(error)
  const { code, status, responseCode, authenticationFailed, tlsFailed } = clues
  const detail = serverWords(clues.words || (bye ?? ''))
  if (code === 'ETHROTTLE' || responseCode === 'LIMIT' || THROTTLED.test(`${clues.words} ${bye ?? ''}`)) {
    return new SourceError('retry', 'throttled', detail)
  }
  if (authenticationFailed) {
    if (['UNAVAILABLE', 'INUSE', 'SERVERBUG'].includes(responseCode)) return new SourceError('retry', 'server-said-no', detail)
    if (responseCode === 'PRIVACYREQUIRED') return new SourceError('attention', 'no-tls', detail)
    // A connection that ends during the login is no refusal.
    if (status !== '' || clues.words !== '') return new SourceError('attention', 'login-refused', detail)
  }
  if (isCertificateError(code)) return new SourceError('attention', 'certificate', code)
  if (tlsFailed || code === 'EPROTO' || code.startsWith('ERR_SSL')) return new SourceError('attention', 'no-tls', detail)
  if (code === 'ENOTFOUND' || code.startsWith('EAI_')) return new SourceError('retry', 'name-not-found')
  if (code === 'ECONNREFUSED') return new SourceError('retry', 'refused')
  if (/TIMEOUT$|^ETIMEDOUT$|^E(?:HOST|NET)UNREACH$/.test(code)) return new SourceError('retry', 'timed-out')
  if (/^(?:NoConnection|EConnectionClosed|StateLogout|ClosedAfter\w+|ECONNRESET|EPIPE|EOF)$/.test(code)) {
    return new SourceError('retry', 'dropped', detail)
  }
  if (status !== '') return new SourceError('retry', 'server-said-no', detail)
  if (/^Parser|^Invalid|TooLarge$|^UnexpectedTag$|^ResponseProcessingFailed$|^MAX_IMAP/.test(code))
    return new SourceError('retry', 'bad-answer')
  return new SourceError('retry', 'failed', /^[A-Z][A-Za-z0-9_]*$/.test(code) ? code : undefined)
}

function cluesOf(error: unknown): Clues {
  const known: Record<string, unknown> = error instanceof Error ? { ...error } : {}
  const text = (name: string): string => {
    const value = known[name]
    return typeof value === 'string' ? value : ''
  }
  return {
    code: text('code'),
    status: text('responseStatus'),
    responseCode: text('serverResponseCode').toUpperCase(),
    words: text('responseText') || text('reason'),
    authenticationFailed: known.authenticationFailed === true,
    tlsFailed: known.tlsFailed === true,
  }
}

/** One line without addresses, or undefined when nothing is left. */
export function serverWords(words: string): string | undefined {
  const line = words
    .replace(/<?[^\s<>@]+@[^\s<>@]+>?/g, '…')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_DETAIL)
  return line === '' ? undefined : line
}
