import { SourceError } from '../live.ts'
import { type Outgoing, type SendContext, SendError, type Sent } from '../outgoing.ts'
import { submit } from '../smtp/send.ts'
import { findSubmission } from '../smtp/server.ts'
import { accountOf, serverOf } from './account/account.ts'
import type { Settings } from './account/settings.ts'

/** Hands a mail in at the account's submission server, with the account's own login. Throws SendError. */
export async function sendMail(context: SendContext<Settings>, message: Outgoing): Promise<Sent> {
  const { settings, secrets, signal, handedOver, keepSecrets } = context
  const { user, host, smtpHost, smtpPort, smtpSecurity, fingerprint } = settings
  try {
    const server = await serverOf(settings, signal)
    const found = smtpHost === undefined ? await findSubmission(user, host ?? server.host, signal) : undefined
    const name = smtpHost ?? found?.host
    if (name === undefined) throw new SendError('no', 'name-not-found')
    const security = smtpSecurity ?? found?.security ?? (smtpPort === 587 ? 'starttls' : 'tls')
    const port = smtpPort ?? found?.port ?? (security === 'tls' ? 465 : 587)
    const { login } = await accountOf(settings, secrets, server, signal, keepSecrets)
    return await submit(message, { host: name, port, security, user, login, fingerprint }, handedOver, signal)
  } catch (error) {
    if (error instanceof SourceError) throw new SendError(error.kind === 'retry' ? 'later' : 'no', error.code, error.detail)
    throw error
  }
}
