import { Resolver } from 'node:dns/promises'
import { isIP } from 'node:net'
import { SourceError } from '../source-error.ts'

/** Where a server listens. `direct`: TLS from the first byte (XEP-0368) instead of STARTTLS. */
export interface Place {
  host: string
  port: number
  direct: boolean
}

const PORT = 5222
const DIRECT_PORT = 5223
const ASKING = { timeout: 5_000, tries: 2 }

/** The places to try, best first: what the user set, else the domain's SRV records (RFC 6120 section 3.2, XEP-0368), else the domain itself. */
export async function findPlaces(domain: string, server: string, signal: AbortSignal, resolver = new Resolver(ASKING)): Promise<Place[]> {
  if (server !== '') return [placeOf(server)]
  const fallback = { host: domain, port: PORT, direct: false }
  if (isIP(domain) || !domain.includes('.')) return [fallback]
  const cancel = (): void => resolver.cancel()
  signal.addEventListener('abort', cancel, { once: true })
  const ask = async (service: string, direct: boolean): Promise<(Place & { priority: number; weight: number })[]> => {
    try {
      const records = await resolver.resolveSrv(`${service}.${domain}`)
      // A lone dot says that the service is not there (RFC 2782).
      return records
        .filter(({ name }) => name !== '' && name !== '.')
        .map(({ name, port, priority, weight }) => ({ host: name, port, direct, priority, weight }))
    } catch {
      return []
    }
  }
  const records = (await Promise.all([ask('_xmpps-client._tcp', true), ask('_xmpp-client._tcp', false)])).flat()
  signal.removeEventListener('abort', cancel)
  records.sort((a, b) => a.priority - b.priority || b.weight - a.weight)
  return records.length > 0 ? records.map(({ host, port, direct }) => ({ host, port, direct })) : [fallback]
}

function placeOf(server: string): Place {
  const match = /^(?:\[([0-9a-f:]+)\]|([^:\s[\]]+))(?::(\d{1,5}))?$/i.exec(server)
  const host = match?.[1] ?? match?.[2]
  const port = Number(match?.[3] ?? PORT)
  if (host === undefined || port < 1 || port > 65_535) throw new SourceError('attention', 'settings', 'server')
  return { host, port, direct: port === DIRECT_PORT }
}
