import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { os } from '@orpc/server'
import { onTestFinished } from 'vitest'
import type { CallSignal } from '#shared/model/call.ts'
import { openLog } from '../../../electron/platform/log.ts'
import { type Running, serve } from '../../../electron/serve/http.ts'

export const documentBody = '<p>a mail</p>'

/** The one token that may tell of calls. */
export const callToken = 'c'.repeat(43)

export interface Site {
  running: Running
  /** Data folder. */
  folder: string
  origin: string
  host: string
  code: string
}

/** A built window of three files and a contract of one call, served on a free port until the test is over. */
export async function site(): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'hilo-serve-'))
  const root = join(folder, 'built')
  mkdirSync(join(root, 'assets'), { recursive: true })
  writeFileSync(join(root, 'index.html'), '<meta property="csp-nonce" nonce="HILO-NONCE"><script src="/assets/index-1a.js"></script>')
  writeFileSync(join(root, 'assets', 'index-1a.js'), 'start()')
  writeFileSync(join(folder, 'secret.json'), '{"salt":"..."}')
  const log = openLog(folder)
  const app = {
    call: async (_signal: CallSignal, token?: string) => (token === callToken ? ('taken' as const) : ('refused' as const)),
    survey: async () => undefined,
    router: {
      double: os.handler(({ input }) => Number(input) * 2),
      fail: os.handler(({ input }) => {
        throw new RangeError(`no ${input}`)
      }),
    },
    async document(path: string) {
      if (path === '/doc/broken') throw new TypeError(`cannot show ${documentBody}`)
      if (path !== '/doc/once') return undefined
      return {
        status: 200,
        headers: { 'content-type': 'text/html', 'content-security-policy': 'sandbox' },
        body: Buffer.from(documentBody),
      }
    },
  }
  const running = await serve({ app, folder, root, port: 0, log })
  onTestFinished(async () => {
    await running.close()
    rmSync(folder, { recursive: true })
  })
  const { origin, host, hash } = new URL(running.address())
  return { running, folder, origin, host, code: hash.replace('#code=', '') }
}

export interface Reply {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

/** A request with exactly these headers and this path: `fetch` would tidy both up. */
export function ask(
  site: Site,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Reply> {
  const { hostname, port } = new URL(site.origin)
  return new Promise((resolve, reject) => {
    const sent = request(
      { hostname, port, path, method: options.method ?? 'GET', headers: { host: site.host, ...options.headers } },
      response => {
        const chunks: Buffer[] = []
        response.on('data', chunk => chunks.push(chunk))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString('utf8') }),
        )
      },
    )
    sent.on('error', reject)
    sent.end(options.body)
  })
}

/** The code and the token it opened the session with are in the reply beside what the server said. */
export async function openSession(
  site: Site,
  code = new URL(site.running.address()).hash.replace('#code=', ''),
  token = randomBytes(32).toString('base64url'),
): Promise<Reply & { code: string; token: string }> {
  const reply = await ask(site, '/session', { method: 'POST', headers: { origin: site.origin }, body: `${code} ${token}` })
  return { ...reply, code, token }
}
