import { type MessagePort, Worker } from 'node:worker_threads'
import type { ConnectorState, FormField } from '#shared/contract/connectors.ts'
import type { CallSignal } from '#shared/model/call.ts'
import type { RunnableAccount } from '../accounts/accounts.ts'
import type { Outgoing } from '../connectors/outgoing.ts'
import type { Sending } from '../outbox/driver.ts'
import { YOUNG_MB } from './parse-pool.ts'
import type { Described, SourceCommand, SourceNews, Surroundings, Tested } from './protocol.ts'

export interface SourcesOptions {
  /** Entry files. */
  worker: URL
  parser: URL
  /** A way into the store's thread. */
  store: MessagePort
  onState: () => void
  onChanged: (customers: number[]) => void
  /** The thread ended without having been asked to. */
  onLost: () => void
  /** How calls of a source stand; `all`: it has no others now. */
  onCalls: (source: string, calls: CallSignal[], all: boolean) => void
}

/** What the main thread knows of the sources, and how it steers them. The sources themselves run in a thread of their own. */
export interface Sources {
  state(id: string): { state: ConnectorState; rate: number }
  /** Whether any of them reads what it missed: much comes in. */
  catchingUp(): boolean
  surround(surroundings: Surroundings): void
  run(account: RunnableAccount): void
  stop(id: string): Promise<void>
  reconnect(id: string): void
  /** All of them: the computer was asleep, or the network is back. */
  wake(): void
  test(kind: string, settings: unknown, secrets: Record<string, string>): Promise<Tested>
  /** Sends one message through an account. Never rejects. */
  send(account: RunnableAccount, key: string, message: Outgoing): Promise<Sending>
  /** Every kind of source, in the order they are offered. */
  kinds(): Promise<{ kind: string; form: readonly FormField[] }[]>
  /** What a source with these settings would be; undefined when there is none of that kind. */
  describe(kind: string, settings: unknown): Promise<Described | undefined>
  close(): Promise<void>
}

export function startSources({ worker, parser, store, onState, onChanged, onLost, onCalls }: SourcesOptions): Sources {
  const thread = new Worker(worker, {
    workerData: { store, parser: parser.href },
    transferList: [store],
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  })
  const states = new Map<string, { state: ConnectorState; rate: number }>()
  const requests = new Map<number, (news: SourceNews | undefined) => void>()
  let next = 0
  let closing = false

  thread.on('message', (news: SourceNews) => {
    if (news.type === 'state') {
      states.set(news.id, { state: news.state, rate: news.rate })
      onState()
    } else if (news.type === 'event') onState()
    else if (news.type === 'changed') onChanged(news.customers)
    else if (news.type === 'calls') onCalls(news.source, news.calls, news.all)
    else {
      requests.get(news.request)?.(news)
      requests.delete(news.request)
    }
  })
  const exited = new Promise<void>(resolve => {
    thread.on('error', error => process.emitWarning(`The sources ended: ${error.name}`))
    thread.once('exit', () => {
      if (!closing) onLost()
      for (const answer of requests.values()) answer(undefined)
      for (const id of states.keys()) states.set(id, { state: { state: 'off' }, rate: 0 })
      onState()
      resolve()
    })
  })
  const send = (command: SourceCommand) => thread.postMessage(command)
  const ask = (command: (request: number) => SourceCommand) =>
    new Promise<SourceNews | undefined>(resolve => {
      const request = next++
      requests.set(request, resolve)
      send(command(request))
    })

  return {
    state: id => states.get(id) ?? { state: { state: 'off' }, rate: 0 },
    catchingUp: () => [...states.values()].some(({ state }) => state.state === 'catching-up'),
    surround: surroundings => send({ type: 'surroundings', surroundings }),
    run: account => send({ type: 'run', account }),
    async stop(id) {
      await ask(request => ({ type: 'stop', id, request }))
      states.delete(id)
    },
    reconnect: id => send({ type: 'reconnect', id }),
    wake: () => send({ type: 'reconnect' }),
    async test(kind, settings, secrets) {
      const news = await ask(request => ({ type: 'test', request, kind, settings, secrets }))
      return news?.type === 'tested' ? { steps: news.steps, secrets: news.secrets } : { steps: [], secrets: {} }
    },
    async send(account, key, message) {
      const news = await ask(request => ({ type: 'send', request, account, key, message }))
      // The thread ended: what the reply was left as says how far it had come.
      return news?.type === 'sent' ? news.sending : { sent: false, again: 'unknown', code: 'failed' }
    },
    async kinds() {
      const news = await ask(request => ({ type: 'describe', request }))
      return news?.type === 'described' ? news.kinds : []
    },
    async describe(kind, settings) {
      const news = await ask(request => ({ type: 'describe', request, kind, settings }))
      return news?.type === 'described' ? news.it : undefined
    },
    async close() {
      closing = true
      send({ type: 'close' })
      await exited
    },
  }
}
