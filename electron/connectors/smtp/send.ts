import { once } from 'node:events'
import { isIP } from 'node:net'
import { Readable } from 'node:stream'
import type { ConnectionOptions } from 'node:tls'
import MailComposer from 'nodemailer/lib/mail-composer'
import SmtpConnection from 'nodemailer/lib/smtp-connection'
import XOAuth2 from 'nodemailer/lib/xoauth2'
import { onlyThis } from '../certificate.ts'
import type { Account } from '../imap/account/account.ts'
import { shownCertificate } from '../imap/account/certificate.ts'
import type { Outgoing, Sent } from '../outgoing.ts'
import { SourceError } from '../source-error.ts'
import { asSendError } from './errors.ts'
import type { SubmissionServer } from './server.ts'

/** Ms for a connection, for the greeting, and for an answer (RFC 5321 section 4.5.3.2 gives servers ten minutes for the last one). */
const WAITS = { connectionTimeout: 30_000, greetingTimeout: 60_000, socketTimeout: 600_000, dnsTimeout: 10_000 }

/** The end of the message is held back until it is noted that the server may have it: without its last line no server takes a message. */
const HELD_BACK = 64

export interface Submission extends SubmissionServer {
  user: string
  login: Account['login']
  /** SHA-256 of the certificate that the user accepted, as pairs of hex digits with colons. */
  fingerprint?: string | undefined
}

/**
 * Hands one message in (RFC 6409). Resolves when the server answered that it takes it. @throws SendError. After
 * `handedOver` was called, an error without the server's own answer leaves open whether it took the message.
 */
export async function submit(message: Outgoing, server: Submission, handedOver: () => Promise<void>, signal: AbortSignal): Promise<Sent> {
  const raw = await compose(message)
  let handed = false
  try {
    return await loggedIn(server, signal, async (connection, step) => {
      const envelope = {
        from: message.from.address,
        to: [...message.to, ...message.cc, ...message.bcc].map(({ address }) => address),
        size: raw.length,
      }
      const stream = Readable.from(
        (async function* () {
          yield raw.subarray(0, -HELD_BACK)
          await handedOver()
          handed = true
          yield raw.subarray(-HELD_BACK)
        })(),
        { objectMode: false },
      )
      const { rejected } = await step<{ rejected: string[] }>(done => connection.send(envelope, stream, (error, info) => done(error, info)))
      return { refused: rejected }
    })
  } catch (error) {
    throw asSendError(error, handed)
  }
}

/** Logs in and hangs up. @throws SendError. */
export async function tryLogin(server: Submission, signal: AbortSignal): Promise<void> {
  try {
    await loggedIn(server, signal, async () => {})
  } catch (error) {
    throw asSendError(error, false)
  }
}

/** Waits for an answer of the library's, and no longer than the connection lasts. */
type Step = <T>(act: Act<T>) => Promise<T>
type Act<T> = (done: (error: Error | null | undefined, result: T) => void) => void

async function loggedIn<T>(
  server: Submission,
  signal: AbortSignal,
  act: (connection: SmtpConnection, step: Step) => Promise<T>,
): Promise<T> {
  const connection = new SmtpConnection({
    host: server.host,
    port: server.port,
    secure: server.security === 'tls',
    requireTLS: server.security === 'starttls',
    ignoreTLS: server.security === 'none',
    tls: await tlsOptions(server, signal),
    ...WAITS,
  })
  const abort = () => connection.close()
  signal.addEventListener('abort', abort, { once: true })
  if (signal.aborted) abort()
  const failed = once(connection, 'error').then(([error]) => Promise.reject(error))
  failed.catch(() => {})
  const ended = once(connection, 'end').then(() => Promise.reject(new SourceError('retry', 'dropped')))
  ended.catch(() => {})
  const step: Step = <Result>(wait: Act<Result>) =>
    Promise.race([
      new Promise<Result>((resolve, reject) => wait((error, result) => (error ? reject(error) : resolve(result)))),
      failed,
      ended,
    ])
  try {
    await step<void>(done => connection.connect(error => done(error, undefined)))
    await step<void>(done => connection.login(credentials(server), error => done(error, undefined)))
    const result = await act(connection, step)
    connection.quit()
    return result
  } catch (error) {
    connection.close()
    throw error
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

/** The message as it travels (RFC 5322, MIME). Blind copies are named in no header. */
export function compose({ sourceId, from, to, cc, subject, text, html, quoted, references, files, at }: Outgoing): Promise<Buffer> {
  const person = ({ address, name }: Outgoing['from']) => (name === undefined ? address : { name, address })
  const answered = references.at(-1)
  const composer = new MailComposer({
    messageId: `<${sourceId}>`,
    date: new Date(at),
    from: person(from),
    to: to.map(person),
    cc: cc.map(person),
    subject,
    text: quoted === undefined ? text : `${text}\n\n${quoted}`,
    ...(html !== undefined && { html }),
    ...(answered !== undefined && { inReplyTo: `<${answered}>`, references: references.map(id => `<${id}>`) }),
    attachments: files.map(({ name, type, content, inline }) => ({
      filename: name,
      contentType: type,
      content: Buffer.from(content),
      ...(inline !== undefined && { cid: inline, contentDisposition: 'inline' as const }),
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return composer.compile().build()
}

function credentials({ user, login }: Submission) {
  return 'pass' in login ? { user, pass: login.pass } : { oauth2: new XOAuth2({ user, accessToken: login.accessToken }) }
}

async function tlsOptions({ host, port, security, fingerprint }: Submission, signal: AbortSignal): Promise<ConnectionOptions> {
  const name = isIP(host) ? {} : { servername: host }
  if (fingerprint === undefined || security !== 'tls') return name
  const shown = await shownCertificate(host, port, security, signal)
  if (shown === undefined) return name
  if (shown.fingerprint.toUpperCase() !== fingerprint.toUpperCase()) throw new SourceError('attention', 'certificate', shown.fingerprint)
  return { ...name, ...onlyThis(shown) }
}
