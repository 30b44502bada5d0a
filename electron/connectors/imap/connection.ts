import { ImapFlow, type Logger } from 'imapflow'
import { onlyThis } from '../certificate.ts'
import { SourceError } from '../source-error.ts'
import type { Account } from './account/account.ts'
import { shownCertificate } from './account/certificate.ts'
import { asSourceError, throttled } from './errors.ts'

/** Waits, ms. */
export interface Waits {
  /** A server that owes us an answer and sends less than `SLOWEST` bytes in this time is taken for dead. */
  answer: number
  /** Between two looks at all folders; the one that is idled on tells by itself. */
  poll: number
}

const SLOWEST = 1024
/** Larger than any mail that is read, with room for what comes along with it. */
const LARGEST_ANSWER = 80 * 1024 * 1024

/** One IMAP session, logged in. Nothing that waits for it waits longer than `Waits` says, or than it lives. */
export class Connection {
  readonly client: ImapFlow
  private readonly waiting = new Set<(reason: SourceError) => void>()
  private readonly watch: NodeJS.Timeout
  private readonly forget: () => void
  /** Answers the server owes us. */
  private owed = 0
  private window = { since: 0, received: 0 }
  private end: SourceError | undefined

  private constructor(client: ImapFlow, waits: Waits, signal: AbortSignal) {
    this.client = client
    client.on('error', error => this.close(asSourceError(error, client.byeReason)))
    client.on('close', () => this.close(asSourceError(Object.assign(new Error(), { code: 'NoConnection' }), client.byeReason)))
    const stop = () => this.close(new SourceError('retry', 'dropped'))
    signal.addEventListener('abort', stop, { once: true })
    this.forget = () => signal.removeEventListener('abort', stop)
    this.watch = setInterval(() => this.lookAtProgress(waits.answer), waits.answer / 4).unref()
  }

  /** @throws SourceError naming what failed: name, port, TLS, certificate, login. */
  static async open(account: Account, waits: Waits, signal: AbortSignal): Promise<Connection> {
    const { host, port, security, user, fingerprint } = account
    const inTime = () => AbortSignal.any([signal, AbortSignal.timeout(waits.answer)])
    const accepted = fingerprint === undefined || security === 'none' ? undefined : await shownCertificate(host, port, security, inTime())
    const trusted = accepted?.fingerprint.toUpperCase() === fingerprint?.toUpperCase() ? accepted : undefined
    if (signal.aborted) throw new SourceError('retry', 'dropped')
    const client = new ImapFlow({
      host,
      port,
      secure: security === 'tls',
      ...(security === 'tls' ? {} : { doSTARTTLS: security === 'starttls' }),
      auth: { user, ...account.login },
      ...(trusted ? { tls: onlyThis(trusted) } : {}),
      connectionTimeout: waits.answer,
      greetingTimeout: waits.answer,
      // A consumer that is slow to take what comes is no dead server; those are noticed by `lookAtProgress`.
      socketTimeout: 10 * waits.answer + 10 * waits.poll,
      maxLiteralSize: LARGEST_ANSWER,
      maxResponseSize: 2 * LARGEST_ANSWER,
      maxLineLength: LARGEST_ANSWER,
      disableAutoIdle: true,
      qresync: true,
      logger: onThrottled(words => connection.close(throttled(words))),
      clientInfo: { name: 'Hilo' },
    })
    const connection = new Connection(client, waits, signal)
    try {
      await connection.answer(client.connect())
      return connection
    } catch (error) {
      connection.close()
      const reason = asSourceError(error, client.byeReason)
      if (reason.code !== 'certificate' || security === 'none') throw reason
      const shown = await shownCertificate(host, port, security, inTime())
      throw new SourceError('attention', 'certificate', [shown && `SHA-256 ${shown.fingerprint}`, reason.detail].filter(Boolean).join(' '))
    }
  }

  /** The same promise, but rejected with a SourceError when the session ends or the server falls silent. */
  async answer<T>(work: Promise<T>): Promise<T> {
    if (this.owed === 0) this.window = { since: performance.now(), received: this.client.stats().received }
    this.owed++
    try {
      return await this.untilEnd(work)
    } finally {
      this.owed--
    }
  }

  /** The same promise, but rejected with a SourceError when the session ends. The server owes nothing meanwhile. */
  untilEnd<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.end) {
        work.catch(() => {})
        return reject(this.end)
      }
      // A set and no race with one promise for the end: that one would keep a trace of every wait for as long as the session lives.
      this.waiting.add(reject)
      work
        .then(resolve, error => reject(this.end ?? asSourceError(error, this.client.byeReason)))
        .finally(() => this.waiting.delete(reject))
    })
  }

  /** @param reason what those who wait are told. */
  close(reason = new SourceError('retry', 'dropped')): void {
    if (this.end) return
    this.end = reason
    clearInterval(this.watch)
    this.forget()
    this.client.close()
    for (const reject of this.waiting) reject(reason)
  }

  private lookAtProgress(limit: number): void {
    const now = performance.now()
    if (this.owed === 0 || now - this.window.since < limit) return
    const { received } = this.client.stats()
    if (received - this.window.received < SLOWEST) this.close(new SourceError('retry', 'timed-out'))
    else this.window = { since: now, received }
  }
}

/** imapflow waits by itself when a server asks it to, for minutes, and only its log says so. The supervisor waits better: it shows why. */
function onThrottled(tell: (words: string) => void): Logger {
  const ignore = () => {}
  const warn = (entry: unknown) => {
    if (typeof entry !== 'object' || entry === null || !('throttleDelay' in entry) || !('err' in entry)) return
    const { err } = entry
    tell(typeof err === 'object' && err !== null && 'responseText' in err ? String(err.responseText) : '')
  }
  return { debug: ignore, info: ignore, warn, error: ignore }
}
