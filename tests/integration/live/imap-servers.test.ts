import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { SourceError } from '../../../electron/connectors/source-error.ts'
import { contextOf } from './collect.ts'
import { collect, collectHastily, givenAt, mail, quickImap } from './imap-world.ts'

type Answer = (tag: string, rest: string, socket: Socket) => string | undefined

/** How a server of the plainest sort answers, by command: one folder with one mail. */
const plainest: Record<string, Answer> = {
  CAPABILITY: tag => `* CAPABILITY IMAP4rev1\r\n${tag} OK done\r\n`,
  LOGIN: tag => `${tag} OK in\r\n`,
  LIST: (tag, rest) => `* LIST () "/" ${rest.startsWith('"" ""') ? '""' : 'INBOX'}\r\n${tag} OK done\r\n`,
  LSUB: tag => `${tag} OK done\r\n`,
  STATUS: tag => `* STATUS INBOX (MESSAGES 1 UIDNEXT 8 UIDVALIDITY 3)\r\n${tag} OK done\r\n`,
  EXAMINE: tag => `* 1 EXISTS\r\n* OK [UIDVALIDITY 3] ok\r\n* OK [UIDNEXT 8] ok\r\n${tag} OK [READ-ONLY] open\r\n`,
  'UID SEARCH': tag => `* SEARCH 7\r\n${tag} OK done\r\n`,
  'UID FETCH': tag => {
    const source = mail('one')
    return `* 1 FETCH (UID 7 INTERNALDATE "03-Mar-2025 10:00:00 +0100" BODY[]<0> {${source.length}}\r\n${source})\r\n${tag} OK done\r\n`
  },
  NOOP: tag => `${tag} OK done\r\n`,
}

/** A server that speaks from a script, for what Dovecot cannot be made to say. An answer of undefined: silence. */
async function startScripted(odd: Record<string, Answer>, greeting = '* OK ready\r\n') {
  const answers = { ...plainest, ...odd }
  const server = createServer(socket => {
    let text = ''
    socket.on('error', () => {})
    socket.write(greeting)
    socket.on('data', chunk => {
      text += chunk
      for (let end = text.indexOf('\r\n'); end >= 0; end = text.indexOf('\r\n')) {
        const [, tag = '', command = '', rest = ''] = /^(\S+) ((?:UID )?\S+) ?(.*)$/.exec(text.slice(0, end)) ?? []
        text = text.slice(end + 2)
        const answer = answers[command.toUpperCase()]
        const said = answer ? answer(tag, rest, socket) : `${tag} BAD unknown\r\n`
        if (said !== undefined) socket.write(said)
      }
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const bound = server.address()
  return { port: bound !== null && typeof bound === 'object' ? bound.port : 0, stop: () => server.close() }
}

describe('servers that are not Dovecot', () => {
  it('reads the plainest server there can be, and sees its news', async () => {
    let count = 1
    const server = await startScripted({
      STATUS: tag => `* STATUS INBOX (MESSAGES ${count} UIDNEXT ${7 + count} UIDVALIDITY 3)\r\n${tag} OK done\r\n`,
      'UID SEARCH': tag => `* SEARCH 7${count > 1 ? ' 8' : ''}\r\n${tag} OK done\r\n`,
      'UID FETCH': (tag, rest) => {
        const uid = rest.startsWith('8') ? 8 : 7
        const source = mail(uid)
        return `* ${uid - 6} FETCH (UID ${uid} BODY[]<0> {${source.length}}\r\n${source})\r\n* ${uid - 6} FETCH (FLAGS (\\Seen))\r\n${tag} OK done\r\n`
      },
    })
    const run = collect(server.port).start()
    await run.until('live', so => so.live)
    count = 2
    await run.until('news', so => so.items.size === 2)
    await run.stop()
    expect([...run.items.keys()]).toEqual(['email 7@example.es', 'email 8@example.es'])
    expect(run.late).toEqual([])
    server.stop()
  })

  it('brings all mails but the one that the server cannot give, and asks for that one again next time', async () => {
    let mended = false
    const there = Array.from({ length: 40 }, (_, i) => i + 1)
    const server = await startScripted({
      STATUS: tag => `* STATUS INBOX (MESSAGES 40 UIDNEXT 41 UIDVALIDITY 3)\r\n${tag} OK done\r\n`,
      'UID SEARCH': (tag, rest) => {
        const [, from = 1] = /(\d+):\*/.exec(rest) ?? []
        const found = [...(rest.includes('17:17') ? [17] : []), ...(Number(from) > 40 ? [40] : there)]
        return `* SEARCH ${found.join(' ')}\r\n${tag} OK done\r\n`
      },
      'UID FETCH': (tag, rest) => {
        const [from = 0, to = 0] = (rest.split(' ')[0] ?? '').split(':').map(Number)
        const said = there.filter(uid => uid >= from && uid <= to)
        const broken = mended ? -1 : said.indexOf(17)
        const given = broken < 0 ? said : said.slice(0, broken)
        const bodies = given.map(uid => `* ${uid} FETCH (UID ${uid} BODY[]<0> {${mail(uid).length}}\r\n${mail(uid)})\r\n`)
        return `${bodies.join('')}${tag} ${broken < 0 ? 'OK done' : 'NO [SERVERBUG] Internal error'}\r\n`
      },
    })
    const run = collect(server.port).start()
    await run.until('live', so => so.live)
    await run.stop()
    expect(run.items.size).toBe(39)
    expect(run.problems).toEqual([{ file: 'INBOX/17', code: 'broken-message' }])
    mended = true
    run.start()
    await run.until('the last one', so => so.items.size === 40 && so.live)
    await run.stop()
    expect(run.repeated).toBe(0)
    server.stop()
  })

  it('says that it is alive while a mail takes its time', async () => {
    let finish = () => {}
    const server = await startScripted({
      'UID FETCH': (tag, _, socket) => {
        const source = mail('slow', 'x'.repeat(5000))
        finish = () => socket.write(`${source.slice(3000)})\r\n${tag} OK done\r\n`)
        return `* 1 FETCH (UID 7 BODY[]<0> {${source.length}}\r\n${source.slice(0, 3000)}`
      },
    })
    const stop = new AbortController()
    const said: string[] = []
    for await (const step of quickImap.read(contextOf(givenAt(server.port), undefined, stop.signal))) {
      said.push(step.type)
      if (step.type === 'live') break
      if (said.join() === 'alive,alive') finish()
    }
    // The first alive follows the first look at the folders, the next ones fill the wait.
    expect(said.filter(type => type !== 'alive')).toEqual(['batch', 'catching-up', 'live'])
    expect(said.indexOf('batch')).toBeGreaterThan(1)
    server.stop()
  })

  it('keeps to the time that a server asks for', async () => {
    const server = await startScripted({
      'UID FETCH': tag => `${tag} BAD Request is throttled. Suggested Backoff Time: 92415 milliseconds\r\n`,
    })
    const began = Date.now()
    const failed = await collect(server.port).start().failure()
    expect(failed).toMatchObject({ kind: 'retry', code: 'throttled' })
    const until = failed instanceof SourceError ? (failed.notBefore ?? 0) : 0
    expect(until).toBeGreaterThanOrEqual(began + 92_415)
    expect(until).toBeLessThanOrEqual(Date.now() + 92_415)
    server.stop()
  })

  it.each<[string, Record<string, Answer>, string | undefined, object]>([
    [
      'asks for a pause (Microsoft)',
      { 'UID FETCH': tag => `${tag} BAD Request is throttled. Suggested Backoff Time: 92415 milliseconds\r\n` },
      undefined,
      { kind: 'retry', code: 'throttled' },
    ],
    [
      'has too many connections of us',
      { LOGIN: tag => `${tag} NO [ALERT] Too many simultaneous connections. (Failure)\r\n` },
      undefined,
      { kind: 'retry', code: 'throttled' },
    ],
    ['says BYE at once', {}, '* BYE Too many connections from your address\r\n', { kind: 'retry', code: 'throttled' }],
    [
      'says BYE in the middle',
      {
        'UID FETCH': (_, __, socket) => {
          socket.end('* BYE Server shutting down.\r\n')
          return undefined
        },
      },
      undefined,
      { kind: 'retry', code: 'dropped', detail: 'Server shutting down.' },
    ],
    [
      'cannot log anyone in just now',
      { LOGIN: tag => `${tag} NO [UNAVAILABLE] Try later\r\n` },
      undefined,
      { kind: 'retry', code: 'server-said-no' },
    ],
    [
      'wants another kind of password',
      { LOGIN: tag => `${tag} NO [ALERT] Application-specific password required for ana@example.es\r\n` },
      undefined,
      { kind: 'attention', code: 'login-refused', detail: 'Application-specific password required for …' },
    ],
    ['refuses to search', { 'UID SEARCH': tag => `${tag} NO not now\r\n` }, undefined, { kind: 'retry', code: 'server-said-no' }],
    ['is no IMAP server', {}, 'HTTP/1.1 400 Bad Request\r\n\r\n', { kind: 'retry' }],
    ['falls silent', { 'UID FETCH': () => undefined }, undefined, { kind: 'retry', code: 'timed-out' }],
  ])('says what is the matter with a server that %s', async (_, odd, greeting, error) => {
    const server = await startScripted(odd, greeting)
    const silent = Object(error).code === 'timed-out' || greeting?.startsWith('HTTP')
    const run = (silent ? collectHastily : collect)(server.port).start()
    expect(await run.failure()).toMatchObject(error)
    server.stop()
  })
})
