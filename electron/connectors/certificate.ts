import { once } from 'node:events'
import { isIP, type Socket } from 'node:net'
import { type ConnectionOptions, connect } from 'node:tls'

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

/** The certificate that is shown on a connection where TLS is to begin now, whether it can be trusted or not. Nothing secret is sent. */
export async function certificateOn(socket: Socket, host: string, signal: AbortSignal): Promise<Certificate> {
  const tls = connect({ socket, rejectUnauthorized: false, ...(isIP(host) ? {} : { servername: host }) })
  await once(tls, 'secureConnect', { signal })
  const { fingerprint256: fingerprint, raw } = tls.getPeerCertificate()
  tls.destroy()
  return { fingerprint, raw }
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
