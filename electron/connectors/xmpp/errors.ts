import { networkFailure } from '../network.ts'
import { SourceError } from '../source-error.ts'

/** SASL conditions (RFC 6120 section 6.5) that a new attempt with the same password does not change. */
const refused = new Set([
  'not-authorized',
  'account-disabled',
  'credentials-expired',
  'invalid-authzid',
  'invalid-mechanism',
  'mechanism-too-weak',
  'encryption-required',
])

/** Stream errors (RFC 6120 section 4.9.3) that only a person can clear. */
const settled = new Set(['host-unknown', 'host-gone', 'not-authorized', 'policy-violation'])

/** One line of the server's own words, addresses taken out. */
export function words(text: string): string {
  return text
    .replace(/(?<!\S)\S+@\S+/g, '…')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200)
}

/** The condition of an XMPP error (`not-authorized`, `item-not-found`), if it is one. */
export function conditionOf(error: unknown): string | undefined {
  return error instanceof Error && 'condition' in error && typeof error.condition === 'string' ? error.condition : undefined
}

/** Whether the server answered, and said no: the stream goes on. */
export function isRefusal(error: unknown): boolean {
  return error instanceof Error && error.name === 'StanzaError'
}

/** Whatever the socket, the parser or the library throws, in our words. Detail holds conditions and codes only, never a stanza. */
export function sourceError(error: unknown): SourceError {
  if (error instanceof SourceError) return error
  if (!(error instanceof Error)) return new SourceError('retry', 'failed')
  const condition = conditionOf(error)
  if (condition !== undefined) {
    const text = 'text' in error && typeof error.text === 'string' ? error.text : ''
    const detail = words(text ? `${condition}: ${text}` : condition)
    if (error.name === 'SASLError') {
      if (refused.has(condition)) return new SourceError('attention', 'login-refused', detail)
      // The library's own words where the server offers no mechanism that it knows.
      return new SourceError(condition.includes(' ') ? 'attention' : 'retry', 'server-said-no', detail)
    }
    if (condition === 'resource-constraint') return new SourceError('retry', 'throttled', detail)
    if (condition === 'system-shutdown' || condition === 'reset') return new SourceError('retry', 'dropped', detail)
    return new SourceError(error.name === 'StreamError' && settled.has(condition) ? 'attention' : 'retry', 'server-said-no', detail)
  }
  if (error.name === 'XMLError') return new SourceError('retry', 'bad-answer')
  if (error.name === 'TimeoutError') return new SourceError('retry', 'timed-out')
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  if (code === undefined) return new SourceError('retry', 'failed')
  return new SourceError('retry', networkFailure(code) ?? 'failed', code)
}
