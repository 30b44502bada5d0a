import { once } from 'node:events'
import { connect as connectPlain, isIP, type Socket } from 'node:net'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'

export interface Certificate {
  /** SHA-256, pairs of upper-case hex digits with colons. */
  fingerprint: string
  /** DER. */
  raw: Buffer
}

/** Why TLS does not take a certificate, as Node names it (`tls` documentation, "X509 certificate error codes"). */
export function isCertificateError(code: string): boolean {
  return /^(?:CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_|HOSTNAME_MISMATCH|ERR_TLS_CERT_)|_CERT(?:_|$)/.test(code)
}

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
    plain = connectPlain({ host, port })
    const onError = once(plain, 'error').then(([error]) => Promise.reject(error))
    onError.catch(() => {})
    await Promise.race([once(plain, 'connect', { signal }), onError])
    if (security === 'starttls') await Promise.race([askForTls(plain, signal), onError])
    const tls = connectTls({ socket: plain, rejectUnauthorized: false, ...(isIP(host) ? {} : { servername: host }) })
    await once(tls, 'secureConnect', { signal })
    const { fingerprint256: fingerprint, raw } = tls.getPeerCertificate()
    tls.destroy()
    return { fingerprint, raw }
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

/** TLS options that take this one certificate and no other, whoever signed it. */
export function onlyThis({ raw, fingerprint }: Certificate): ConnectionOptions {
  const pem = `-----BEGIN CERTIFICATE-----\n${raw.toString('base64')}\n-----END CERTIFICATE-----\n`
  return {
    ca: [pem],
    allowPartialTrustChain: true,
    checkServerIdentity: (_, shown) => (shown.fingerprint256 === fingerprint ? undefined : new Error('another certificate')),
  }
}
