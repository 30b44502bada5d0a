import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { connect, createServer, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { xml } from '@xmpp/client'
import { ImapFlow, type ImapFlowOptions } from 'imapflow'
import { Client } from 'pg'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type Dovecot, startDovecot } from '../servers/dovecot.ts'
import { type Kamailio, startKamailio } from '../servers/kamailio.ts'
import { ask, type Postgres, startPostgres } from '../servers/postgres.ts'
import { type Prosody, startProsody } from '../servers/prosody.ts'
import { type FaultyNetwork, startProxy } from '../servers/proxy.ts'

// The real servers that other tests build on: each does what it is there for, in a short exchange with a client of its kind.

describe('Dovecot', () => {
  let dovecot: Dovecot
  beforeAll(async () => {
    dovecot = await startDovecot({ users: { ana: 'pw', berta: 'pw' }, tls: true })
    return () => dovecot.stop()
  })

  async function login(options: Partial<ImapFlowOptions> = {}, server = dovecot): Promise<ImapFlow> {
    const trusted = server.certificate ? { tls: { ca: server.certificate.pem } } : {}
    const auth = { user: 'ana', pass: 'pw' }
    const imap = new ImapFlow({ host: server.host, port: server.port, secure: false, auth, logger: false, ...trusted, ...options })
    imap.on('error', () => {})
    await imap.connect()
    onTestFinished(() => imap.close())
    return imap
  }

  test('knows its special folders and tells of a mail while nobody asks', async () => {
    const imap = await login()
    for (const name of ['IDLE', 'CONDSTORE', 'QRESYNC', 'SPECIAL-USE']) expect([...imap.capabilities.keys()]).toContain(name)
    const folders = (await imap.list()).map(({ path, specialUse }) => `${path} ${specialUse}`)
    expect(folders.sort()).toEqual(['Drafts \\Drafts', 'INBOX \\Inbox', 'Junk \\Junk', 'Sent \\Sent', 'Trash \\Trash'])

    await imap.mailboxOpen('INBOX')
    const news = once(imap, 'exists')
    const idle = imap.idle()
    await dovecot.deliver('ana', 'INBOX', ['Subject: now\r\n\r\nHello\r\n'])
    expect(await news).toMatchObject([{ path: 'INBOX', count: 1 }])
    await imap.logout()
    await idle
  })

  test('keeps the order, the time and the folder of delivered mails', async () => {
    const mails = Array.from({ length: 300 }, (_, at) => ({ raw: `Subject: ${at}\n\n`, receivedAt: Date.UTC(2025, 0, 1, 0, at) }))
    await dovecot.deliver('berta', 'Gelöschte Elemente/Año', mails)
    const imap = await login({ auth: { user: 'berta', pass: 'pw' } })
    await imap.mailboxOpen('Gelöschte Elemente/Año')
    const found = await imap.fetchAll('1:*', { envelope: true, internalDate: true })
    expect(found.map(mail => mail.envelope?.subject)).toEqual(mails.map((_, at) => String(at)))
    expect(found.map(mail => new Date(mail.internalDate ?? 0).getTime())).toEqual(mails.map(mail => mail.receivedAt))
  })

  test('is reached by STARTTLS and by TLS, with the certificate it says it has', async () => {
    expect((await login()).secureConnection).toBe(true)
    expect((await login({ port: dovecot.tlsPort, secure: true })).secureConnection).toBe(true)
    const socket = connectTls({ port: dovecot.tlsPort, host: dovecot.host, rejectUnauthorized: false })
    await once(socket, 'secureConnect')
    expect(socket.getPeerX509Certificate()?.fingerprint256).toBe(dovecot.certificate?.fingerprint)
    socket.destroy()
    await expect(login({ tls: {} })).rejects.toThrow('self-signed')
  })

  test('takes a changed password at once and no longer the old one', async () => {
    await dovecot.setPassword('carla', 'one')
    await login({ auth: { user: 'carla', pass: 'one' } })
    await dovecot.setPassword('carla', 'two')
    await login({ auth: { user: 'carla', pass: 'two' } })
    await expect(login({ auth: { user: 'carla', pass: 'one' } })).rejects.toMatchObject({ authenticationFailed: true })
  })

  test('comes back after a restart with the same mail, under new UIDs if wanted', async () => {
    const own = await startDovecot()
    onTestFinished(() => own.stop())
    await own.deliver('ana', 'INBOX', ['Subject: one\n\n', 'Subject: two\n\n'])
    const look = async () => {
      const imap = await login({}, own)
      const { uidValidity, exists } = await imap.mailboxOpen('INBOX')
      const ended = once(imap, 'close')
      return { uidValidity, exists, ended }
    }
    const first = await look()
    await own.restart({ whileDown: () => own.deliver('ana', 'INBOX', ['Subject: three\n\n']) })
    await first.ended
    const second = await look()
    expect(second).toMatchObject({ uidValidity: first.uidValidity, exists: 3 })
    await own.restart({ newUidValidity: true })
    const third = await look()
    expect(third.exists).toBe(3)
    expect(third.uidValidity).toBeGreaterThan(first.uidValidity)
  })

  test('can be a plainer server with other folders', async () => {
    const plain = await startDovecot({ capabilities: 'IMAP4rev1 UIDPLUS', folders: { Gesendet: '' } })
    onTestFinished(() => plain.stop())
    const imap = await login({}, plain)
    expect([...imap.capabilities.keys()].sort()).toEqual(['IMAP4rev1', 'UIDPLUS'])
    expect((await imap.list()).map(folder => folder.path)).toContain('Gesendet')
  })

  test('takes a token that the given address knows, and no other', async () => {
    const knows = createHttpServer((request, response) => {
      const active = new URL(request.url ?? '', 'http://localhost').searchParams.get('token') === 'good'
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ active, username: 'ana' }))
    })
    knows.listen(0, '127.0.0.1')
    await once(knows, 'listening')
    onTestFinished(() => void knows.close())
    const address = knows.address()
    const port = typeof address === 'object' ? address?.port : 0
    const own = await startDovecot({ introspection: `http://127.0.0.1:${port}/introspect` })
    onTestFinished(() => own.stop())
    await login({ auth: { user: 'ana', accessToken: 'good' } }, own)
    await expect(login({ auth: { user: 'ana', accessToken: 'bad' } }, own)).rejects.toMatchObject({ authenticationFailed: true })
  })
})

describe('Prosody', () => {
  let prosody: Prosody
  beforeAll(async () => {
    prosody = await startProsody()
    return () => prosody.stop()
  })

  /** Everything in the archive (XEP-0313), page by page. */
  async function archive(user: string): Promise<string[]> {
    const one = await prosody.connect(user)
    const texts: string[] = []
    one.on('stanza', stanza => {
      const text = stanza.getChild('result')?.getChild('forwarded')?.getChild('message')?.getChildText('body')
      if (text) texts.push(text)
    })
    for (let after: string | null | undefined; after !== null; ) {
      const page = xml(
        'set',
        { xmlns: 'http://jabber.org/protocol/rsm' },
        xml('max', {}, '50'),
        ...(after ? [xml('after', {}, after)] : []),
      )
      const answer = await one.iqCaller.request(xml('iq', { type: 'set' }, xml('query', { xmlns: 'urn:xmpp:mam:2' }, page)))
      const fin = answer.getChild('fin')
      after = fin?.attrs.complete === 'true' ? null : (fin?.getChild('set')?.getChildText('last') ?? null)
    }
    await one.stop()
    return texts
  }

  test('delivers a message to who is online', async () => {
    const berta = await prosody.connect('berta')
    onTestFinished(async () => void (await berta.stop()))
    await berta.send(xml('presence'))
    const message = new Promise(resolve => berta.on('stanza', stanza => stanza.is('message') && resolve(stanza.getChildText('body'))))
    await prosody.send('ana', 'berta', ['Hello'])
    expect(await message).toBe('Hello')
  })

  test('keeps a thousand messages for who is away, over a restart', async () => {
    prosody.register('carla.b', 'pw')
    const texts = Array.from({ length: 1000 }, (_, at) => `message ${at}`)
    const ids = await prosody.send('ana', 'carla.b', texts)
    expect(new Set(ids).size).toBe(1000)
    await prosody.restart()
    expect(await archive('carla.b')).toEqual(texts)
  })

  test('offers TLS when told to', async () => {
    const own = await startProsody({ tls: true })
    onTestFinished(() => own.stop())
    await expect(own.send('ana', 'berta', ['Hello'])).rejects.toThrow('self-signed')
  })
})

describe('PostgreSQL and Kamailio', () => {
  let postgres: Postgres
  let kamailio: Kamailio
  beforeAll(async () => {
    postgres = await startPostgres()
    kamailio = await startKamailio(postgres)
    return async () => {
      await kamailio.stop()
      await postgres.stop()
    }
  })

  test('a database is empty, keeps what it is given over a restart, and refuses a wrong password', async () => {
    const own = await startPostgres()
    onTestFinished(() => own.stop())
    await ask(own.url, 'CREATE TABLE one (a int); INSERT INTO one VALUES (1)')
    expect(await ask(await own.database(), `SELECT to_regclass('one') AS one`)).toEqual([{ one: null }])
    const client = new Client(own.url)
    await client.connect()
    const ended = new Promise(resolve => client.on('error', resolve))
    await own.restart()
    await ended
    expect(await ask(own.url, 'SELECT a FROM one')).toEqual([{ a: 1 }])
    const wrong = new URL(own.url)
    wrong.password = 'wrong'
    await expect(ask(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed')
  })

  test('every call leaves its record', async () => {
    const ends = [
      { from: '+4930123456', to: '201', outcome: 'answered', seconds: 1, code: undefined },
      { from: '201', to: '+14155550123', outcome: 'busy', seconds: 0, code: '486' },
      { from: '+34600111222', to: '202', outcome: 'missed', seconds: 0, code: '487' },
    ] as const
    for (const { code, ...call } of ends) {
      const began = Date.now()
      const id = await kamailio.call(call)
      const most = (Date.now() - began) / 1000 + 1
      const [record] = await ask(kamailio.url, 'SELECT src_user, dst_user, round(duration) AS seconds FROM acc_cdrs WHERE callid = $1', [
        id,
      ])
      expect(record).toMatchObject({ src_user: call.from, dst_user: call.to })
      expect(record?.seconds).toBeGreaterThanOrEqual(call.seconds)
      expect(record?.seconds).toBeLessThan(call.seconds === 0 ? 1 : most)
      const missed = await ask(kamailio.url, 'SELECT sip_code, src_user FROM missed_calls WHERE callid = $1', [id])
      expect(missed).toEqual(code === undefined ? [] : [{ sip_code: code, src_user: call.from }])
    }
  })

  test('several calls at a time are several records', async () => {
    const ids = await Promise.all(['1', '2', '3', '4'].map(from => kamailio.call({ from, to: '203', outcome: 'answered' })))
    const records = await ask(kamailio.url, `SELECT callid FROM acc_cdrs WHERE dst_user = '203'`)
    expect(records.map(one => one.callid).sort()).toEqual(ids.sort())
  })
})

describe('the proxy', () => {
  /** A server that says a thousand bytes and echoes what it hears, behind a proxy. */
  const greeting = Buffer.from(Array.from({ length: 1000 }, (_, at) => at % 251))

  async function network(): Promise<{ proxy: FaultyNetwork; dial: () => Line }> {
    const server = createServer(socket => {
      socket.on('error', () => {})
      socket.write(greeting)
      socket.pipe(socket)
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const proxy = await startProxy(typeof address === 'object' && address ? address.port : 0)
    onTestFinished(async () => {
      await proxy.stop()
      server.close()
    })
    return { proxy, dial: () => line(connect({ port: proxy.port, host: proxy.host })) }
  }

  interface Line {
    socket: Socket
    heard: () => Buffer
    /** Resolves when so many bytes were heard. */
    hears: (count: number) => Promise<Buffer>
    /** Resolves with the error's code when the connection is over. */
    over: Promise<string>
  }

  function line(socket: Socket): Line {
    const parts: Buffer[] = []
    const heard = () => Buffer.concat(parts)
    let code = 'end'
    socket.on('data', part => parts.push(Buffer.from(part)))
    socket.on('error', error => {
      code = 'code' in error ? String(error.code) : error.message
    })
    const over = new Promise<string>(resolve => socket.once('close', () => resolve(code)))
    onTestFinished(() => void socket.destroy())
    return {
      socket,
      heard,
      over,
      hears: async count => {
        while (heard().length < count) await once(socket, 'data')
        return heard()
      },
    }
  }

  test('passes everything on, counts it, and lets an end be an end', async () => {
    const { proxy, dial } = await network()
    const one = dial()
    one.socket.end('hello')
    expect(await one.over).toBe('end')
    expect(one.heard()).toEqual(Buffer.concat([greeting, Buffer.from('hello')]))
    expect(proxy.bytes).toEqual({ toClient: 1005, toServer: 5 })
    expect(proxy.connections.total).toBe(1)
  })

  test('cuts each connection at its byte, then holds', async () => {
    const { proxy, dial } = await network()
    proxy.fault({ kind: 'cut', after: [300, 1, 999] })
    for (const after of [300, 1, 999]) {
      const one = dial()
      expect(await one.over).toBe('ECONNRESET')
      expect(one.heard().length).toBeLessThanOrEqual(after)
    }
    expect(proxy.bytes.toClient).toBe(1300)
    expect(await dial().hears(1000)).toEqual(greeting)
  })

  test('cuts what is open', async () => {
    const { proxy, dial } = await network()
    const [one, two] = [dial(), dial()]
    await Promise.all([one.hears(1000), two.hears(1000)])
    proxy.cut()
    expect(await Promise.all([one.over, two.over])).toEqual(['ECONNRESET', 'ECONNRESET'])
  })

  test('goes deaf in the middle and tells nobody', async () => {
    const { proxy, dial } = await network()
    proxy.fault({ kind: 'half-open', after: 400 })
    const one = dial()
    expect(await one.hears(400)).toEqual(greeting.subarray(0, 400))
    one.socket.write('anybody there?')
    proxy.fault({ kind: 'none' })
    // A connection made later passes it: what came until now is all that comes.
    await dial().hears(1000)
    expect(one.heard().length).toBe(400)
    expect(one.socket.closed).toBe(false)
    expect(proxy.bytes.toServer).toBe(0)
  })

  test('passes everything byte by byte', async () => {
    const { proxy, dial } = await network()
    proxy.fault({ kind: 'byte-by-byte' })
    const one = dial()
    one.socket.write('hello')
    expect(await one.hears(1005)).toEqual(Buffer.concat([greeting, Buffer.from('hello')]))
  })

  test('dribbles, and comes late', async () => {
    const { proxy, dial } = await network()
    proxy.fault({ kind: 'slow-loris', ms: 20 })
    const slow = dial()
    const start = performance.now()
    await slow.hears(6)
    expect(performance.now() - start).toBeGreaterThan(90)
    expect(slow.heard().length).toBeLessThan(1000)
    proxy.fault({ kind: 'delay', ms: 150 })
    const late = dial()
    const began = performance.now()
    expect(await late.hears(1000)).toEqual(greeting)
    expect(performance.now() - began).toBeGreaterThan(140)
  })

  test('puts garbage in between', async () => {
    const { proxy, dial } = await network()
    const bytes = Buffer.from([0, 255, 13, 10])
    proxy.fault({ kind: 'garbage', after: 500, bytes })
    expect(await dial().hears(1004)).toEqual(Buffer.concat([greeting.subarray(0, 500), bytes, greeting.subarray(500)]))
  })

  test('stands still and goes on without a loss', async () => {
    const { proxy, dial } = await network()
    const one = dial()
    await one.hears(1000)
    proxy.pause()
    one.socket.write('hello')
    // Comes through another way: the time for the paused one to show it leaks.
    await network().then(other => other.dial().hears(1000))
    expect(one.heard().length).toBe(1000)
    proxy.resume()
    expect((await one.hears(1005)).subarray(1000).toString()).toBe('hello')
  })

  test('refuses, and takes calls again on the same port', async () => {
    const { proxy, dial } = await network()
    const before = dial()
    await before.hears(1000)
    await proxy.refuse()
    expect(await dial().over).toBe('ECONNREFUSED')
    before.socket.write('still here')
    await before.hears(1010)
    await proxy.accept()
    expect(await dial().hears(1000)).toEqual(greeting)
  })
})

test('nothing is left of a server that was stopped', async () => {
  const prosody = await startProsody()
  const client = await prosody.connect('ana')
  const over = new Promise(resolve => client.once('disconnect', resolve))
  await prosody.stop()
  await over
  const socket = connect(prosody.port, prosody.host)
  const [error] = await once(socket, 'error')
  expect(error).toMatchObject({ code: 'ECONNREFUSED' })
})
