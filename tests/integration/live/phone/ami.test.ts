import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CallSignal } from '#shared/model/call.ts'
import { ami } from '../../../../electron/connectors/ami/ami.ts'
import { type AmiStandIn, startAmiStandIn } from '../../../servers/ami.ts'
import { type FaultyNetwork, startProxy } from '../../../servers/proxy.ts'
import { Collector, contextOf } from '../collect.ts'
import { connectorContract } from '../contract.ts'

function managerOf({ port, user, password }: AmiStandIn, changes: { port?: number; extensions?: string; login?: 'md5' | 'plain' } = {}) {
  return {
    settings: { host: '127.0.0.1', port, user, login: 'md5' as const, extensions: '', every: 0.2, ...changes },
    secrets: { password },
  }
}

const ANA = { from: '+34600111222', name: 'Ana Pérez', exten: '912000000', extension: '201' }

connectorContract('Asterisk Manager Interface, on a stand-in', async () => {
  const manager = await startAmiStandIn()
  const given = managerOf(manager)
  return {
    connector: ami,
    given,
    keepsNothing: true,
    add: async count => {
      for (let i = 0; i < count; i++) manager.ring(ANA)
    },
    many: 12,
    away: () => manager.close(),
    back: () => manager.listen(),
    wrong: [
      { given: { ...given, settings: { ...given.settings, host: 'nowhere.invalid' } }, step: 'name', code: 'name-not-found' },
      { given: { ...given, settings: { ...given.settings, port: 1 } }, step: 'port', code: 'refused' },
      { given: { ...given, secrets: { password: 'sesame' } }, step: 'login', code: 'login-refused' },
    ],
    hidden: ['hunter2', 'sesame', '600111222', 'Ana'],
    close: () => manager.close(),
  }
})

describe('calls as Asterisk tells of them', () => {
  let manager: AmiStandIn
  const runs: Collector<unknown>[] = []
  const proxies: FaultyNetwork[] = []

  beforeEach(async () => {
    manager = await startAmiStandIn()
  })
  afterEach(async () => {
    for (const run of runs.splice(0)) await run.stop()
    for (const proxy of proxies.splice(0)) await proxy.stop()
    await manager.close()
  })

  const start = async (changes: Parameters<typeof managerOf>[1] = {}) => {
    const run = new Collector(ami, managerOf(manager, changes)).start(true)
    runs.push(run as Collector<unknown>)
    await run.until('live', so => so.live)
    return run
  }
  const through = async () => {
    const proxy = await startProxy(manager.port)
    proxies.push(proxy)
    return proxy
  }
  const states = (calls: CallSignal[], id: string) => calls.filter(call => call.id === id).map(call => call.state)

  it('tells of ringing, answering and hanging up, once each', async () => {
    const run = await start()
    const call = manager.ring(ANA)
    await run.until('ringing', so => so.calls.length === 1)
    expect(run.calls[0]).toEqual({ id: call, state: 'ringing', from: '+34600111222', to: '912000000', name: 'Ana Pérez' })
    manager.answer(call)
    manager.hangUp(call)
    await run.until('its end', so => so.calls.length >= 3)
    const after = manager.ring(ANA)
    await run.until('the next', so => so.calls.some(({ id }) => id === after))
    expect(states(run.calls, call)).toEqual(['ringing', 'answered', 'ended'])
  })

  it('never shows the password when it logs in by challenge, and logs in plainly where that is asked for', async () => {
    await start()
    expect(JSON.stringify(manager.actions)).not.toContain(manager.password)
    await start({ login: 'plain' })
    expect(manager.actions).toContainEqual(expect.objectContaining({ Action: 'Login', Secret: manager.password }))
  })

  it("tells of nobody else's calls where extensions are named", async () => {
    const run = await start({ extensions: '202, 203' })
    const theirs = manager.ring(ANA)
    const ours = manager.ring({ ...ANA, extension: '203' })
    await run.until('ours', so => so.calls.some(({ id }) => id === ours))
    manager.answer(theirs)
    manager.hangUp(ours)
    await run.until('the end of ours', so => states(so.calls, ours).length === 2)
    expect(states(run.calls, theirs)).toEqual([])
  })

  it('knows after a cut what still goes on: what is not named has ended', async () => {
    const proxy = await through()
    const run = await start({ port: proxy.port })
    const [first, second] = [manager.ring(ANA), manager.ring({ ...ANA, from: '+34600333444' })]
    await run.until('both', so => so.calls.length === 2)
    await proxy.refuse()
    proxy.cut()
    manager.answer(second)
    manager.forget(first)
    await proxy.accept()
    await run.until('all again', so => so.all.at(-1)?.length === 1)
    expect(run.all.at(-1)).toEqual([expect.objectContaining({ id: second, state: 'answered' })])
  })

  it('takes a connection for dead that says nothing any more', async () => {
    const proxy = await through()
    const run = await start({ port: proxy.port })
    proxy.fault({ kind: 'half-open', after: 0 })
    await run.until('noticing', so => so.errors.length > 0)
    expect(run.errors[0]).toMatchObject({ kind: 'retry', code: 'timed-out' })
    proxy.fault({ kind: 'none' })
    await run.until('live again', so => so.live)
  })

  it('keeps a connection over a moment in which the machine stood still', async () => {
    const run = await start()
    const asked = () => manager.actions.filter(({ Action }) => Action === 'Ping').length
    for (let time = 0; time < 3; time++) {
      const before = asked()
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1500)
      await expect.poll(asked).toBeGreaterThan(before)
    }
    const call = manager.ring(ANA)
    await run.until('ringing', so => so.calls.some(({ id }) => id === call))
    expect(run.errors).toEqual([])
  })

  it.each([{ kind: 'byte-by-byte' as const }, { kind: 'delay' as const, ms: 30 }, { kind: 'slow-loris' as const, ms: 1 }])(
    'understands everything through $kind',
    async fault => {
      const proxy = await through()
      proxy.fault(fault)
      const run = await start({ port: proxy.port })
      const call = manager.ring({ ...ANA, name: 'Señora 見積' })
      await run.until('ringing', so => so.calls.length === 1)
      manager.answer(call)
      manager.hangUp(call)
      await run.until('its end', so => so.calls.length === 3)
      expect(run.calls.map(({ name }) => name)).toEqual(['Señora 見積', 'Señora 見積', 'Señora 見積'])
    },
  )

  it('asks for a person where something else answers', async () => {
    const proxy = await through()
    proxy.fault({ kind: 'garbage', after: 0, bytes: Buffer.from('SSH-2.0-OpenSSH_9.2\r\n') })
    const steps = []
    const { cursor: _, ...context } = contextOf(managerOf(manager, { port: proxy.port }), undefined, new AbortController().signal)
    for await (const step of ami.test(context)) steps.push(step)
    expect(steps.at(-1)).toMatchObject({ ok: false, code: 'bad-answer' })
  })

  it('is cut off anywhere while it logs in, and gets there in the end', async () => {
    const proxy = await through()
    proxy.fault({ kind: 'cut', after: [5, 40, 90, 150, 230, 330, 420] })
    const call = manager.ring(ANA)
    const run = await start({ port: proxy.port })
    expect(run.all.at(-1)).toEqual([expect.objectContaining({ id: call, state: 'ringing' })])
    expect(run.errors.length).toBeGreaterThan(3)
    for (const error of run.errors) expect(error).toMatchObject({ kind: 'retry', code: 'dropped' })
  })
})
