import { once } from 'node:events'
import { connect } from 'node:net'
import type { ConnectionOptions } from 'node:tls'
import { certificateOn, isCertificateError, onlyThis } from '../certificate.ts'
import { SourceError } from '../source-error.ts'
import type { SipSettings } from './settings.ts'

const TIMEOUT = 10_000
/** SSLRequest (PostgreSQL, "Message Formats"): its length, and a version that no protocol has. */
const SSL_REQUEST = Uint8Array.of(0, 0, 0, 8, 4, 210, 22, 47)

/** How to encrypt: with the certificate that a person accepted by its fingerprint, if the server shows that one. */
export async function tlsOptions(settings: SipSettings, signal: AbortSignal): Promise<ConnectionOptions | false> {
  if (settings.tls === 'off') return false
  if (settings.tls === 'unchecked') return { rejectUnauthorized: false }
  const accepted = settings.fingerprint === '' ? undefined : await shown(settings, signal)
  return accepted?.fingerprint.toUpperCase() === settings.fingerprint.toUpperCase() ? onlyThis(accepted) : {}
}

/** With the fingerprint of the certificate, for a person to compare, where that is what is wrong. */
export async function certificateError(error: unknown, settings: SipSettings, signal: AbortSignal): Promise<unknown> {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (!isCertificateError(code)) return error
  const certificate = await shown(settings, signal)
  return new SourceError('attention', 'certificate', [certificate && `SHA-256 ${certificate.fingerprint}`, code].filter(Boolean).join(' '))
}

/** The certificate that the server shows, trusted or not; undefined when it shows none. Nothing secret is sent. */
async function shown({ host, port }: SipSettings, signal: AbortSignal) {
  const stop = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)])
  const plain = connect({ host, port, signal: stop })
  try {
    await once(plain, 'connect')
    plain.write(SSL_REQUEST)
    const [answer] = await once(plain, 'data')
    if (answer[0] !== 'S'.charCodeAt(0)) return undefined
    return await certificateOn(plain, host, stop)
  } catch {
    return undefined
  } finally {
    plain.destroy()
  }
}
