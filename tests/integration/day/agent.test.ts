import { expect, onTestFinished, test } from 'vitest'
import type { AgentState } from '#shared/contract/day/day.ts'
import type { StoreProcedures } from '../../../electron/app/procedures.ts'
import { workers } from '../../../electron/app/workers.ts'
import { type Presence, startPresence } from '../../../electron/day/presence.ts'
import { openStoreThread } from '../../../electron/store/client.ts'
import { nextEvent, openTestApp, testFolder } from '../support/workspace.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Nine in the morning. */
const START = Date.parse('2026-03-03T08:00:00Z')

/** An agent at a window, whose two clocks the test moves. */
async function workplace() {
  const folder = testFolder()
  const store = await openStoreThread<StoreProcedures>(workers.store, { folder, key: new Uint8Array(32).fill(7), readonly: false })
  onTestFinished(() => store.close())
  let wall = START
  let steady = 0
  const start = () =>
    startPresence({ keep: kept => store.call('keepAgentTime', { agent: 'eva', ...kept }), now: () => wall, steady: () => steady })
  let presence: Presence = start()
  onTestFinished(() => presence.close())

  /** Works for so long, with a beat every half minute as the program has it. */
  const work = async (ms: number) => {
    for (let done = 0; done < ms; done += MINUTE / 2) {
      wall += MINUTE / 2
      steady += MINUTE / 2
      await presence.beat()
    }
  }
  return {
    set: (state: AgentState) => presence.set(state),
    work,
    /** Nothing runs meanwhile. */
    sleep: async (ms: number) => {
      wall += ms
      steady += ms
      await presence.beat()
    },
    setClock: (ms: number) => {
      wall += ms
    },
    /** The program is gone for so long; with `killed`, without a word. */
    restart: async (ms: number, killed = false) => {
      if (!killed) await presence.close()
      wall += ms
      steady += ms
      presence = start()
      await presence.beat()
    },
    async today() {
      const { state, today } = await store.call('agentDay', { agent: 'eva', timeZone: 'Europe/Madrid', at: wall })
      return { state, ...Object.fromEntries(Object.entries(today).flatMap(([name, ms]) => (ms > 0 ? [[name, ms / MINUTE]] : []))) }
    },
  }
}

test('the time in each state adds up over the day', async () => {
  const { set, work, today } = await workplace()
  await set('available')
  await work(20 * MINUTE)
  await set('busy')
  await work(5 * MINUTE)
  await set('after-contact')
  await work(2 * MINUTE)
  await set('available')
  await work(3 * MINUTE)
  await set('break')
  expect(await today()).toEqual({ state: 'break', available: 23, busy: 5, 'after-contact': 2 })
})

test('setting the computer’s clock, forth or back, makes nobody work longer or less', async () => {
  const { set, work, setClock, today } = await workplace()
  await set('available')
  await work(10 * MINUTE)
  setClock(2 * HOUR)
  await work(10 * MINUTE)
  setClock(-3 * HOUR)
  await work(10 * MINUTE)
  expect(await today()).toMatchObject({ state: 'available', available: 30 })
})

test('while the computer sleeps nobody works, and whoever comes back much later says what they do', async () => {
  const { set, work, sleep, today } = await workplace()
  await set('available')
  await work(10 * MINUTE)
  await sleep(3 * MINUTE)
  await work(10 * MINUTE)
  expect(await today()).toEqual({ state: 'available', available: 20, offline: 3 })
  await sleep(2 * HOUR)
  expect(await today()).toEqual({ state: 'offline', available: 20, offline: 123 })
})

test.each([false, true])('a restart goes on where it was; a long absence is time offline (killed: %s)', async killed => {
  const { set, work, restart, today } = await workplace()
  await set('busy')
  await work(10 * MINUTE)
  await restart(2 * MINUTE, killed)
  await work(MINUTE)
  expect(await today()).toEqual({ state: 'busy', busy: 11, offline: 2 })
  await restart(6 * MINUTE, killed)
  expect(await today()).toEqual({ state: 'offline', busy: 11, offline: 8 })
})

test('a clock set back while the program was closed makes no time of it', async () => {
  const { set, work, setClock, restart, today } = await workplace()
  await set('busy')
  await work(10 * MINUTE)
  setClock(-HOUR)
  await restart(MINUTE)
  expect(await today()).toMatchObject({ state: 'busy', busy: 10 })
})

test('the day begins at midnight where the workspace is', async () => {
  const { set, work, sleep, today } = await workplace()
  await sleep(14 * HOUR + 30 * MINUTE)
  await set('available')
  await work(HOUR)
  expect(await today()).toEqual({ state: 'available', available: 30 })
})

test('the state is told to every window, and there after a restart', async () => {
  const folder = testFolder()
  const { client, app } = await openTestApp({ folder })
  expect((await client.day.agent()).state).toBe('offline')
  const events = await client.events()
  await events.next()
  expect((await client.day.setAgent({ state: 'available' })).state).toBe('available')
  expect(await nextEvent(events, 'agent.changed')).toEqual({ type: 'agent.changed' })
  await events.return(undefined)
  await app.close()
  const again = await openTestApp({ folder })
  expect((await again.client.day.agent()).state).toBe('available')
})
