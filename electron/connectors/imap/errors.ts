import { isCertificateError } from '../certificate.ts'
import { networkFailure } from '../network.ts'
import { SourceError } from '../source-error.ts'

/** Words by which servers say that they have had enough of us for now. */
const THROTTLED = /throttl|too many|rate limit|overquota|exceeded .{0,80}(?:limit|bandwidth)|try again later|maximum number of connections/i
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
    return throttled(`${clues.words} ${bye ?? ''}`)
  }
  if (authenticationFailed) {
    if (['UNAVAILABLE', 'INUSE', 'SERVERBUG'].includes(responseCode)) return new SourceError('retry', 'server-said-no', detail)
    if (responseCode === 'PRIVACYREQUIRED') return new SourceError('attention', 'no-tls', detail)
    // A connection that ends during the login is no refusal.
    if (status !== '' || clues.words !== '') return new SourceError('attention', 'login-refused', detail)
  }
  if (isCertificateError(code)) return new SourceError('attention', 'certificate', code)
  if (tlsFailed || code === 'EPROTO' || code.startsWith('ERR_SSL')) return new SourceError('attention', 'no-tls', detail)
  const failure = networkFailure(code)
  if (failure === 'dropped' || /^(?:NoConnection|EConnectionClosed|StateLogout|ClosedAfter\w+|EOF)$/.test(code)) {
    return new SourceError('retry', 'dropped', detail)
  }
  if (failure) return new SourceError('retry', failure)
  if (/TIMEOUT$/.test(code)) return new SourceError('retry', 'timed-out')
  if (status !== '') return new SourceError('retry', 'server-said-no', detail)
  if (/^Parser|^Invalid|TooLarge$|^UnexpectedTag$|^ResponseProcessingFailed$|^MAX_IMAP/.test(code))
    return new SourceError('retry', 'bad-answer')
  return new SourceError('retry', 'failed', /^[A-Z][A-Za-z0-9_]*$/.test(code) ? code : undefined)
}

/** The server has had enough of us. Some say for how long (Microsoft: "Suggested Backoff Time: 92415 milliseconds"). */
export function throttled(words: string): SourceError {
  const ms = /backoff time:? *(\d{1,8}) *(?:ms|milliseconds)/i.exec(words)?.[1]
  return new SourceError('retry', 'throttled', serverWords(words), ms === undefined ? undefined : Date.now() + Number(ms))
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
    .replace(/<?(?<![^\s<>@])[^\s<>@]+@[^\s<>@]+>?/g, '…')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_DETAIL)
  return line === '' ? undefined : line
}
