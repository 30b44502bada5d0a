import { isCertificateError } from '../certificate.ts'
import { serverWords } from '../imap/errors.ts'
import { SendError } from '../outgoing.ts'
import { SourceError } from '../source-error.ts'

/** What went wrong when a message was handed in. `handed`: the server may have had all of it. */
export function asSendError(error: unknown, handed: boolean): SendError {
  if (error instanceof SourceError && !handed) return new SendError(error.kind === 'retry' ? 'later' : 'no', error.code, error.detail)
  const { code, originalCode, responseCode, response } = cluesOf(error)
  const said = serverWords(response)
  if (responseCode >= 400) {
    if (code === 'EAUTH') return new SendError(responseCode < 500 ? 'later' : 'no', 'login-refused', said)
    // 421 and 4xx: for now (RFC 5321 section 4.2.1), as greylisting does. 5xx: for good.
    return new SendError(responseCode < 500 ? 'later' : 'no', 'server-said-no', said)
  }
  if (handed) return new SendError('unknown', 'dropped')
  const system = originalCode || code
  if (isCertificateError(system)) return new SendError('no', 'certificate', system)
  if (code === 'ETLS' || system === 'EPROTO' || system.startsWith('ERR_SSL')) return new SendError('no', 'no-tls')
  if (code === 'EAUTH') return new SendError('no', 'login-refused', said)
  if (code === 'EMESSAGE' || code === 'EENVELOPE') return new SendError('no', 'server-said-no', said ?? tooLarge(error))
  if (code === 'EDNS' || system === 'ENOTFOUND' || system.startsWith('EAI_')) return new SendError('later', 'name-not-found')
  if (system === 'ECONNREFUSED') return new SendError('later', 'refused')
  if (system === 'ETIMEDOUT' || /^E(?:HOST|NET)UNREACH$/.test(system)) return new SendError('later', 'timed-out')
  return new SendError('later', 'dropped')
}

/** nodemailer compares the size with what the server announced (RFC 1870) before it sends anything. */
function tooLarge(error: unknown): string | undefined {
  const limit = error instanceof Error ? /larger than allowed (\d+)/.exec(error.message)?.[1] : undefined
  return limit && `SIZE ${limit}`
}

function cluesOf(error: unknown) {
  const known: Record<string, unknown> = error instanceof Error ? { ...error } : {}
  const text = (name: string) => (typeof known[name] === 'string' ? String(known[name]) : '')
  return {
    code: text('code'),
    originalCode: text('originalCode'),
    responseCode: Number(known.responseCode ?? 0),
    response: text('response'),
  }
}
