import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import * as z from 'zod'
import type { TestStep } from '#shared/contract/connectors.ts'
import type { LiveConnector, LiveContext, LiveStep } from '../live.ts'
import { networkFailure } from '../network.ts'
import { SourceError } from '../source-error.ts'
import { Channels } from './channels.ts'
import { type Packet, PacketReader, packet } from './wire.ts'

const line = z
  .string()
  .trim()
  .regex(/^[^\r\n]*$/)
const AmiSettings = z.object({
  host: line.min(1),
  port: z.number().int().min(1).max(65535).default(5038),
  user: line.min(1),
  /** md5: the password itself does not travel. */
  login: z.enum(['md5', 'plain']).default('md5'),
  /** Only calls of these, apart by commas or blanks; none: all. */
  extensions: z.string().max(2000).default(''),
  /** Seconds between two questions whether the other side is still there. */
  every: z.number().positive().max(240).default(20),
})
type AmiSettings = z.infer<typeof AmiSettings>
type Context = Pick<LiveContext<AmiSettings>, 'settings' | 'secrets' | 'signal'>

/** For the connection, and each answer while logging in, ms. */
const PATIENCE = 15_000
const MOST_UNANSWERED = 3

/**
 * Calls as they happen, from Asterisk's Manager Interface (Asterisk's documentation, "AMI Actions" and "AMI Events"). It brings no interactions: those are
 * in the call records, which carry the same ids. What ended while nobody listened is known to have ended once all that goes on is asked for again.
 */
export const ami: LiveConnector<AmiSettings> = {
  kind: 'ami',
  source: 'asterisk',
  schema: AmiSettings,
  form: [
    { name: 'host', type: 'text', required: true },
    { name: 'port', type: 'number', required: true, initial: 5038 },
    { name: 'user', type: 'text', required: true },
    { name: 'password', type: 'secret', required: true },
    { name: 'extensions', type: 'text', required: false },
    { name: 'login', type: 'choice', required: true, initial: 'md5', choices: ['md5', 'plain'], advanced: true },
    { name: 'every', type: 'number', required: false, initial: 20, advanced: true },
  ],
  identify: ({ host, port, user }) => `${user}@${host.toLowerCase()}:${port}`,

  async *test(context) {
    const step: { now: TestStep['step'] } = { now: 'name' }
    const manager = new Manager(context)
    try {
      await manager.connect()
      yield { step: 'name', ok: true, found: [{ what: 'server', value: context.settings.host }] }
      yield { step: 'port', ok: true }
      step.now = 'login'
      await manager.logIn()
      yield { step: 'login', ok: true }
      step.now = 'records'
      const channels = new Channels(extensionsOf(context.settings))
      await manager.showChannels(channels)
      yield { step: 'records', ok: true, found: [{ what: 'calls', value: String(channels.now().length) }] }
    } catch (error) {
      const { code, detail } = manager.explain(error)
      const failed = step.now === 'name' && code !== 'name-not-found' ? 'port' : step.now
      if (failed === 'port') yield { step: 'name', ok: true }
      yield { step: failed, ok: false, code, ...(detail !== undefined && { detail }) }
    } finally {
      manager.close()
    }
  },

  async *read(context) {
    const manager = new Manager(context)
    try {
      await manager.connect()
      await manager.logIn()
      const channels = new Channels(extensionsOf(context.settings))
      await manager.showChannels(channels)
      yield { type: 'calls', calls: channels.now(), all: true }
      yield { type: 'live' }
      manager.keepAsking(context.settings.every * 1000)
      yield* news(manager, channels)
    } catch (error) {
      if (!context.signal.aborted) throw manager.explain(error)
    } finally {
      manager.close()
    }
  },
}

async function* news(manager: Manager, channels: Channels): AsyncGenerator<LiveStep> {
  for (;;) {
    const event = await manager.next()
    if (event.event === 'Shutdown') throw new SourceError('retry', 'dropped')
    const calls = channels.take(event)
    if (calls.length > 0) yield { type: 'calls', calls }
    else if (event.response === 'Success') yield { type: 'alive' }
  }
}

const extensionsOf = ({ extensions }: AmiSettings) => new Set(extensions.split(/[\s,;]+/).filter(one => one !== ''))

/** One connection to the Manager Interface. */
class Manager {
  readonly #context: Context
  readonly #socket: Socket
  readonly #packets: AsyncGenerator<Packet>
  #asking: NodeJS.Timeout | undefined
  #asked = 0
  #timedOut = false
  #listens = false
  /** Questions since something came last, while it was listened to. */
  #unanswered = 0
  readonly #stop = () => this.#socket.destroy()

  constructor(context: Context) {
    this.#context = context
    const { host, port } = context.settings
    this.#socket = connect({ host, port, noDelay: true, keepAlive: true })
    // Heard by whoever waits; one that comes later must not end the process.
    this.#socket.on('error', () => {})
    this.#socket.setTimeout(PATIENCE, () => this.#giveUp())
    this.#packets = packetsOf(this.#socket, () => {
      this.#unanswered = 0
    })
    context.signal.addEventListener('abort', this.#stop, { once: true })
    if (context.signal.aborted) this.#stop()
  }

  async connect(): Promise<void> {
    if (this.#socket.destroyed) throw new SourceError('retry', 'dropped')
    await once(this.#socket, 'connect', { signal: AbortSignal.any([this.#context.signal, AbortSignal.timeout(PATIENCE)]) })
  }

  /** Throws SourceError `login-refused`. */
  async logIn(): Promise<void> {
    const { user, login } = this.#context.settings
    const { password = '' } = this.#context.secrets
    const events = { Events: 'call' }
    if (login === 'plain') return void (await this.#accepted({ Action: 'Login', Username: user, Secret: password, ...events }))
    const { challenge } = await this.#accepted({ Action: 'Challenge', AuthType: 'MD5' })
    if (!challenge) throw new SourceError('retry', 'bad-answer')
    const key = createHash('md5').update(challenge).update(password).digest('hex')
    await this.#accepted({ Action: 'Login', AuthType: 'MD5', Username: user, Key: key, ...events })
  }

  /** Everything that goes on now. Events in between count, too. */
  async showChannels(channels: Channels): Promise<void> {
    const id = this.#send({ Action: 'CoreShowChannels' })
    for (;;) {
      const told = await this.next()
      if (told.actionid === id && told.response === 'Error') throw new SourceError('attention', 'no-permission')
      if (told.actionid === id && told.event === 'CoreShowChannelsComplete') return
      channels.take(told)
    }
  }

  /**
   * Asks now and then whether the other side is there; three questions without a word in answer end the connection. Questions are counted and not time:
   * a machine that stood still for a while has not heard yet what was said meanwhile.
   */
  keepAsking(every: number): void {
    // The socket's own limit counts what is sent, too.
    this.#socket.setTimeout(0)
    this.#asking = setInterval(() => {
      if (!this.#listens) this.#unanswered = 0
      if (this.#unanswered >= MOST_UNANSWERED) return this.#giveUp()
      this.#unanswered++
      this.#send({ Action: 'Ping' })
    }, every).unref()
  }

  async next(): Promise<Packet> {
    this.#listens = true
    const { value, done } = await this.#packets.next()
    this.#listens = false
    if (done) throw new SourceError('retry', 'dropped')
    return value
  }

  /** What ended the connection, in our words. The other side's own words may quote what it was told: they stay out. */
  explain(error: unknown): SourceError {
    if (error instanceof SourceError && error.code !== 'dropped') return error
    if (this.#timedOut || (error instanceof Error && error.name === 'AbortError')) return new SourceError('retry', 'timed-out')
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    return error instanceof SourceError ? error : new SourceError('retry', networkFailure(code) ?? 'dropped')
  }

  close(): void {
    clearInterval(this.#asking)
    this.#context.signal.removeEventListener('abort', this.#stop)
    this.#socket.destroy()
  }

  #giveUp(): void {
    this.#timedOut = true
    this.#socket.destroy()
  }

  #send(fields: Record<string, string>): string {
    const id = String(++this.#asked)
    this.#socket.write(packet({ ...fields, ActionID: id }))
    return id
  }

  async #accepted(fields: Record<string, string>): Promise<Packet> {
    const id = this.#send(fields)
    for (;;) {
      const answer = await this.next()
      if (answer.response === undefined || (answer.actionid !== undefined && answer.actionid !== id)) continue
      if (answer.response === 'Success') return answer
      throw new SourceError('attention', 'login-refused')
    }
  }
}

async function* packetsOf(socket: Socket, heard: () => void): AsyncGenerator<Packet> {
  const reader = new PacketReader()
  for await (const chunk of socket) {
    heard()
    yield* reader.read(chunk)
  }
}
