import type { LiveConnector, LiveContext } from '../live.ts'
import { SourceError } from '../source-error.ts'
import { serverOf } from './account/account.ts'
import { authorize } from './account/oauth.ts'
import { oauthOfHost } from './account/providers.ts'
import { form, Settings } from './account/settings.ts'
import type { Waits } from './connection.ts'
import { readMail } from './read.ts'
import { sendMail } from './send.ts'
import { testMail } from './steps.ts'

/** Sends the user to the provider of the account's host, or to the one named in the settings. */
async function consent(
  { settings, secrets, signal }: Pick<LiveContext<Settings>, 'settings' | 'secrets' | 'signal'>,
  open: (url: string) => void | Promise<void>,
): Promise<Record<string, string>> {
  const { host } = await serverOf(settings, signal)
  const known = oauthOfHost(host)
  const { user, clientId, authorizeUrl = known?.authorizeUrl, tokenUrl = known?.tokenUrl, scope = known?.scope ?? '' } = settings
  if (!clientId || !authorizeUrl || !tokenUrl) throw new SourceError('attention', 'settings', clientId ? 'authorizeUrl' : 'clientId')
  const { clientSecret } = secrets
  const client = { tokenUrl, clientId, authorizeUrl, scope, user, ...(clientSecret ? { clientSecret } : {}) }
  const { accessToken, refreshToken } = await authorize(client, open, signal)
  return { accessToken, ...(refreshToken !== undefined && { refreshToken }) }
}

/** IMAP (RFC 3501, RFC 9051) with other waits: for tests that cannot wait a minute for a server to be found silent. */
export function imapWith(waits: Waits): LiveConnector<Settings> {
  return {
    kind: 'imap',
    source: 'email',
    schema: Settings,
    form,
    identify: ({ user, host }) => (user.includes('@') || host === undefined ? user.toLowerCase() : `${user}@${host}`.toLowerCase()),
    own: ({ user }) => (user.includes('@') ? [user] : []),
    authorize: consent,
    test: context => testMail(context, waits),
    read: context => readMail(context, waits),
    send: sendMail,
  }
}

export const imap = imapWith({ answer: 60_000, poll: 60_000 })
