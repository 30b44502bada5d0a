import { Resolver } from 'node:dns/promises'
import { providerOfDomain, providerOfExchange } from './providers.ts'

export interface Place {
  host: string
  port: number
  security: 'tls' | 'starttls'
}

/**
 * Where the IMAP server of an address is: what its domain says (SRV, RFC 6186), else the table of large providers (by domain, then by
 * who takes its mail in), else the usual names, the first that exists.
 *
 * @returns undefined when nothing is found, or the signal is aborted.
 */
export async function discover(
  address: string,
  signal: AbortSignal,
  names = new Resolver({ timeout: 2000, tries: 2 }),
): Promise<Place | undefined> {
  const cancel = () => names.cancel()
  signal.addEventListener('abort', cancel, { once: true })
  try {
    return await ask(address, names, signal)
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}

async function ask(address: string, names: Resolver, signal: AbortSignal): Promise<Place | undefined> {
  const domain = address
    .slice(address.lastIndexOf('@') + 1)
    .trim()
    .toLowerCase()
  if (!address.includes('@') || domain === '') return undefined
  const [imaps, imap] = await Promise.all([service(names, `_imaps._tcp.${domain}`), service(names, `_imap._tcp.${domain}`)])
  if (imaps) return { ...imaps, security: 'tls' }
  if (imap) return { ...imap, security: 'starttls' }
  if (signal.aborted) return undefined
  const provider = providerOfDomain(domain) ?? (await exchangeOf(names, domain))
  if (provider) return { host: provider.host, port: 993, security: 'tls' }
  for (const host of [`imap.${domain}`, `mail.${domain}`, domain]) {
    if (!signal.aborted && (await exists(names, host))) return { host, port: 993, security: 'tls' }
  }
  return undefined
}

/** The record with the lowest priority number, then the greatest weight. A lone "." says that there is no such service. */
async function service(names: Resolver, name: string): Promise<{ host: string; port: number } | undefined> {
  const records = await names.resolveSrv(name).catch(() => [])
  const [best] = records
    .filter(record => record.name !== '' && record.name !== '.')
    .sort((a, b) => a.priority - b.priority || b.weight - a.weight)
  return best && { host: best.name, port: best.port }
}

async function exchangeOf(names: Resolver, domain: string) {
  const records = await names.resolveMx(domain).catch(() => [])
  const [first] = records.sort((a, b) => a.priority - b.priority)
  return first && providerOfExchange(first.exchange)
}

async function exists(names: Resolver, host: string): Promise<boolean> {
  const found = await Promise.all([names.resolve4(host).catch(() => []), names.resolve6(host).catch(() => [])])
  return found.flat().length > 0
}
