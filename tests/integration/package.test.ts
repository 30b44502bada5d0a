import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { extractAll } from '@electron/asar'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import type { Client } from '../../shared/contract/index.ts'

const project = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'hilo-package-'))
const unpacked = join(folder, 'packages', 'linux-unpacked')
const app = join(folder, 'app')

/** What @electron/fuses looks for in Electron's program file: this, a version, how many there are, and one letter for each. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'

/** Files in the places where Electron has its own: its real ones are too large to be kept here. */
function standIn(): string {
  const electron = join(folder, 'electron')
  for (const name of ['locales', 'resources']) mkdirSync(join(electron, name), { recursive: true })
  const fuses = Buffer.concat([Buffer.from(sentinel), Buffer.from([1, 9]), Buffer.from('101100111')])
  writeFileSync(join(electron, 'electron'), fuses, { mode: 0o755 })
  const { version } = JSON.parse(readFileSync(join(project, 'node_modules', 'electron', 'package.json'), 'utf8'))
  writeFileSync(join(electron, 'version'), version)
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox', 'resources.pak', 'locales/en-US.pak', 'locales/fr.pak'])
    writeFileSync(join(electron, name), name)
  return electron
}

const files = (root: string, below = ''): string[] =>
  readdirSync(join(root, below), { withFileTypes: true }).flatMap(each =>
    each.isDirectory() ? files(root, join(below, each.name)) : [join(below, each.name)],
  )
const size = (root: string) => files(root).reduce((sum, file) => sum + statSync(join(root, file)).size, 0)

// What stands in for Electron has Linux's places.
if (process.platform === 'linux') {
  beforeAll(async () => {
    const args = [
      '--linux',
      'dir',
      `--${process.arch}`,
      `-c.electronDist=${standIn()}`,
      `-c.directories.output=${join(folder, 'packages')}`,
    ]
    await promisify(execFile)(process.execPath, ['scripts/package.mjs', ...args], { cwd: project, maxBuffer: 1 << 24 })
    extractAll(join(unpacked, 'resources', 'app.asar'), app)
  }, 240_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('the package holds what was built, the database for this system, and nothing else', () => {
    const native = `node_modules/better-sqlite3-multiple-ciphers/prebuilds/linux-${process.arch}.node`
    const held = files(app)
    expect(held.filter(file => file.endsWith('.node'))).toEqual([native])
    const known =
      /^(package\.json|out\/main\/[\w-]+\.c?js|out\/renderer\/(index\.html|favicon\.ico|assets\/[\w.-]+\.(js|css|svg|woff2|png)))$/
    const database = /^node_modules\/better-sqlite3-multiple-ciphers\/(package\.json|LICENSE|lib\/[\w/-]+\.js)$/
    expect(held.filter(file => !known.test(file) && !database.test(file) && file !== native)).toEqual([])
    for (const name of [
      'main.js',
      'hilo.js',
      'start.js',
      'preload.cjs',
      'store-worker.js',
      'ingest-worker.js',
      'sources-worker.js',
      'parse-worker.js',
    ])
      expect(held).toContain(`out/main/${name}`)
    expect(JSON.parse(readFileSync(join(app, 'package.json'), 'utf8'))).toMatchObject({
      name: 'hilo',
      main: 'out/main/main.js',
      type: 'module',
    })
    // Native code is loaded from a file of its own; an archive cannot hold it.
    expect(files(join(unpacked, 'resources', 'app.asar.unpacked'))).toContain(native)
    const mb = (bytes: number) => bytes / 2 ** 20
    process.stdout.write(
      `package: ${mb(size(app)).toFixed(1)} MB without Electron, of that ${mb(statSync(join(app, native)).size).toFixed(1)} MB the database\n`,
    )
    expect(mb(size(app))).toBeLessThan(20)
  })

  test('the languages, fuses, licences and the bill of materials are as they should be', () => {
    expect(readdirSync(join(unpacked, 'locales'))).toEqual(['en-US.pak'])
    const program = readFileSync(join(unpacked, 'hilo'), 'latin1')
    const fuses = program.slice(program.indexOf(sentinel) + sentinel.length + 2)
    // Run as Node 0, cookies encrypted 1, NODE_OPTIONS 0, inspect 0, archive checked 1, only from the archive 1, snapshot 0, file: privileges 0.
    expect(fuses.slice(0, 8)).toBe('01001100')
    const resources = join(unpacked, 'resources')
    const licences = readFileSync(join(resources, 'LICENSES.hilo.txt'), 'utf8')
    const bill = JSON.parse(readFileSync(join(resources, 'sbom.cdx.json'), 'utf8'))
    expect([bill.bomFormat, bill.specVersion]).toEqual(['CycloneDX', '1.6'])
    for (const name of ['better-sqlite3-multiple-ciphers', 'react', 'imapflow', 'yjs']) {
      expect(licences).toMatch(new RegExp(`^${name} \\d`, 'm'))
      expect(bill.components).toContainEqual(expect.objectContaining({ name, purl: expect.stringMatching(`^pkg:npm/${name}@`) }))
    }
  })

  test('what was packed runs: its serve gives the window, the store opens, and the sample comes in', async () => {
    const child = spawn(
      process.execPath,
      [join(app, 'out/main/hilo.js'), 'serve', '--port', '0', '--json', '--data', join(folder, 'data')],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
        cwd: folder,
      },
    )
    try {
      const [line] = await once(createInterface({ input: child.stdout }), 'line')
      const { origin, hash } = new URL(z.object({ address: z.string() }).parse(JSON.parse(line)).address)
      const page = await (await fetch(`${origin}/`)).text()
      const assets = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(match => match[1])
      expect(assets.length).toBeGreaterThan(1)
      for (const asset of assets) expect((await fetch(`${origin}${asset}`)).status).toBe(200)

      const token = 'p'.repeat(43)
      const opened = await fetch(`${origin}/session`, {
        method: 'POST',
        headers: { origin },
        body: `${hash.replace('#code=', '')} ${token}`,
      })
      expect(opened.status).toBe(204)
      // Node's own takes headers beside the protocols, which the types of a browser's do not know (undici, WebSocket).
      const options = { protocols: [`hilo.${token}`], headers: { origin } }
      const websocket: WebSocket = Reflect.construct(WebSocket, [origin.replace('http', 'ws'), options])
      await once(websocket, 'open')
      const client: Client = createORPCClient(new RPCLink({ websocket }))
      for await (const _event of await client.events()) {
        if ((await client.workspace.get()).interactions > 0) break
      }
      expect((await client.customers.list({})).rows.length).toBeGreaterThan(0)
      websocket.close()
    } finally {
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
  })
}
