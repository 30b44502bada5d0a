import type { ConnectorEvent, ConnectorState } from '#shared/contract/connectors.ts'
import type { CallSignal } from '#shared/model/call.ts'
import type { RunnableAccount } from '../accounts/accounts.ts'
import type { LiveBatch, LiveContext, LiveStep } from '../connectors/live.ts'
import { SourceError } from '../connectors/source-error.ts'
import type { Source } from '../connectors/sources.ts'
import { StoreError } from '../store/protocol.ts'
import { backoff } from './backoff.ts'
import { RATE_WINDOW, Rate } from './rate.ts'

/** A source that says nothing at all for this long is taken for dead: they all tell when they are alive, ms. */
const SILENCE = 5 * 60_000
/** What a stopped source gets to close its connections, ms. */
const GOODBYE = 5000
/** Defects (not refusals of the other side) within an hour before a person is asked. */
const CRASHES = 5
const HOUR = 3_600_000
const FULL_DISK_WAIT = 60_000
/** Of what a server asks for, at least and at most so much is kept to, ms. */
const LEAST_WAIT = 250
const LONGEST_WAIT = HOUR
/** A connection this young was made after the computer woke, ms. */
const SETTLED = 15_000

export interface RunnerPorts {
  context(account: RunnableAccount, cursor: unknown, signal: AbortSignal): LiveContext<unknown>
  /** Commits a batch, its cursor and its line in the log; returns how many interactions were new. */
  commit(account: RunnableAccount, source: Source, batch: LiveBatch): Promise<number>
  /** True when this source is nobody else's now; it stays ours until `unlock`. */
  lock(key: string): boolean
  unlock(key: string): void
  tell(state: ConnectorState, rate: number): void
  /** How calls stand. `all`: there are no others. */
  calls(calls: CallSignal[], all: boolean): void
  log(event: Omit<ConnectorEvent, 'at'>): void
  /** Everything that `since` asked for was read again. */
  rereadDone(): void
  now(): number
  random(): number
}

/** Keeps one account's source running until it is stopped: connects, commits what it yields, waits and tries again, or asks for a person. */
export class Runner {
  private readonly account: RunnableAccount
  private readonly source: Source
  private readonly ports: RunnerPorts
  private readonly stopping = new AbortController()
  private readonly rate: Rate
  /** In the source's own unit, which need not be interactions. */
  private readonly pace: Rate
  private reached: number | undefined
  /** Tells again when the rate has gone down to nothing. */
  private fading: NodeJS.Timeout | undefined
  private readonly running: Promise<void>
  private wakeUp: () => void = () => {}
  /** Somebody asked to go on before the wait began. */
  private skipWait = false
  private attempt = 0
  private crashes: number[] = []
  private cursor: unknown
  private connectedAt = 0
  private connection: AbortController | undefined
  /** The connection is ended to be made anew: nothing has failed. */
  private refreshing = false

  constructor(account: RunnableAccount, source: Source, ports: RunnerPorts) {
    this.account = account
    this.source = source
    this.ports = ports
    this.rate = new Rate(ports.now)
    this.pace = new Rate(ports.now)
    this.cursor = account.cursor
    this.running = this.run()
  }

  /** New values of secrets, for the next connection. */
  renew(secrets: Record<string, string>): void {
    Object.assign(this.account.secrets, secrets)
  }

  /** Ends a wait at once. */
  reconnect(): void {
    this.skipWait = true
    this.wakeUp()
  }

  /** The computer slept or has another network: a wait ends, and a connection that only looks alive by now is made anew. */
  refresh(): void {
    if (this.connectedAt === 0 || this.ports.now() - this.connectedAt < SETTLED) {
      this.reconnect()
      return
    }
    this.refreshing = true
    this.connection?.abort()
  }

  /** Resolves when the source has closed its connections, or was given up on. */
  async stop(): Promise<void> {
    this.stopping.abort()
    this.wakeUp()
    await this.running
    clearTimeout(this.fading)
    this.tell({ state: 'off' })
    this.ports.log({ what: 'stopped' })
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const wait = await this.once()
      if (this.stopping.signal.aborted) return
      await this.sleep(wait)
    }
  }

  /** One connection, from first to last. Returns how long to wait before the next, ms; Infinity when a person must act. */
  private async once(): Promise<number> {
    let key: string | undefined
    try {
      const wanted = this.source.identify(this.account.settings)
      if (!this.ports.lock(wanted)) throw new SourceError('attention', 'in-use')
      key = wanted
      this.ports.log({ what: 'started' })
      this.tell({ state: 'connecting', since: this.ports.now() })
      await this.read()
      // A live source that ends by itself has lost its other side.
      throw new SourceError('retry', 'dropped')
    } catch (error) {
      if (this.stopping.signal.aborted) return 0
      return this.refreshing ? this.begun() : this.failed(error)
    } finally {
      if (key !== undefined) this.ports.unlock(key)
    }
  }

  private async read(): Promise<void> {
    const abort = new AbortController()
    this.connection = abort
    const end = () => abort.abort()
    this.stopping.signal.addEventListener('abort', end)
    const steps = this.source.read(this.ports.context(this.account, this.cursor, abort.signal))
    try {
      for (;;) {
        const step = await within(SILENCE, steps.next(), abort.signal)
        if (step.done) return
        await this.take(step.value)
      }
    } finally {
      abort.abort()
      this.stopping.signal.removeEventListener('abort', end)
      await within(GOODBYE, steps.return(undefined)).catch(() => {})
    }
  }

  private async take(step: LiveStep): Promise<void> {
    if (step.type === 'batch') {
      const added = await this.ports.commit(this.account, this.source, step)
      if (step.cursor !== undefined) this.cursor = step.cursor
      this.rate.add(added)
      clearTimeout(this.fading)
      this.fading = setTimeout(
        () => this.connectedAt > 0 && this.tell({ state: 'live', since: this.connectedAt }),
        RATE_WINDOW + 1000,
      ).unref()
      this.attempt = 0
      for (const { code } of step.problems.slice(0, 10)) this.ports.log({ what: 'problem', code })
      if (this.connectedAt > 0) this.tell({ state: 'live', since: this.connectedAt })
    } else if (step.type === 'calls') {
      this.ports.calls(step.calls, step.all ?? false)
    } else if (step.type === 'catching-up') {
      const { done, total } = step
      if (this.reached !== undefined) this.pace.add(Math.max(0, done - this.reached))
      this.reached = done
      const pace = this.pace.perSecond()
      const left = total !== undefined && pace > 0 ? Math.max(0, Math.ceil((total - done) / pace)) : undefined
      this.tell({
        state: 'catching-up',
        done,
        rate: this.rate.perSecond(),
        ...(total !== undefined && { total }),
        ...(left !== undefined && { secondsLeft: left }),
      })
    } else if (step.type === 'live') {
      this.attempt = 0
      this.connectedAt = this.ports.now()
      this.ports.rereadDone()
      this.ports.log({ what: 'live' })
      this.tell({ state: 'live', since: this.connectedAt })
    }
  }

  /** Nothing is connected, and nothing waits. */
  private begun(): number {
    this.connectedAt = 0
    this.skipWait = false
    this.refreshing = false
    this.reached = undefined
    return 0
  }

  private failed(error: unknown): number {
    this.begun()
    const { kind, code, detail, notBefore } = this.explain(error)
    const why = { code, ...(detail !== undefined && { detail }) }
    this.ports.log({ what: 'error', ...why })
    if (kind === 'attention') {
      this.tell({ state: 'attention', since: this.ports.now(), ...why })
      return Number.POSITIVE_INFINITY
    }
    this.attempt++
    const asked = notBefore === undefined ? undefined : Math.min(LONGEST_WAIT, Math.max(LEAST_WAIT, notBefore - this.ports.now()))
    const wait = asked ?? (code === 'disk-full' ? FULL_DISK_WAIT : backoff(this.attempt, this.ports.random))
    this.tell({ state: 'waiting', until: this.ports.now() + wait, attempt: this.attempt, ...why })
    return wait
  }

  private explain(error: unknown): Pick<SourceError, 'kind' | 'code' | 'detail'> & { notBefore?: number | undefined } {
    if (error instanceof SourceError) return error
    if (error instanceof StoreError && error.code === 'disk-full') return { kind: 'retry', code: 'disk-full', detail: undefined }
    const now = this.ports.now()
    this.crashes = [...this.crashes.filter(at => now - at < HOUR), now]
    // Its message may quote what it met; its kind cannot.
    const detail = error instanceof StoreError ? error.code : error instanceof Error ? error.name : undefined
    return { kind: this.crashes.length > CRASHES ? 'attention' : 'retry', code: 'failed', detail }
  }

  private tell(state: ConnectorState): void {
    this.ports.tell(state, this.rate.perSecond())
  }

  private sleep(ms: number): Promise<void> {
    return new Promise(resolve => {
      if (this.skipWait) return resolve()
      // A timer takes at most 2^31 ms; a wait for a person has none.
      const timer = Number.isFinite(ms) ? setTimeout(() => this.wakeUp(), ms) : undefined
      this.wakeUp = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

/** Rejects with `timed-out` when a promise takes longer, or at once when the signal is aborted. */
function within<T>(ms: number, promise: Promise<T>, signal?: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new SourceError('retry', 'timed-out')), ms)
    const stop = () => reject(new SourceError('retry', 'dropped'))
    signal?.addEventListener('abort', stop, { once: true })
    promise.then(resolve, reject).finally(() => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', stop)
    })
  })
}
