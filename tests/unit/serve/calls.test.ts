import { expect, test } from 'vitest'
import { CallDoor } from '../../../electron/serve/calls.ts'
import { ask, callToken, type Site, site } from './site.ts'

const tell = (here: Site, body: string, headers: Record<string, string> = {}, method = 'POST') =>
  ask(here, '/call', { method, body, headers: { authorization: `Bearer ${callToken}`, ...headers } })

test('a phone with the token tells of a call, as a form or as JSON', async () => {
  const here = await site()
  expect((await tell(here, 'from=+34600111222&state=ringing')).status).toBe(204)
  expect((await tell(here, '{"from":"+34600111222"}', { 'content-type': 'application/json' })).status).toBe(204)
  expect((await tell(here, '{"from":', { 'content-type': 'application/json' })).status).toBe(400)
  expect((await tell(here, 'state=ringing')).status).toBe(400)
  expect((await tell(here, `from=${'1'.repeat(5000)}`)).status).toBe(413)
  expect((await tell(here, '', {}, 'PUT')).status).toBe(405)
  expect((await ask(here, '/call?from=1')).status).toBe(405)
})

test('no page of a browser may, not even our own, and no name that was pointed here', async () => {
  const here = await site()
  expect((await tell(here, 'from=1', { origin: 'http://evil.example' })).status).toBe(403)
  expect((await tell(here, 'from=1', { origin: here.origin })).status).toBe(403)
  expect((await tell(here, 'from=1', { host: 'evil.example' })).status).toBe(421)
})

test('a wrong token is refused, and soon nothing is heard any more', async () => {
  const here = await site()
  expect((await ask(here, '/call', { method: 'POST', body: 'from=1' })).status).toBe(401)
  for (let i = 1; i < 20; i++) expect((await tell(here, 'from=1', { authorization: `Bearer ${'d'.repeat(43)}` })).status).toBe(401)
  expect((await tell(here, 'from=1')).status).toBe(429)
})

test('more than a busy switchboard says in a minute is too much', async () => {
  const here = await site()
  const codes = []
  for (let i = 0; i < 245; i++) codes.push((await tell(here, 'from=600111222')).status)
  expect(codes.indexOf(429)).toBe(240)
})

test('without an open workspace it says so', async () => {
  const door = new CallDoor({ call: async () => 'locked' }, Date.now)
  const { createServer } = await import('node:http')
  const server = createServer((request, response) => {
    door.answer(request).then(({ status }) => response.writeHead(status).end())
  }).listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const { status } = await fetch(`http://127.0.0.1:${port}/call`, {
    method: 'POST',
    headers: { authorization: `Bearer ${callToken}` },
    body: 'from=1',
  })
  server.close()
  expect(status).toBe(503)
})
