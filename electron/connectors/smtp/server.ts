import { Resolver } from 'node:dns/promises'

export interface SubmissionServer {
  host: string
  port: number
  security: 'tls' | 'starttls' | 'none'
}

/** Submission servers of providers whose name does not follow from their IMAP server's. */
const BY_IMAP: Record<string, SubmissionServer> = {
  'outlook.office365.com': { host: 'smtp.office365.com', port: 587, security: 'starttls' },
  'imap.mail.me.com': { host: 'smtp.mail.me.com', port: 587, security: 'starttls' },
  'imap.gmx.net': { host: 'mail.gmx.net', port: 465, security: 'tls' },
  'secureimap.t-online.de': { host: 'securesmtp.t-online.de', port: 465, security: 'tls' },
  'imapmail.libero.it': { host: 'smtp.libero.it', port: 465, security: 'tls' },
}

/**
 * Where mail of this address is handed in (RFC 6409): what its domain says (SRV, RFC 6186 and RFC 8314), else the neighbour of its IMAP
 * server. Undefined when nothing is found.
 */
export async function findSubmission(
  address: string,
  imapHost: string | undefined,
  signal: AbortSignal,
): Promise<SubmissionServer | undefined> {
  const names = new Resolver({ timeout: 2000, tries: 2 })
  const cancel = () => names.cancel()
  signal.addEventListener('abort', cancel, { once: true })
  try {
    const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase()
    for (const [service, security] of [
      ['_submissions._tcp', 'tls'],
      ['_submission._tcp', 'starttls'],
    ] as const) {
      const records = await names.resolveSrv(`${service}.${domain}`).catch(() => [])
      const [best] = records
        .filter(one => one.name !== '' && one.name !== '.')
        .sort((a, b) => a.priority - b.priority || b.weight - a.weight)
      if (best) return { host: best.name, port: best.port, security }
    }
  } finally {
    signal.removeEventListener('abort', cancel)
  }
  if (imapHost === undefined) return undefined
  return BY_IMAP[imapHost] ?? { host: imapHost.replace(/^imap\./, 'smtp.'), port: 465, security: 'tls' }
}
