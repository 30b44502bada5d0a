import { once } from 'node:events'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { openSession, type Site, site } from './site.ts'

/** Calls `double` in oRPC's wire format (@orpc/standard-server-peer, encodeRequestMessage); answers with the raw reply. */
async function double(socket: WebSocket, number: number): Promise<string> {
  const reply = once(socket, 'message')
  socket.send(JSON.stringify({ i: '1', p: { u: 'http://orpc/double', b: { json: number } } }))
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
  expect(JSON.parse(await double(socket, 21))).toMatchObject({ p: { b: { json: 42 } } })
  socket.close()
  await once(socket, 'close')
  await expect.poll(() => counts).toEqual([1, 0])
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
  expect(JSON.parse(await double(other, 2))).toMatchObject({ p: { b: { json: 4 } } })
})
