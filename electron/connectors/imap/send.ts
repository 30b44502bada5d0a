import type { TestStep } from '#shared/contract/connectors.ts'
import type { LiveContext } from '../live.ts'
import { type Outgoing, type SendContext, SendError, type Sent } from '../outgoing.ts'
import { type Submission, submit, tryLogin } from '../smtp/send.ts'
import { findSubmission } from '../smtp/server.ts'
import { SourceError } from '../source-error.ts'
import { accountOf, serverOf } from './account/account.ts'
import type { Settings } from './account/settings.ts'

type Login = Pick<LiveContext<Settings>, 'settings' | 'secrets' | 'signal' | 'keepSecrets'>

/** A submission server that nobody named is not waited for longer, ms. */
const GUESS_PATIENCE = 10_000

/** Hands a mail in at the account's submission server, with the account's own login. Throws SendError. */
export async function sendMail(context: SendContext<Settings>, message: Outgoing): Promise<Sent> {
  return submit(message, await submissionOf(context), context.handedOver, context.signal)
}

/** Logs in where mail is handed in. Says nothing when that server was only guessed and is not there: its account may just read. */
export async function* testSending(context: Login): AsyncGenerator<TestStep> {
  const named = context.settings.smtpHost !== undefined
  const signal = named ? context.signal : AbortSignal.any([context.signal, AbortSignal.timeout(GUESS_PATIENCE)])
  try {
    const server = await submissionOf(context)
    await tryLogin(server, signal)
    yield {
      step: 'sending',
      ok: true,
      found: [
        { what: 'host', value: server.host },
        { what: 'port', value: String(server.port) },
      ],
    }
  } catch (error) {
    if (!(error instanceof SendError)) throw error
    if (named) yield { step: 'sending', ok: false, code: error.code, ...(error.said !== undefined && { detail: error.said }) }
  }
}

async function submissionOf({ settings, secrets, signal, keepSecrets }: Login): Promise<Submission> {
  const { user, host, smtpHost, smtpPort, smtpSecurity, fingerprint } = settings
  try {
    const server = await serverOf(settings, signal)
    const found = smtpHost === undefined ? await findSubmission(user, host ?? server.host, signal) : undefined
    const name = smtpHost ?? found?.host
    if (name === undefined) throw new SendError('no', 'name-not-found')
    const security = smtpSecurity ?? found?.security ?? (smtpPort === 587 ? 'starttls' : 'tls')
    const port = smtpPort ?? found?.port ?? (security === 'tls' ? 465 : 587)
    const { login } = await accountOf(settings, secrets, server, signal, keepSecrets)
    return { host: name, port, security, user, login, fingerprint }
  } catch (error) {
    if (error instanceof SourceError) throw new SendError(error.kind === 'retry' ? 'later' : 'no', error.code, error.detail)
    throw error
  }
}
