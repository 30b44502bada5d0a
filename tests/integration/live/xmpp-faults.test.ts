import { xml } from '@xmpp/client'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { dial } from '../../../electron/connectors/xmpp/secure.ts'
import { Session } from '../../../electron/connectors/xmpp/session.ts'
import { xmpp } from '../../../electron/connectors/xmpp/xmpp.ts'
import { type Prosody, startProsody } from '../../servers/prosody.ts'
import { startProxy } from '../../servers/proxy.ts'
import { Collector } from './collect.ts'
import { accountOn, numbered } from './xmpp-account.ts'

/** Two bytes, three and four in UTF-8: packets end inside of them. */
const WORD = 'señal 見積 🚲'

describe('an XMPP account on a bad network', () => {
  let prosody: Prosody
  const proxies: { stop: () => Promise<void> }[] = []
  const runs: { stop: () => Promise<void> }[] = []
  let users = 0

  beforeAll(async () => {
    prosody = await startProsody()
  })
  afterEach(async () => {
    await Promise.all(runs.splice(0).map(run => run.stop()))
    await Promise.all(proxies.splice(0).map(proxy => proxy.stop()))
  })
  afterAll(async () => {
    await prosody.stop()
  })

  /** A shop nobody else in these tests writes to, behind a proxy of its own. */
  async function shop(pingEvery?: number) {
    const user = `shop${++users}`
    prosody.register(user, 'pw')
    const proxy = await startProxy(prosody.port)
    proxies.push(proxy)
    const run = new Collector(xmpp, accountOn(prosody, user, { through: proxy.port, ...(pingEvery !== undefined && { pingEvery }) }))
    runs.push(run)
    return { user, proxy, run }
  }

  it('brings each of 1,000 messages once that came while it was off, in order', async () => {
    const { user, run } = await shop()
    await prosody.send('ana', user, numbered(WORD, 0, 10))
    run.start()
    await run.until('the first', so => so.items.size === 10 && so.live)
    await run.stop()
    await prosody.send('ana', user, numbered(WORD, 10, 1_000))
    run.start()
    await run.until('the others', so => so.items.size === 1_010 && so.live)
    expect(run.texts).toEqual(numbered(WORD, 0, 1_010))
    expect(run.repeated).toBe(0)
  })

  it('brings each once when the connection is cut 20 times at random bytes', async () => {
    const { user, proxy, run } = await shop()
    await prosody.send('ana', user, numbered(WORD, 0, 600))
    const cuts = Array.from({ length: 20 }, () => Math.floor(200 + Math.random() * 60_000))
    proxy.fault({ kind: 'cut', after: cuts })
    run.start(true)
    await run.until(`all in spite of cuts at ${cuts}`, so => so.items.size === 600 && so.live, 50_000)
    await prosody.send('ana', user, numbered(WORD, 600, 5))
    await run.until('the news', so => so.items.size === 605)
    expect(run.texts).toEqual(numbered(WORD, 0, 605))
    expect(run.problems).toEqual([])
    for (const error of run.errors) expect(error).toMatchObject({ kind: 'retry' })
  })

  it('loses nothing between archive and news: messages come in while it catches up', async () => {
    const { user, run } = await shop()
    await prosody.send('ana', user, numbered(WORD, 0, 300))
    const more = prosody.send('ana', user, numbered(WORD, 300, 300))
    run.start()
    await run.until('all', so => so.items.size === 600 && so.live)
    await more
    expect(run.texts).toEqual(numbered(WORD, 0, 600))
    expect(run.repeated).toBe(0)
  })

  it('goes on when the server was restarted', async () => {
    const { user, run } = await shop()
    await prosody.send('ana', user, numbered(WORD, 0, 5))
    run.start(true)
    await run.until('all, and live', so => so.items.size === 5 && so.live)
    await prosody.restart()
    await prosody.send('ana', user, numbered(WORD, 5, 5))
    await run.until('the news', so => so.items.size === 10 && so.live)
    expect(run.texts).toEqual(numbered(WORD, 0, 10))
    expect(run.errors[0]).toMatchObject({ kind: 'retry', code: 'dropped' })
  })

  it('brings each once when it is cut off again and again while messages come, with the way back closed for a while', async () => {
    const { user, proxy, run } = await shop()
    run.start(true)
    await run.until('live', so => so.live)
    for (const [round, text] of numbered(WORD, 0, 5).entries()) {
      await proxy.refuse()
      proxy.cut()
      await prosody.send('ana', user, [text])
      await proxy.accept()
      await run.until('the message', so => so.items.size === round + 1 && so.live)
    }
    expect(run.texts).toEqual(numbered(WORD, 0, 5))
    expect(run.repeated).toBe(0)
  })

  it('goes on with the stream that was cut, under the same id, and gets what came meanwhile once', async () => {
    const { user, proxy } = await shop()
    const { settings } = accountOn(prosody, user, { through: proxy.port })
    const { signal } = new AbortController()
    const heard: string[] = []
    const open = async (cut?: Session['stream']) => {
      const { socket } = await dial([{ host: '127.0.0.1', port: proxy.port, direct: false }], signal)
      return Session.open(socket, settings, 'pw', message => heard.push(message.getChildText('body') ?? ''), signal, cut)
    }
    const first = await open()
    await first.send(xml('presence'))
    await prosody.send('ana', user, ['before'])
    await first.ping()
    const stream = first.stream
    proxy.cut()
    await prosody.send('ana', user, ['meanwhile'])
    const second = await open(stream)
    await second.ping()
    expect(second.resumed).toBe(true)
    expect(second.stream?.id).toBe(stream?.id)
    await prosody.send('ana', user, ['after'])
    await second.ping()
    expect(heard.filter(text => text !== '')).toEqual(['before', 'meanwhile', 'after'])
    await second.close()
    const third = await open(second.stream)
    expect(third.resumed).toBe(false)
    await third.close()
  })

  it('reads packets of one byte', async () => {
    const { user, proxy, run } = await shop()
    await prosody.send('ana', user, numbered(WORD, 0, 20))
    proxy.fault({ kind: 'byte-by-byte' })
    run.start()
    await run.until('all', so => so.items.size === 20 && so.live, 40_000)
    expect(run.texts).toEqual(numbered(WORD, 0, 20))
  })

  it('notices by itself that nobody is at the other end any more', async () => {
    const { user, proxy, run } = await shop(1)
    run.start(true)
    await run.until('live', so => so.live)
    proxy.fault({ kind: 'half-open', after: 0 })
    await run.until('noticing', so => so.errors.length === 1, 20_000)
    expect(run.errors).toMatchObject([{ kind: 'retry', code: 'timed-out' }])
    proxy.fault({ kind: 'none' })
    await prosody.send('ana', user, [WORD])
    await run.until('the news', so => so.items.size === 1, 40_000)
    expect(run.repeated).toBe(0)
  })

  it('gives up a connection with a stanza without end in it, and reads on over the next', async () => {
    const { user, proxy, run } = await shop()
    await prosody.send('ana', user, numbered(WORD, 0, 60))
    proxy.fault({ kind: 'garbage', after: 9_000, bytes: Buffer.from(`<message><body>${'x'.repeat(20_000_000)}`) })
    run.start(true)
    await run.until('giving up', so => so.errors.length > 0)
    proxy.fault({ kind: 'none' })
    await run.until('all', so => so.items.size === 60 && so.live)
    expect(run.texts).toEqual(numbered(WORD, 0, 60))
    for (const error of run.errors) expect(error).toMatchObject({ kind: 'retry' })
  })

  it('does not wait for ever for a server that says a byte at a time', async () => {
    const { proxy, run } = await shop()
    proxy.fault({ kind: 'slow-loris', ms: 200 })
    expect(await run.start().failure(50_000)).toMatchObject({ kind: 'retry', code: 'timed-out' })
  })

  it('asks for a person when the password was changed, and goes on when it is changed back', async () => {
    const { user, run } = await shop()
    await prosody.send('ana', user, [WORD])
    prosody.register(user, 'another')
    expect(await run.start().failure()).toMatchObject({ kind: 'attention', code: 'login-refused' })
    prosody.register(user, 'pw')
    run.start()
    await run.until('the message', so => so.items.size === 1)
  })

  it('reads on by time when the archive has forgotten where we were', async () => {
    const { user, run } = await shop()
    await prosody.send('ana', user, numbered(WORD, 0, 5))
    run.start()
    await run.until('all', so => so.items.size === 5)
    await run.stop()
    run.cursor = { after: 'an id of a server that was', at: Date.now() - 60_000 }
    await prosody.send('ana', user, numbered(WORD, 5, 5))
    run.start()
    await run.until('the others', so => so.items.size === 10 && so.live)
    expect(run.repeated).toBe(5)
  })
})

describe('an XMPP account behind a certificate that nobody vouches for', () => {
  let prosody: Prosody
  beforeAll(async () => {
    prosody = await startProsody({ tls: true })
  })
  afterAll(async () => {
    await prosody.stop()
  })

  it('shows the fingerprint, and connects once a person has said that it is right', async () => {
    const given = accountOn(prosody)
    const fingerprint = prosody.certificate?.fingerprint ?? ''
    expect(await new Collector(xmpp, given).start().failure()).toMatchObject({
      kind: 'attention',
      code: 'certificate',
      detail: expect.stringContaining(fingerprint),
    })
    const run = new Collector(xmpp, { ...given, settings: { ...given.settings, fingerprint } }).start()
    await run.until('live', so => so.live)
    await run.stop()
    const another = { ...given, settings: { ...given.settings, fingerprint: fingerprint.replaceAll('A', 'B') } }
    expect(await new Collector(xmpp, another).start().failure()).toMatchObject({ kind: 'attention', code: 'certificate' })
  })

  it.each([1_000, 2_000, 3_000])('reads on over a new connection when garbage comes after %i bytes', async after => {
    const user = `shop${after}`
    prosody.register(user, 'pw')
    const proxy = await startProxy(prosody.port)
    const given = accountOn(prosody, user, { through: proxy.port })
    const run = new Collector(xmpp, { ...given, settings: { ...given.settings, fingerprint: prosody.certificate?.fingerprint ?? '' } })
    proxy.fault({ kind: 'garbage', after, bytes: Buffer.from('* OK IMAP4rev1\r\n<<<&&&>>>\u0000') })
    run.start(true)
    await run.until('giving up', so => so.errors.length > 0)
    proxy.fault({ kind: 'none' })
    await run.until('live', so => so.live)
    await run.stop()
    await proxy.stop()
    for (const error of run.errors) expect(error).toMatchObject({ kind: 'retry' })
  })
})
