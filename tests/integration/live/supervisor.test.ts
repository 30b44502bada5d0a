import { expect, onTestFinished, test } from 'vitest'
import * as z from 'zod'
import type { ConnectorState } from '#shared/contract/connectors.ts'
import type { RunnableAccount } from '../../../electron/accounts/accounts.ts'
import type { StoreProcedures } from '../../../electron/app/procedures.ts'
import { workers } from '../../../electron/app/workers.ts'
import type { Incoming } from '../../../electron/connectors/connector.ts'
import type { LiveConnector, LiveContext, LiveStep } from '../../../electron/connectors/live.ts'
import { SourceError } from '../../../electron/connectors/source-error.ts'
import { asSource } from '../../../electron/connectors/sources.ts'
import { unpack } from '../../../electron/ingest/pack.ts'
import { openStoreThread } from '../../../electron/store/client.ts'
import { createParsePool } from '../../../electron/supervisor/parse-pool.ts'
import type { SourceNews } from '../../../electron/supervisor/protocol.ts'
import { Supervisor } from '../../../electron/supervisor/supervisor.ts'
import { awake } from '../support/awake.ts'
import { mail } from '../support/mail.ts'
import { testFolder } from '../support/workspace.ts'

type Script = (context: LiveContext<{ name: string }>) => AsyncGenerator<LiveStep>

/** A connector that does what a test tells it to: what is tested is who runs it. */
function scripted(script: Script) {
  const connector: LiveConnector<{ name: string }> = {
    kind: 'scripted',
    source: 'scripted',
    schema: z.object({ name: z.string() }),
    form: [],
    identify: ({ name }) => name,
    async *test() {
      yield { step: 'name', ok: true }
      throw new SourceError('attention', 'login-refused', 'no')
    },
    read: script,
  }
  return { scripted: asSource(connector) }
}

function message(number: number): Incoming {
  return {
    sourceId: `m${number}`,
    channel: 'chat',
    direction: 'in',
    occurredAt: Date.UTC(2025, 0, 1) + number * 1000,
    from: { kind: 'jid', address: `ana@x.example` },
    to: [{ kind: 'jid', address: 'us@x.example', own: true }],
    text: `number ${number}`,
    thread: 'ana',
  }
}

async function world(script: Script, now: () => number = Date.now) {
  const folder = testFolder()
  const store = await openStoreThread<StoreProcedures>(workers.store, { folder, key: new Uint8Array(32).fill(7), readonly: false })
  const news: SourceNews[] = []
  const waiting = new Set<() => void>()
  const supervisor = new Supervisor({
    sources: scripted(script),
    store: store.call,
    pool: createParsePool(workers.parser),
    tell: one => {
      news.push(one)
      for (const look of waiting) look()
    },
    now,
    random: () => 0,
  })
  const close = async () => {
    await supervisor.close()
    await store.close()
  }
  onTestFinished(close)
  const states = (id: string) => news.flatMap(one => (one.type === 'state' && one.id === id ? [one.state] : []))
  return {
    store,
    supervisor,
    close,
    states,
    news,
    async account(name: string): Promise<RunnableAccount> {
      const id = await store.call('addAccount', { kind: 'scripted', name, settings: { name }, secrets: { password: 'pw' }, at: Date.now() })
      const [account] = await store.call('runnableAccounts', { id })
      if (!account) throw new Error('an account')
      return account
    },
    /** Resolves with the account's next state for which this holds. */
    until(id: string, holds: (state: ConnectorState) => boolean, from = 0): Promise<ConnectorState> {
      return new Promise(resolve => {
        const look = () => {
          const found = states(id).slice(from).find(holds)
          if (!found) return
          waiting.delete(look)
          resolve(found)
        }
        waiting.add(look)
        look()
      })
    },
  }
}

/** Waits until the source is stopped, as a quiet live one does. */
function stopped(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

const Cursor = z.number().catch(0)

test('after a sleep a connection that still looks alive is made anew at once, once, and nothing has failed', async () => {
  let now = Date.UTC(2026, 0, 5)
  let connections = 0
  const script: Script = async function* ({ signal }) {
    connections += 1
    yield { type: 'live' }
    await stopped(signal)
  }
  const { supervisor, store, account, until, states } = await world(script, () => now)
  const one = await account('a')
  await supervisor.run(one)
  await until(one.id, state => state.state === 'live')
  const before = states(one.id).length
  now += 3600_000
  supervisor.reconnect()
  await until(one.id, state => state.state === 'live', before)
  // The system tells of it, and the clock that jumped does.
  supervisor.reconnect()
  expect(connections).toBe(2)
  expect(states(one.id).map(({ state }) => state)).not.toContain('waiting')
  expect((await store.call('accountLog', { id: one.id })).filter(event => event.what === 'error')).toEqual([])
})

test('batches and cursor commit together: cut anywhere and started again, everything is there once', async () => {
  let fails = 5
  const script: Script = async function* ({ cursor, signal }) {
    let at = Cursor.parse(cursor)
    for (; at < 100; at += 10) {
      // Two of the last batch come again, as they do from sources without exact positions.
      yield { type: 'batch', items: Array.from({ length: 12 }, (_, index) => message(at + index)), problems: [], cursor: at + 10 }
      if (at % 20 === 0 && fails-- > 0) throw new SourceError('retry', 'dropped')
    }
    yield { type: 'live' }
    await stopped(signal)
  }
  const { supervisor, store, account, until, states } = await world(script)
  const one = await account('a')
  await supervisor.run(one)
  for (let seen = 0; fails > 0; ) {
    await until(one.id, state => state.state === 'waiting', seen)
    seen = states(one.id).length
    supervisor.reconnect(one.id)
    await until(one.id, state => state.state !== 'waiting', seen)
  }
  await until(one.id, state => state.state === 'live')
  expect((await store.call('counts')).interactions).toBe(102)
  const log = await store.call('accountLog', { id: one.id })
  expect(log.filter(event => event.what === 'error')).toHaveLength(5)
  expect(JSON.stringify(log)).not.toContain('number')
  expect((await store.call('listAccounts', { now: Date.now() }))[0]).toMatchObject({ interactions: 102, kind: 'scripted' })
})

test('what a person must mend stays until they did; the secret given then is used', async () => {
  const script: Script = async function* ({ secrets, signal }) {
    if (secrets.password !== 'right') throw new SourceError('attention', 'login-refused', 'authentication failed')
    yield { type: 'live' }
    await stopped(signal)
  }
  const { supervisor, store, account, until } = await world(script)
  const one = await account('a')
  await supervisor.run(one)
  expect(await until(one.id, state => state.state === 'attention')).toMatchObject({
    code: 'login-refused',
    detail: 'authentication failed',
  })
  await store.call('changeAccount', { id: one.id, name: 'a', settings: { name: 'a' }, secrets: { password: 'right' } })
  const [changed] = await store.call('runnableAccounts', { id: one.id })
  if (!changed) throw new Error('an account')
  await supervisor.run(changed)
  await until(one.id, state => state.state === 'live')
})

test('two configurations of one source never run at once', async () => {
  const script: Script = async function* ({ signal }) {
    yield { type: 'live' }
    await stopped(signal)
  }
  const { supervisor, account, until } = await world(script)
  const first = await account('same')
  const second = await account('same')
  await supervisor.run(first)
  await until(first.id, state => state.state === 'live')
  await supervisor.run(second)
  expect(await until(second.id, state => state.state === 'attention')).toMatchObject({ code: 'in-use' })
  await supervisor.stop(first.id)
  supervisor.reconnect(second.id)
  await until(second.id, state => state.state === 'live')
})

test('a connector that keeps breaking is stopped and shown, and says nothing of what it met', async () => {
  const script: Script = async function* () {
    yield { type: 'alive' }
    throw new TypeError('cannot read "the customer said hello"')
  }
  const { supervisor, account, until, states, news } = await world(script)
  const one = await account('a')
  await supervisor.run(one)
  for (let seen = 0; !states(one.id).some(state => state.state === 'attention'); ) {
    const state = await until(one.id, next => next.state === 'waiting' || next.state === 'attention', seen)
    if (state.state === 'attention') break
    seen = states(one.id).length
    supervisor.reconnect(one.id)
  }
  expect(states(one.id).at(-1)).toMatchObject({ state: 'attention', code: 'failed', detail: 'TypeError' })
  expect(JSON.stringify(news)).not.toContain('customer')
})

test('a source that does not listen is given up on; a paused one is off', async () => {
  const script: Script = async function* () {
    yield { type: 'live' }
    await new Promise(() => {})
  }
  const { supervisor, account, until, states } = await world(script)
  const one = await account('a')
  await supervisor.run(one)
  await until(one.id, state => state.state === 'live')
  const start = awake()
  await supervisor.run({ ...one, paused: true })
  expect(awake() - start).toBeLessThan(10_000)
  await until(one.id, state => state.state === 'off')
  expect(states(one.id).at(-1)).toEqual({ state: 'off' })
})

test('a clock set back an hour stops nothing and shows no nonsense', async () => {
  let back = 0
  const script: Script = async function* ({ signal, now }) {
    for (let at = 0; at < 50; at += 10) {
      if (at === 20) back = 3_600_000
      yield { type: 'batch', items: Array.from({ length: 10 }, (_, index) => message(at + index)), problems: [] }
      yield { type: 'catching-up', done: at + 10, total: 50 }
      if (at === 30 && now() > 0 && back > 0 && !failed) {
        failed = true
        throw new SourceError('retry', 'dropped')
      }
    }
    yield { type: 'live' }
    await stopped(signal)
  }
  let failed = false
  const { supervisor, store, account, until, states } = await world(script, () => Date.now() - back)
  const one = await account('a')
  await supervisor.run(one)
  await until(one.id, state => state.state === 'live')
  expect((await store.call('counts')).interactions).toBe(50)
  for (const state of states(one.id)) {
    if (state.state !== 'catching-up') continue
    expect(state.rate).toBeGreaterThanOrEqual(0)
    expect(state.secondsLeft ?? 0).toBeGreaterThanOrEqual(0)
  }
})

test('a server that asks to be left alone is left alone for as long as it asked; how long still counts in the unit of the source', async () => {
  let asked = false
  const script: Script = async function* ({ signal, now }) {
    if (!asked) {
      asked = true
      throw new SourceError('retry', 'throttled', undefined, now() + 400)
    }
    // Bytes, of which each message has a thousand.
    for (let done = 0; done <= 4000; done += 1000) {
      yield { type: 'batch', items: [message(done)], problems: [] }
      yield { type: 'catching-up', done, total: 1_000_000 }
    }
    // What it tells too often for anybody to see is left out.
    await until(one.id, state => state.state === 'catching-up' && state.secondsLeft !== undefined)
    yield { type: 'live' }
    await stopped(signal)
  }
  const { supervisor, account, until, states } = await world(script)
  const one = await account('a')
  const from = Date.now()
  await supervisor.run(one)
  const waiting = await until(one.id, state => state.state === 'waiting')
  if (waiting.state !== 'waiting') throw new Error('a wait')
  expect(waiting.until).toBeGreaterThanOrEqual(from + 400)
  expect(waiting.until).toBeLessThanOrEqual(Date.now() + 400)
  await until(one.id, state => state.state === 'live')
  expect(Date.now() - from).toBeGreaterThanOrEqual(390)
  // At the pace of messages a second it would take a thousand times as long.
  const told = states(one.id).flatMap(state => (state.state === 'catching-up' && state.secondsLeft !== undefined ? [state] : []))
  for (const { done, rate, secondsLeft = 0 } of told) expect(secondsLeft).toBeLessThan((1_000_000 - done) / rate / 100)
})

test('a secret that was exchanged for a new one is used at once and kept over a restart; the others stay', async () => {
  const used: unknown[] = []
  const script: Script = async function* ({ secrets, signal, keepSecrets }) {
    used.push({ ...secrets })
    if (used.length === 1) {
      await keepSecrets({ refreshToken: 'new' })
      throw new SourceError('retry', 'dropped', undefined, 1)
    }
    yield { type: 'live' }
    await stopped(signal)
  }
  const { supervisor, store, account, until } = await world(script)
  const one = await account('a')
  await supervisor.run(one)
  await until(one.id, state => state.state === 'live')
  const [kept] = await store.call('runnableAccounts', { id: one.id })
  expect(used).toEqual([{ password: 'pw' }, { password: 'pw', refreshToken: 'new' }])
  expect(kept?.secrets).toEqual({ password: 'pw', refreshToken: 'new' })
})

test('what a source says later shows on the message it is about, also when it comes first', async () => {
  const script: Script = async function* ({ signal }) {
    yield { type: 'batch', items: [], problems: [], late: [{ sourceId: 'm2', mark: 'read', at: 1 }] }
    yield { type: 'batch', items: [message(1), message(2)], problems: [], late: [{ sourceId: 'm1', mark: 'removed', at: 1 }] }
    yield { type: 'live' }
    await stopped(signal)
  }
  const { supervisor, store, account, until } = await world(script)
  const one = await account('a')
  await supervisor.run(one)
  await until(one.id, state => state.state === 'live')
  const { rows } = await store.call('timelinePage', { customer: 1, limit: 10 })
  expect(rows.map(row => row.marks)).toEqual([['removed'], ['read']])
})

test('removing an account keeps its history, or takes along exactly what came no other way', async () => {
  const script: Script = async function* ({ settings, signal }) {
    const items = settings.name === 'a' ? [message(1), message(2)] : [message(2), message(3)]
    yield { type: 'batch', items, problems: [] }
    yield { type: 'live' }
    await stopped(signal)
  }
  const { supervisor, store, account, until } = await world(script)
  for (const name of ['a', 'b']) {
    const one = await account(name)
    await supervisor.run(one)
    await until(one.id, state => state.state === 'live')
  }
  const [a, b] = await store.call('listAccounts', { now: Date.now() })
  if (!a || !b) throw new Error('two accounts')
  expect(await store.call('removeAccount', { id: a.id, history: 'remove' })).toMatchObject({ removed: 1 })
  expect((await store.call('counts')).interactions).toBe(2)
  expect((await store.call('search', { text: 'number', timeZone: 'UTC', limit: 10 })).hits).toHaveLength(2)
  expect(await store.call('removeAccount', { id: b.id, history: 'keep' })).toMatchObject({ removed: 0 })
  expect((await store.call('counts')).interactions).toBe(2)
  expect(await store.call('checkIntegrity')).toEqual([])
})

test('the pool keeps the order, and a mail it cannot read costs only itself', async () => {
  const pool = createParsePool(workers.parser)
  onTestFinished(pool.close)
  const mails = Array.from({ length: 320 }, (_, index) => ({
    bytes: new TextEncoder().encode(
      index === 60
        ? 'no mail at all'
        : mail({ id: `m${index}`, from: 'Ana <ana@x.example>', to: 'us@x.example', at: '2025-01-01T00:00:00Z', text: `${index}` }),
    ),
    sent: false,
  }))
  const { results, packed } = await pool.parse(mails, { own: ['us@x.example'], region: 'ES', now: Date.now() })
  const expected = mails.map((_, index) => (index === 60 ? 'problem' : `m${index}`))
  expect(results.map(one => ('problem' in one ? 'problem' : one.sourceId))).toEqual(expected)
  const ready = packed ? [...unpack(packed)] : []
  expect(ready.map(one => [one.sourceId, Buffer.from(one.text).toString()])).toEqual(
    expected.flatMap((id, index) => (id === 'problem' ? [] : [[id, `${index}`]])),
  )
})
