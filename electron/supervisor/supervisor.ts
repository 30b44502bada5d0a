import { networkInterfaces } from 'node:os'
import type { ConnectorState, TestStep } from '#shared/contract/connectors.ts'
import type { RunnableAccount } from '../accounts/accounts.ts'
import type { StoreProcedures } from '../app/procedures.ts'
import type { LiveBatch, TestContext } from '../connectors/live.ts'
import { type Outgoing, SendError } from '../connectors/outgoing.ts'
import { SourceError } from '../connectors/source-error.ts'
import type { Source } from '../connectors/sources.ts'
import { joined, Packer } from '../ingest/pack.ts'
import { normaliseOwn, prepare } from '../ingest/prepare.ts'
import type { PreparedBatch } from '../ingest/prepared.ts'
import type { Sending } from '../outbox/driver.ts'
import { incomingOf } from '../outbox/incoming.ts'
import type { Call } from '../store/client.ts'
import type { createParsePool } from './parse-pool.ts'
import type { SourceNews, Surroundings, Tested } from './protocol.ts'
import { Runner } from './runner.ts'

/** Between two words about one source's state, ms. */
const TELL_EVERY = 250
/** How often the clock and the network are looked at, ms; a clock that jumped further than this was asleep. */
const LOOK_EVERY = 5000
const TEST_TIMEOUT = 60_000

export interface SupervisorOptions {
  sources: Readonly<Record<string, Source>>
  store: Call<StoreProcedures>
  pool: ReturnType<typeof createParsePool>
  tell: (news: SourceNews) => void
  now: () => number
  random: () => number
}

/** Runs every account's source side by side and wakes those that wait when the network or the power comes back. */
export class Supervisor {
  private readonly options: SupervisorOptions
  private readonly runners = new Map<string, Runner>()
  private readonly locked = new Set<string>()
  private readonly told = new Map<string, { at: number; timer?: NodeJS.Timeout }>()
  private surroundings: Surroundings = { own: [], region: 'US', timeZone: 'UTC' }
  private readonly watch: NodeJS.Timeout
  private readonly sending = new AbortController()

  constructor(options: SupervisorOptions) {
    this.options = options
    let lookedAt = options.now()
    let network = networkNow()
    this.watch = setInterval(() => {
      const now = options.now()
      const networkBefore = network
      network = networkNow()
      if (now - lookedAt > 4 * LOOK_EVERY || (network !== networkBefore && network !== '')) this.reconnect()
      lookedAt = now
    }, LOOK_EVERY).unref()
  }

  surround(surroundings: Surroundings): void {
    this.surroundings = surroundings
  }

  async run(account: RunnableAccount): Promise<void> {
    await this.stop(account.id)
    const source = this.options.sources[account.kind]
    if (account.paused || !source) this.tell(account.id, { state: 'off' }, 0)
    else this.runners.set(account.id, this.runner(account, source))
  }

  async stop(id: string): Promise<void> {
    const runner = this.runners.get(id)
    this.runners.delete(id)
    await runner?.stop()
  }

  /** One that waits goes on now; without an id all do, and connections are made anew: the network or the power came back. */
  reconnect(id?: string): void {
    if (id !== undefined) this.runners.get(id)?.reconnect()
    else for (const runner of this.runners.values()) runner.refresh()
  }

  /** Goes through the steps of connecting; ends after the first that fails. `secrets`: new values that came of it. */
  async test(kind: string, settings: unknown, secrets: Record<string, string>): Promise<Tested> {
    const source = this.options.sources[kind]
    const steps: TestStep[] = []
    const renewed: Record<string, string> = {}
    if (!source) return { steps, secrets: renewed }
    const signal = AbortSignal.timeout(TEST_TIMEOUT)
    try {
      const keepSecrets = async (some: Record<string, string>) => void Object.assign(renewed, some)
      for await (const step of source.test({ ...this.context({ settings, secrets }, signal), keepSecrets })) {
        steps.push(step)
        if (!step.ok) break
      }
    } catch (error) {
      const { code, detail } = error instanceof SourceError ? error : new SourceError('retry', signal.aborted ? 'timed-out' : 'failed')
      steps.push({ step: 'name', ok: false, code, ...(detail !== undefined && { detail }) })
    }
    return { steps, secrets: renewed }
  }

  /** Sends one message through an account, at its own pace. Never rejects. */
  async send(account: RunnableAccount, key: string, message: Outgoing): Promise<Sending> {
    const { sources, store, now } = this.options
    const source = sources[account.kind]
    if (!source?.send) return { sent: false, again: 'no', code: 'settings' }
    const { settings, secrets } = account
    const keepSecrets = (some: Record<string, string>) => this.keepSecrets(account.id, some)
    const handedOver = () => store('replyHandedOver', { key, now: now() })
    try {
      const { refused, item: told } = await source.send(
        { settings, secrets, handedOver, keepSecrets, signal: this.sending.signal },
        message,
      )
      const { region, own } = this.surroundings
      const item = prepare(told ?? incomingOf(message), { region, own: normaliseOwn(own, region) })
      return { sent: true, refused, at: now(), connector: source.source, items: item ? [item] : [] }
    } catch (error) {
      if (error instanceof SendError) {
        const { again, code, said } = error
        return { sent: false, again, code, ...(said !== undefined && { said }) }
      }
      if (error instanceof SourceError) return { sent: false, again: error.kind === 'retry' ? 'later' : 'no', code: error.code }
      // Not foreseen: whether anything went out is not known.
      return { sent: false, again: 'unknown', code: 'failed' }
    }
  }

  async close(): Promise<void> {
    this.sending.abort()
    clearInterval(this.watch)
    await Promise.all([...this.runners.keys()].map(id => this.stop(id)))
    await this.options.pool.close()
  }

  /** For whoever reads or sends next, now and after a restart. */
  private async keepSecrets(id: string, secrets: Record<string, string>): Promise<void> {
    this.runners.get(id)?.renew(secrets)
    await this.options.store('keepSecrets', { id, secrets })
  }

  private runner(account: RunnableAccount, source: Source): Runner {
    const { store, now, random } = this.options
    const log = (event: Parameters<ConstructorParameters<typeof Runner>[2]['log']>[0]) => {
      const dated = { at: now(), ...event }
      const told = () => this.options.tell({ type: 'event', id: account.id, event: dated })
      // A log line that does not fit on a full disk is no reason to stop.
      store('logEvent', { id: account.id, event: dated }).then(told, told)
    }
    return new Runner(account, source, {
      context: (one, cursor, signal) => ({
        ...this.context(one, signal),
        cursor,
        ...(one.since !== undefined && { since: one.since }),
        keepSecrets: secrets => {
          Object.assign(one.secrets, secrets)
          return this.keepSecrets(one.id, secrets)
        },
        lying: (folder, ranges) => store('lying', { account: one.id, folder, ranges }),
      }),
      commit: (one, from, batch) => this.commit(one, from, batch),
      lock: key => !this.locked.has(key) && Boolean(this.locked.add(key)),
      unlock: key => this.locked.delete(key),
      tell: (state, rate) => this.tell(account.id, state, rate),
      calls: (calls, all) => this.options.tell({ type: 'calls', source: account.id, calls, all }),
      log,
      rereadDone: () => {
        if (account.since !== undefined) store('steerAccount', { id: account.id, since: null }).catch(() => {})
      },
      now,
      random,
    })
  }

  private context(account: Pick<RunnableAccount, 'settings' | 'secrets'>, signal: AbortSignal): Omit<TestContext<unknown>, 'keepSecrets'> {
    const { own, region, timeZone } = this.surroundings
    const { now, pool } = this.options
    return {
      settings: account.settings,
      secrets: account.secrets,
      own,
      region,
      timeZone,
      now,
      signal,
      parseMails: mails => pool.parse(mails, { own, region, now: now() }),
    }
  }

  private async commit(account: RunnableAccount, { source }: Source, batch: LiveBatch): Promise<number> {
    const options = { region: this.surroundings.region, own: normaliseOwn(this.surroundings.own, this.surroundings.region) }
    const packer = new Packer()
    for (const item of batch.items) {
      const ready = prepare(item, options)
      if (ready) packer.add(ready)
    }
    const items = joined([...(batch.packed ? [batch.packed] : []), ...(packer.count > 0 ? [packer.take()] : [])])
    const at = this.options.now()
    const prepared: PreparedBatch = {
      connector: batch.source ?? source,
      account: account.id,
      at,
      items,
      ...(batch.late && { late: batch.late }),
      ...(batch.places && { places: batch.places }),
      ...(batch.left && { left: batch.left }),
      ...(batch.cursor !== undefined && { cursor: JSON.stringify(batch.cursor) }),
    }
    const { added, customers } = await this.options.store('writeBatch', prepared, undefined, [items.bytes.buffer])
    if (customers.length > 0) this.options.tell({ type: 'changed', customers })
    if (added > 0) this.options.tell({ type: 'event', id: account.id, event: { at, what: 'batch', count: added } })
    return added
  }

  /** The first word at once, then at most four a second, and always the last one. */
  private tell(id: string, state: ConnectorState, rate: number): void {
    const known = this.told.get(id) ?? { at: 0 }
    this.told.set(id, known)
    clearTimeout(known.timer)
    const say = () => {
      known.at = performance.now()
      this.options.tell({ type: 'state', id, state, rate })
    }
    const wait = known.at + TELL_EVERY - performance.now()
    if (wait <= 0) say()
    else known.timer = setTimeout(say, wait)
  }
}

/** The addresses this computer has: another network, another list. */
function networkNow(): string {
  const all = Object.values(networkInterfaces()).flatMap(list => list ?? [])
  return all
    .filter(one => !one.internal)
    .map(one => one.address)
    .sort()
    .join(' ')
}
