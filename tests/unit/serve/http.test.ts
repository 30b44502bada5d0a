import { expect, test } from 'vitest'
import { ask, documentBody, openSession, site } from './site.ts'

test('the window comes with a policy that allows nothing from elsewhere and no inline script or style', async () => {
  const here = await site()
  const { status, headers, body } = await ask(here, '/')
  expect(status).toBe(200)
  const policy = String(headers['content-security-policy'])
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self';")
  expect(policy).toContain(`connect-src 'self' ws://${here.host}`)
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe')
  expect(headers).toMatchObject({
    'cache-control': 'no-store',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  })
  const nonce = /nonce="([^"]+)"/.exec(body)?.[1]
  expect(policy).toContain(`'nonce-${nonce}'`)
  expect((await ask(here, '/')).body).not.toBe(body)
})

test('hashed files may be kept for ever', async () => {
  const { headers, body } = await ask(await site(), '/assets/index-1a.js')
  expect(body).toBe('start()')
  expect(headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
  })
})

test('a document brings its own policy', async () => {
  const { headers, body } = await ask(await site(), '/doc/once')
  expect(body).toBe(documentBody)
  expect(headers).toMatchObject({ 'content-security-policy': 'sandbox', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
})

test.each([
  '/../secret.json',
  '/%2e%2e/secret.json',
  '/..%2fsecret.json',
  '/assets/..%2f..%2f..%2fsecret.json',
  '/..%5csecret.json',
  '/%2e%2e%2fsecret.json%00.html',
  '//etc/passwd',
  '/%ff',
  '/assets',
  '/doc/another',
])('%s is not found', async path => {
  const { status, body } = await ask(await site(), path)
  expect(status).toBe(404)
  expect(body).toBe('not found\n')
})

test.each(['evil.example', 'localhost', '127.0.0.1', '[::1]'])(
  'a name that somebody pointed at this machine (%s) gets nothing',
  async host => {
    const here = await site()
    for (const path of ['/', '/doc/once', '/session']) expect((await ask(here, path, { headers: { host } })).status).toBe(421)
  },
)

test('a launch code opens a session; a wrong one, or one from another page, does not', async () => {
  const here = await site()
  expect((await openSession(here)).status).toBe(204)
  expect((await openSession(here, here.code, 'short')).status).toBe(403)
  expect((await openSession(here, 'guess')).status).toBe(403)
  expect((await openSession(here, 'x'.repeat(100_000))).status).toBe(413)
  expect((await ask(here, '/session', { method: 'POST', body: here.code })).status).toBe(403)
  expect((await ask(here, '/session', { method: 'POST', body: here.code, headers: { origin: 'http://evil.example' } })).status).toBe(403)
  expect((await ask(here, '/session')).status).toBe(405)
})

test('an address lets one window in, also when it is reloaded before it heard so, and is followed by the next', async () => {
  const here = await site()
  const shown: string[] = []
  here.running.showAddresses(address => shown.push(new URL(address).hash.replace('#code=', '')))
  const { token } = await openSession(here, shown[0])
  expect((await openSession(here, shown[0], token)).status).toBe(204)
  expect((await openSession(here, shown[0])).status).toBe(403)
  expect((await openSession(here, shown[1])).status).toBe(204)
  expect(new Set(shown).size).toBe(3)
})

test('guessing is stopped after a few tries', async () => {
  const here = await site()
  for (let i = 0; i < 20; i++) expect((await openSession(here, `guess ${i}`)).status).toBe(403)
  expect((await openSession(here, 'guess')).status).toBe(429)
  expect((await openSession(here)).status).toBe(429)
})
