import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { type Certificate, certificateOn } from '../../certificate.ts'

/**
 * The certificate a server shows, whether it can be trusted or not. Nothing secret is sent.
 * @returns undefined when the server does not show one before the signal is aborted.
 */
export async function shownCertificate(
  host: string,
  port: number,
  security: 'tls' | 'starttls',
  signal: AbortSignal,
): Promise<Certificate | undefined> {
  let plain: Socket | undefined
  try {
    plain = connect({ host, port })
    const onError = once(plain, 'error').then(([error]) => Promise.reject(error))
    onError.catch(() => {})
    await Promise.race([once(plain, 'connect', { signal }), onError])
    if (security === 'starttls') await Promise.race([askForTls(plain, signal), onError])
    return await certificateOn(plain, host, signal)
  } catch {
    return undefined
  } finally {
    plain?.destroy()
  }
}

/** RFC 3501 section 6.2.1. */
async function askForTls(socket: Socket, signal: AbortSignal): Promise<void> {
  await once(socket, 'data', { signal })
  socket.write('a STARTTLS\r\n')
  await once(socket, 'data', { signal })
}
