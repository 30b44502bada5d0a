import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { shortBody } from '../../../electron/serve/short-body.ts'
import { ask, callToken, openSession, type Site, site } from '../serve/site.ts'

/** Says exactly these bytes to the server and gives all that it answers until it closes the connection. */
async function raw(here: Site, bytes: string): Promise<string> {
  const socket = await open(here)
  let heard = ''
  socket.on('data', chunk => {
    heard += chunk
  })
  socket.write(bytes)
  await new Promise(resolve => socket.once('close', resolve))
  return heard
}

async function open(here: Site): Promise<Socket> {
  const socket = connect(Number(new URL(here.origin).port), '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, 'connect')
  return socket
}

const head = (here: Site, more: string, method = 'POST', path = '/session'): string =>
  `${method} ${path} HTTP/1.1\r\nHost: ${here.host}\r\nOrigin: ${here.origin}\r\n${more}\r\n`

test('every route, found or not, says that nothing may sniff, frame, keep or share it', async () => {
  const here = await site()
  const routes = [
    '/',
    '/doc/once',
    '/doc/none',
    '/doc/broken',
    '/session',
    '/upload',
    '/call',
    '/survey/x',
    '/survey/',
    '/assets/none.js',
    '/%ff',
    '/a?b#c',
    '//',
    '/\\',
  ]
  for (const path of routes) {
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PATCH', 'PROPFIND']) {
      const { status, headers } = await ask(here, path, {
        method,
        headers: { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' },
      })
      const told = `${method} ${path} ${status}`
      expect([told, headers['x-content-type-options'], headers['cache-control'], headers['referrer-policy']]).toEqual([
        told,
        'nosniff',
        'no-store',
        'no-referrer',
      ])
      expect([told, headers['cross-origin-resource-policy']]).toEqual([told, 'same-origin'])
      expect(Object.keys(headers).filter(name => /^access-control|^set-cookie|^server$|^x-powered/.test(name))).toEqual([])
      if (/html/.test(String(headers['content-type'])))
        expect(String(headers['content-security-policy'])).toMatch(/frame-ancestors|sandbox/)
      if (!['GET', 'HEAD'].includes(method)) expect([told, status >= 400]).toEqual([told, true])
    }
  }
})

test('what two readers would take for different requests is taken for none', async () => {
  const here = await site()
  const smuggled = `GET /doc/once HTTP/1.1\r\nHost: ${here.host}\r\n\r\n`
  const forms = [
    'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n',
    'Content-Length: 4\r\nContent-Length: 5\r\n',
    'Transfer-Encoding: chunked, identity\r\n',
    'Transfer-Encoding : chunked\r\n',
    'Content-Length: +4\r\n',
    'Content-Length: 0x4\r\n',
    'X: a\0b\r\n',
    'X: a\rb\r\n',
    `Host: ${here.host}\r\n`,
    `X: ${'a'.repeat(100_000)}\r\n`,
  ]
  for (const form of forms) {
    const heard = await raw(here, head(here, form) + smuggled)
    expect([form.slice(0, 60), heard.match(/^HTTP\/1\.1 (\d+)/)?.[1]]).toEqual([form.slice(0, 60), expect.stringMatching(/^4\d\d$/)])
    expect(heard).not.toContain('a mail')
  }
  // A body longer than it says, or that a route refuses unread, is not the next request either.
  expect(await raw(here, `${head(here, 'Content-Length: 300\r\n')}${'x'.repeat(220)}${smuggled}`)).not.toContain('a mail')
})

test('many who say nothing keep nobody out for long', async () => {
  const here = await site()
  const silent = await Promise.all(Array.from({ length: 300 }, () => open(here)))
  expect((await openSession(here)).status).toBe(204)
  // One more than all that are let in is sent away, not kept.
  const more = await Promise.all(Array.from({ length: 300 }, () => open(here)))
  await expect.poll(() => more.filter(({ closed }) => closed).length).toBeGreaterThan(50)
  for (const socket of [...silent, ...more]) socket.destroy()
  await expect.poll(async () => (await openSession(here)).status).toBe(204)
})

test('a body that never ends is waited for a while, and its connection closed', async () => {
  const { promise: waited, resolve } = Promise.withResolvers<string>()
  const server = createServer(request => {
    shortBody(request, 100, 50).then(
      () => resolve('read'),
      () => resolve('given up'),
    )
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const bound = server.address()
  const sent = request({ port: typeof bound === 'object' ? bound?.port : 0, method: 'POST' }).on('error', () => {})
  sent.write('half')
  expect(await waited).toBe('given up')
  await new Promise(closed => sent.once('close', closed))
  server.close()
})

test('keys of every object do nothing in a form or in JSON', async () => {
  const here = await site()
  const tell = (body: string, type: string) =>
    ask(here, '/call', { method: 'POST', body, headers: { authorization: `Bearer ${callToken}`, 'content-type': type } })
  const forms = [
    '__proto__=1&from=1',
    'constructor=1&from=1',
    '__proto__[polluted]=1&from=1',
    'constructor.prototype.polluted=1&from=1',
    'toString=1&from=1',
  ]
  for (const form of forms) expect((await tell(form, 'application/x-www-form-urlencoded')).status).toBe(204)
  for (const key of ['__proto__', 'constructor', 'prototype']) {
    expect((await tell(`{"from":"1","${key}":{"polluted":1,"prototype":{"polluted":1}}}`, 'application/json')).status).toBe(204)
  }
  expect((await tell('{"__proto__":{"from":"1"}}', 'application/json')).status).toBe(400)
  expect(Reflect.get({}, 'polluted')).toBeUndefined()
})

test('no code, token or path that was asked for is in a log', async () => {
  const here = await site()
  const { token, code } = await openSession(here)
  await ask(here, `/doc/broken?token=${token}`, { headers: { authorization: `Bearer ${token}` } })
  await ask(here, '/doc/once', { headers: { referer: `${here.origin}/#code=${code}` } })
  const logs = readdirSync(join(here.folder, 'logs')).map(name => readFileSync(join(here.folder, 'logs', name), 'utf8'))
  expect(logs.join()).toContain('request')
  for (const secret of [token, code, callToken, '/doc/']) expect(logs.filter(log => log.includes(secret))).toEqual([])
})
