import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { serveOrigin } from '../../../electron/shell/protocol.ts'
import { protocol } from './fakes/fake-electron.ts'

vi.mock('electron', () => import('./fakes/fake-electron.ts'))

const folder = mkdtempSync(join(tmpdir(), 'hilo-protocol-'))
mkdirSync(join(folder, 'renderer', 'assets'), { recursive: true })
writeFileSync(join(folder, 'renderer', 'index.html'), '<meta property="csp-nonce" nonce="HILO-NONCE">')
writeFileSync(join(folder, 'renderer', 'assets', 'a.js'), 'start()')
writeFileSync(join(folder, 'secret.json'), 'secret')
afterAll(() => rmSync(folder, { recursive: true }))

serveOrigin(
  {
    router: {},
    document: async path =>
      path === '/doc/1' ? { status: 200, headers: { 'content-security-policy': 'sandbox' }, body: Buffer.from('mail') } : undefined,
  },
  join(folder, 'renderer'),
)

async function get(url: string, method = 'GET'): Promise<Response> {
  const response = await protocol.handlers.get('app')?.(new Request(url, { method }))
  if (!response) throw new Error('nobody handles app://')
  return response
}

test('the window is served with the policy that the browser gets, without any connection', async () => {
  const response = await get('app://hilo/')
  expect(response.status).toBe(200)
  expect(response.headers.get('content-security-policy')).toContain("connect-src 'self';")
  expect(response.headers.get('content-security-policy')).not.toContain('unsafe')
  expect(await (await get('app://hilo/assets/a.js')).text()).toBe('start()')
})

test('documents come with their own policy', async () => {
  const response = await get('app://hilo/doc/1')
  expect(response.headers.get('content-security-policy')).toBe('sandbox')
  expect(await response.text()).toBe('mail')
})

test.each([
  'app://hilo/../secret.json',
  'app://hilo/..%2fsecret.json',
  'app://hilo/%2e%2e%2fsecret.json',
  'app://hilo/assets/..%2f..%2fsecret.json',
  'app://hilo/..%5csecret.json',
  'app://hilo//etc/passwd',
  'app://hilo/secret.json%00.html',
  'app://hilo/doc/2',
  'app://other/',
  'app://hilo.evil/',
])('%s is not found', async url => {
  const response = await get(url)
  expect(response.status).toBe(404)
  expect(await response.text()).toBe('not found\n')
})

test('nothing can be sent', async () => {
  expect((await get('app://hilo/', 'POST')).status).toBe(404)
})
