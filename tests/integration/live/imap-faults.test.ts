import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Dovecot, startDovecot } from '../../servers/dovecot.ts'
import { type FaultyNetwork, startProxy } from '../../servers/proxy.ts'
import { contextOf } from './collect.ts'
import { collect, collectHastily, givenAt, mail, mails, quickImap } from './imap-world.ts'

describe('an IMAP account behind a bad network', () => {
  let server: Dovecot
  let proxy: FaultyNetwork
  beforeAll(async () => {
    server = await startDovecot({ users: { ana: 'pw', big: 'pw' } })
    proxy = await startProxy(server.port)
    await server.deliver('ana', 'INBOX', mails(60, 'More words about it. '.repeat(50)))
  })
  afterAll(async () => {
    await proxy.stop()
    await server.stop()
  })
  const run = (user = 'ana') => collect(proxy.port, { user })
  const hasty = () => collectHastily(proxy.port, { user: 'ana' })

  it('brings each of 10,000 mails once through 20 cuts at random bytes, and never begins anew', async () => {
    await server.deliver('big', 'INBOX', mails(10_000, 'More words about it. '.repeat(20)))
    const size = 10_000 * 700
    const [after = []] = fc.sample(fc.array(fc.integer({ min: 100, max: size / 20 }), { minLength: 20, maxLength: 20 }), {
      numRuns: 1,
      seed: 7,
    })
    proxy.fault({ kind: 'cut', after })
    const before = proxy.bytes.toClient
    const read = run('big').start(true)
    await read.until('all, and live', so => so.items.size === 10_000 && so.live, 50_000)
    await read.stop()
    expect(read.errors).toHaveLength(20)
    for (const error of read.errors) expect(error).toMatchObject({ kind: 'retry', code: 'dropped' })
    expect([...read.items.values()].filter(item => item.text.startsWith('The saddle'))).toHaveLength(10_000)
    // What came before a cut is kept: only the mail that was cut, and what was parsed and not yet written, comes twice.
    expect(read.repeated).toBe(0)
    expect(proxy.bytes.toClient - before).toBeLessThan(1.5 * size)
  })

  it('comes to its end though every connection is cut after a few mails', async () => {
    proxy.fault({ kind: 'cut', after: 12_000 })
    const read = run().start(true)
    await read.until('all', so => so.items.size === 60)
    proxy.fault({ kind: 'none' })
    await read.until('live', so => so.live)
    await read.stop()
    expect(read.repeated).toBe(0)
  })

  it('reads byte by byte', async () => {
    proxy.fault({ kind: 'byte-by-byte' })
    const read = run().start()
    await read.until('live', so => so.live)
    await read.stop()
    expect(read.items.size).toBe(60)
  })

  it.each(['* OK half a line', '\u0000\u0001\u0002 ) ( { 99999999999}\r\n', '* 5 FETCH (BODY[] {20}\r\n', ')))\r\n* \r\n\r\n'])(
    'survives garbage in between: %j',
    async garbage => {
      for (const after of [5, 300, 3000]) {
        proxy.fault({ kind: 'garbage', after, bytes: Buffer.from(garbage) })
        const read = hasty().start(true)
        await read.until('it to strike', so => so.errors.length > 0 || so.live)
        proxy.fault({ kind: 'none' })
        await read.until('live', so => so.live && so.items.size >= 60)
        await read.stop()
        for (const error of read.errors) expect(error).toMatchObject({ code: expect.any(String) })
      }
    },
  )

  it.each([0, 200, 2000, 9000])('notices within seconds that nobody is there any more after %i bytes', async after => {
    proxy.fault({ kind: 'half-open', after })
    const read = hasty().start()
    expect(await read.failure()).toMatchObject({ kind: 'retry', code: 'timed-out' })
    proxy.fault({ kind: 'none' })
    read.start(true)
    await read.until('live', so => so.live && so.items.size === 60)
    await read.stop()
  })

  it('notices a connection that dies while it idles', async () => {
    proxy.fault({ kind: 'none' })
    const read = hasty().start(true)
    await read.until('live', so => so.live)
    const before = read.errors.length
    proxy.fault({ kind: 'half-open', after: 0 })
    await server.deliver('ana', 'INBOX', [mail('while nobody hears')])
    await read.until('noticing', so => so.errors.length > before)
    expect(read.errors[before]).toMatchObject({ kind: 'retry', code: 'timed-out' })
    proxy.fault({ kind: 'none' })
    await read.until('the mail', so => so.items.has('email while nobody hears@example.es') || so.items.size === 61)
    await read.stop()
  })

  it('gives up on a server that sends a byte now and then', async () => {
    proxy.fault({ kind: 'slow-loris', ms: 50 })
    expect(await hasty().start().failure()).toMatchObject({ kind: 'retry', code: 'timed-out' })
    proxy.fault({ kind: 'none' })
  })

  it('fetches no further ahead than a little when what it brings is not taken', async () => {
    proxy.fault({ kind: 'none' })
    await server.setPassword('slow', 'pw')
    const size = 20_000
    await server.deliver('slow', 'INBOX', mails(4000, 'x'.repeat(size - 300)))
    const stop = new AbortController()
    const before = proxy.bytes.toClient
    const steps = quickImap.read(contextOf(givenAt(proxy.port, { user: 'slow' }), undefined, stop.signal))
    for (let step = await steps.next(); !step.done && step.value.type !== 'batch'; ) step = await steps.next()
    // Another one reads everything meanwhile.
    const other = collect(server.port, { user: 'slow' }).start()
    await other.until('live', so => so.live)
    await other.stop()
    expect(proxy.bytes.toClient - before).toBeLessThan(2200 * size)
    stop.abort()
    await steps.return(undefined)
    expect(other.items.size).toBe(4000)
  })
})
