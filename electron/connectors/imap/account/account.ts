import { SourceError } from '../../source-error.ts'
import { discover } from './discover.ts'
import { freshToken } from './oauth.ts'
import { oauthOfHost } from './providers.ts'
import type { Settings } from './settings.ts'

/** All that a login needs. */
export interface Account {
  host: string
  port: number
  security: 'tls' | 'starttls' | 'none'
  user: string
  fingerprint?: string
  login: { pass: string } | { accessToken: string }
}

export type Server = Pick<Account, 'host' | 'port' | 'security'>

/** As set; what is left out is found from the address, or is usual. @throws SourceError when no server is found. */
export async function serverOf({ user, host, port, security }: Settings, signal: AbortSignal): Promise<Server> {
  const found = host === undefined ? await discover(user, signal) : undefined
  const name = host ?? found?.host
  if (name === undefined) throw new SourceError('attention', 'name-not-found')
  const kind = security ?? found?.security ?? (port === 143 ? 'starttls' : 'tls')
  return { host: name, port: port ?? found?.port ?? (kind === 'tls' ? 993 : 143), security: kind }
}

/** @throws SourceError when the secrets do not do, or the provider of tokens refuses. */
export async function accountOf(
  settings: Settings,
  secrets: Readonly<Record<string, string>>,
  server: Server,
  signal: AbortSignal,
  keepSecrets: (secrets: Record<string, string>) => Promise<void>,
): Promise<Account> {
  const { user, fingerprint, auth } = settings
  const known = { ...server, user, ...(fingerprint === undefined ? {} : { fingerprint }) }
  if (auth === 'password') {
    if (!secrets.password) throw new SourceError('attention', 'login-refused')
    return { ...known, login: { pass: secrets.password } }
  }
  const tokenUrl = settings.tokenUrl ?? oauthOfHost(server.host)?.tokenUrl
  const { refreshToken, clientSecret, accessToken } = secrets
  if (refreshToken && settings.clientId && tokenUrl) {
    const client = { tokenUrl, clientId: settings.clientId, ...(clientSecret ? { clientSecret } : {}) }
    const tokens = await freshToken(client, refreshToken, signal)
    // Before it is used: the old one may be good for nothing from now on (RFC 6749 section 6).
    if (tokens.refreshToken !== undefined && tokens.refreshToken !== refreshToken) await keepSecrets({ refreshToken: tokens.refreshToken })
    return { ...known, login: { accessToken: tokens.accessToken } }
  }
  if (!accessToken) throw new SourceError('attention', 'login-refused')
  return { ...known, login: { accessToken } }
}
