import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import { type Client, client, xml } from '@xmpp/client'
import { SourceError } from '../source-error.ts'
import { isRefusal, sourceError } from './errors.ts'
import type { Settings } from './settings.ts'
import { domainOf } from './settings.ts'
import { Wire } from './wire.ts'

export type Element = ReturnType<typeof xml>

/** How long a server may stay silent while we wait for it: a page of an archive on a slow line may take longer, as long as stanzas come. */
const PATIENCE = 30_000
/** Each step of a login is small, and so is a ping. */
const LOGIN_PATIENCE = 15_000
const PING_PATIENCE = 10_000
const GOODBYE = 1_000

const MANAGEMENT = 'urn:xmpp:sm:3'

/** A stream as the server knows it, and how many of its stanzas we got (XEP-0198): it can be gone on with over another connection. */
export interface Stream {
  id: string
  inbound: number
}

/**
 * One stream, logged in (RFC 6120), with stream management where offered (XEP-0198: both sides know what arrived). When its connection
 * ends, every wait on it ends with the reason; another session may go on with its stream.
 */
export class Session {
  /** Bare JID of the account. */
  readonly own: string
  /** It goes on with the stream that was asked for: what came meanwhile comes now, and the server knows us as before. */
  resumed = false
  readonly #xmpp: Client
  readonly #socket: Socket
  /** Of everything that waits. A race with one long-lived promise would keep every answer of months in memory. */
  readonly #waiting = new Set<(error: SourceError) => void>()
  readonly #signal: AbortSignal
  #heard = performance.now()
  /** Stanzas got since stream management began. The library leaves out answers to its own questions, and would get all of those again. */
  #inbound = 0
  #over: SourceError | undefined

  private constructor(xmpp: Client, socket: Socket, own: string, signal: AbortSignal) {
    this.#xmpp = xmpp
    this.#socket = socket
    this.own = own
    this.#signal = signal
  }

  /** Logs in over a connection that stands. `onMessage` gets every message from the first on, before this returns. `cut`: to be gone on with. */
  static async open(
    socket: Socket,
    settings: Settings,
    password: string,
    onMessage: (message: Element) => void,
    signal: AbortSignal,
    cut?: Stream,
  ): Promise<Session> {
    const domain = domainOf(settings.jid)
    const resource = `hilo-${randomUUID().slice(0, 8)}`
    const username = settings.jid.slice(0, settings.jid.indexOf('@'))
    const xmpp = client({
      service: `xmpp://${domain}`,
      domain,
      resource,
      credentials: async (authenticate, mechanisms) => {
        const [best = ''] = mechanisms
        await authenticate({ username, password }, best, xml('user-agent', { id: randomUUID() }))
      },
    })
    xmpp.reconnect.stop()
    xmpp.timeout = LOGIN_PATIENCE
    const Tcp = xmpp.transports.find(takesXmpp)
    if (!Tcp) throw new SourceError('retry', 'failed')
    abstract class OverWire extends Tcp {}
    OverWire.prototype.Socket = class extends Wire {
      constructor() {
        super(socket)
      }
    }
    xmpp.transports.unshift(OverWire)

    const session = new Session(xmpp, socket, settings.jid, signal)
    const { streamManagement } = xmpp
    if (cut) Object.assign(streamManagement, cut)
    session.#inbound = cut?.inbound ?? 0
    const resumed = Promise.withResolvers<void>()
    xmpp.on('error', error => session.#end(error))
    // Either the server closed the stream, or the connection went.
    xmpp.on('close', () => session.#end(new SourceError('retry', 'dropped')))
    xmpp.on('disconnect', () => session.#end(new SourceError('retry', 'dropped')))
    xmpp.on('element', element => {
      if (xmpp.socket instanceof Wire) xmpp.socket.stanzaRead()
      session.#heard = performance.now()
      if (element.is('resumed', MANAGEMENT)) {
        // What the server did not get of ours were questions whose answers nobody waits for any more.
        streamManagement.outbound = Number(element.attrs.h)
        session.resumed = true
        resumed.resolve()
      }
      if (element.is('enabled', MANAGEMENT)) session.#inbound = 0
      else if (['message', 'presence', 'iq'].includes(element.name)) streamManagement.inbound = ++session.#inbound
      if (element.is('message')) onMessage(element)
    })
    signal.addEventListener('abort', session.#stop, { once: true })
    if (signal.aborted) session.#stop()
    const online = new Promise<void>(resolve => xmpp.once('online', () => resolve()))
    await session.#within(
      xmpp
        .connect(`xmpp://${domain}`)
        .then(() => xmpp.open({ domain }))
        .then(() => Promise.race([online, resumed.promise])),
      LOGIN_PATIENCE,
    )
    return session
  }

  /** Sends an iq and gives the child of the answer, if it has one. Throws the library's StanzaError, whose `condition` says why, when refused. */
  async ask(type: 'get' | 'set', payload: Element, to?: string): Promise<Element> {
    const iq = xml('iq', { type, id: randomUUID(), ...(to !== undefined && { to }) }, payload)
    // The library's own time-out is the last resort: `#within` looks at silence.
    return this.#within(this.#xmpp.iqCaller.request(iq, 3_600_000))
  }

  /** Asks whether the server is still there (XEP-0199). One that does not know pings is there as well. */
  async ping(): Promise<void> {
    const iq = xml('iq', { type: 'get', id: randomUUID() }, xml('ping', { xmlns: 'urn:xmpp:ping' }))
    await this.#within(
      this.#xmpp.iqCaller.request(iq, 3_600_000).catch(error => {
        if (!isRefusal(error)) throw error
      }),
      PING_PATIENCE,
    )
  }

  async send(stanza: Element): Promise<void> {
    await this.#within(this.#xmpp.send(stanza))
  }

  /** Settles when `wait` does, at the latest when the session ends (throws). */
  until<T>(wait: Promise<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    if (this.#over) reject(this.#over)
    this.#waiting.add(reject)
    wait.then(resolve, reject).finally(() => this.#waiting.delete(reject))
    return promise
  }

  /** What another session needs to go on with this one's stream; nothing when the server does not keep streams. */
  get stream(): Stream | undefined {
    const { id } = this.#xmpp.streamManagement
    return id ? { id, inbound: this.#inbound } : undefined
  }

  /** Says goodbye, as far as that goes quickly, and lets go of everything. */
  async close(): Promise<void> {
    if (this.#over) return
    // For each of: the end of the stream, the end of the connection.
    this.#xmpp.timeout = GOODBYE
    await this.#xmpp.stop().catch(() => {})
    this.#end(new SourceError('retry', 'dropped'))
  }

  readonly #stop = (): void => this.#end(new SourceError('retry', 'failed'))

  #end(reason: unknown): void {
    if (this.#over) return
    const error = sourceError(reason)
    this.#over = error
    this.#signal.removeEventListener('abort', this.#stop)
    for (const reject of this.#waiting) reject(error)
    for (const waiting of this.#xmpp.iqCaller.handlers.values()) {
      // Nobody listens yet to one whose question is still being sent.
      waiting.promise.catch(() => {})
      waiting.reject(error)
    }
    // Ends the library's own waits.
    this.#xmpp.emit('error', error)
    this.#socket.destroy()
  }

  async #within<T>(wait: Promise<T>, patience = PATIENCE): Promise<T> {
    this.#heard = performance.now()
    let timer: NodeJS.Timeout | undefined
    const watch = (): void => {
      const left = this.#heard + patience - performance.now()
      if (left <= 0) this.#end(new SourceError('retry', 'timed-out'))
      else timer = setTimeout(watch, left)
    }
    watch()
    try {
      return await this.until(wait)
    } finally {
      clearTimeout(timer)
    }
  }
}

function takesXmpp(transport: Client['transports'][number]): boolean {
  try {
    return transport.prototype.socketParameters('xmpp://host') !== undefined
  } catch {
    return false
  }
}
