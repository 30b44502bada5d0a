import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { ask, openSession, type Site, site } from './site.ts'

/** Calls in oRPC's wire format (@orpc/standard-server-peer, encodeRequestMessage); answers with the raw reply. */
async function call(socket: WebSocket, name: 'double' | 'fail', json: unknown): Promise<string> {
  const reply = once(socket, 'message')
  socket.send(JSON.stringify({ i: '1', p: { u: `http://orpc/${name}`, b: { json } } }))
  return String((await reply)[0])
}

interface Knock {
  token?: string
  origin?: string
  host?: string
}

/** Answers with the open socket, or with the HTTP status that refused it. */
async function knock(here: Site, { token, origin, host }: Knock): Promise<WebSocket | number> {
  const socket = new WebSocket(here.origin.replace('http', 'ws'), token === undefined ? [] : [`hilo.${token}`], {
    headers: { host: host ?? here.host, ...(origin && { origin }) },
  })
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket))
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
    socket.once('error', reject)
  })
}

test('a window with a session calls the contract', async () => {
  const here = await site()
  const counts: number[] = []
  here.running.onWindows(count => counts.push(count))
  const socket = await knock(here, { token: (await openSession(here)).token, origin: here.origin })
  if (typeof socket === 'number') throw new Error(`refused: ${socket}`)
  expect(JSON.parse(await call(socket, 'double', 21))).toMatchObject({ p: { b: { json: 42 } } })
  socket.close()
  await once(socket, 'close')
  await expect.poll(() => counts).toEqual([1, 0])
})

test('what fails is in the log as a code, when it began and ended too; no token, code or text of anybody ever is', async () => {
  const here = await site()
  const { code, token } = await openSession(here)
  const socket = await knock(here, { token, origin: here.origin })
  if (typeof socket === 'number') throw new Error(`refused: ${socket}`)
  expect(await call(socket, 'fail', 'Quiero cancelar')).not.toContain('Quiero')
  expect((await ask(here, '/doc/broken')).status).toBe(500)
  await here.running.close()
  const log = readFileSync(join(here.folder, 'logs', 'hilo.log'), 'utf8')
  expect(log).toMatch(/ info start version=[\d.]+ node=[\d.]+ system=\w+ arch=\w+\n/)
  expect(log).toMatch(/ error call error=RangeError at=site\.ts:\d+:\d+.*\n/)
  expect(log).toMatch(/ error request error=TypeError at=site\.ts:\d+:\d+.*\n/)
  expect(log).toMatch(/ info stop\n$/)
  for (const secret of [token, code, 'Quiero', 'a mail']) expect(log).not.toContain(secret)
})

test('without token, from another page or under another name the socket stays shut', async () => {
  const here = await site()
  const { origin } = here
  const token = (await openSession(here)).token
  expect(await knock(here, { origin })).toBe(401)
  expect(await knock(here, { origin, token: here.code })).toBe(401)
  expect(await knock(here, { token })).toBe(403)
  expect(await knock(here, { token, origin: 'http://evil.example' })).toBe(403)
  expect(await knock(here, { token, origin: 'null' })).toBe(403)
  expect(await knock(here, { token, origin, host: 'evil.example' })).toBe(421)
})

test('a broken frame closes that window and harms no other', async () => {
  const here = await site()
  const token = (await openSession(here)).token
  const broken = await knock(here, { token, origin: here.origin })
  const other = await knock(here, { token, origin: here.origin })
  if (typeof broken === 'number' || typeof other === 'number') throw new Error('refused')
  const closed = once(broken, 'close')
  broken.send('x'.repeat(5 * 1024 * 1024))
  await closed
  expect(JSON.parse(await call(other, 'double', 2))).toMatchObject({ p: { b: { json: 4 } } })
})

test('no frame that a window sends ends anything but its own connection, or reaches what every object has', async () => {
  const here = await site()
  const polluting = [
    [1, '__proto__', 'polluted'],
    [0, 'constructor', 'prototype', 'polluted'],
  ]
  const frames = [
    '{',
    `{"i":"1","p":{"u":"http://orpc/double","b":{"json":${'['.repeat(5000)}${']'.repeat(5000)}}}}`,
    ...['__proto__', 'constructor', 'toString', '__proto__/constructor', 'double/~orpc/handler', 'double/constructor'].map(
      path => `{"i":"1","p":{"u":"http://orpc/${path}","b":{"json":1}}}`,
    ),
    ...polluting.map(
      meta => `{"i":"1","p":{"u":"http://orpc/double","b":{"json":{"__proto__":{"polluted":"1"}},"meta":[${JSON.stringify(meta)}]}}}`,
    ),
    '{"__proto__":{"polluted":1},"i":"1","p":{"__proto__":{"polluted":1},"u":"http://orpc/double","b":{"json":1}}}',
  ]
  const { token } = await openSession(here)
  for (const frame of frames) {
    const socket = await knock(here, { token, origin: here.origin })
    if (typeof socket === 'number') throw new Error(`refused: ${socket}`)
    socket.send(frame)
    socket.ping()
    // It was taken in: what follows it is answered, or nobody is there any more.
    await Promise.race([once(socket, 'pong'), once(socket, 'close')])
    socket.terminate()
  }
  const socket = await knock(here, { token, origin: here.origin })
  if (typeof socket === 'number') throw new Error(`refused: ${socket}`)
  expect(JSON.parse(await call(socket, 'double', 21))).toMatchObject({ p: { b: { json: 42 } } })
  socket.close()
  expect([Object.keys(Object.prototype), Reflect.get({}, 'polluted')]).toEqual([[], undefined])
})
