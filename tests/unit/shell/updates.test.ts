import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { registerHooks } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { follow } from '../../../electron/shell/around/updates.ts'

vi.mock('electron', () => import('./fakes/fake-electron.ts'))
// electron-updater asks for `electron` by require, past what vi.mock reaches.
const fake = new URL('./fakes/fake-net.ts', import.meta.url).href
registerHooks({
  resolve: (specifier, context, next) => (specifier === 'electron' ? { url: fake, shortCircuit: true } : next(specifier, context)),
})

const folder = mkdtempSync(join(tmpdir(), 'hilo-updates-'))
vi.stubEnv('HILO_FAKE_DATA', folder)
vi.stubEnv('XDG_CACHE_HOME', folder)
/** What the place for updates offers: latest.yml, as electron-builder writes it. */
let latest = ''
const server = createServer((request, response) => {
  if (/^\/latest[\w-]*\.yml/.test(request.url ?? '') && latest !== '') response.end(latest)
  else response.writeHead(404).end()
})
let url = ''

beforeAll(async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`
  writeFileSync(join(folder, 'app-update.yml'), `provider: generic\nurl: ${url}\nupdaterCacheDirName: hilo\n`)
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

const written: string[] = []
const log = {
  info: (event: string, facts = {}) => void written.push(`${event} ${JSON.stringify(facts)}`),
  warn() {},
  error: (event: string) => void written.push(event),
  files: () => [],
}

/** The real updater of Windows in version 2.0.0. */
async function updates() {
  const { NsisUpdater } = (await import('electron-updater')).default
  const updater = new NsisUpdater()
  updater.updateConfigPath = join(folder, 'app-update.yml')
  return { updater, updates: follow(async () => updater, log) }
}

const offer = (version: string, more = '') => {
  latest = `version: ${version}\nfiles:\n  - url: Hilo.exe\n    sha512: AAAA\n    size: 1\npath: Hilo.exe\nsha512: AAAA\nreleaseDate: '2026-11-01T00:00:00.000Z'\n${more}`
}

test('an older version is refused, and so is the same', async () => {
  for (const version of ['1.9.9', '2.0.0', '2.0.0-beta.1']) {
    offer(version)
    const { updates: port } = await updates()
    await port.check()
    expect([version, port.view()]).toEqual([version, { state: 'current' }])
  }
})

test('a version rolled out to nobody yet is not taken', async () => {
  offer('2.1.0', 'stagingPercentage: 0\n')
  const { updates: port } = await updates()
  await port.check()
  expect(port.view()).toEqual({ state: 'current' })
})

test('a newer one is loaded, with what is new in it as text; one that is not what was signed for is not installed', async () => {
  offer('2.1.0', "stagingPercentage: 100\nreleaseNotes: '<h2>New</h2><ul><li>Calls &amp; notes</li></ul><script>alert(1)</script>'\n")
  const { updater, updates: port } = await updates()
  const states: unknown[] = []
  port.onChange(() => states.push(port.view()))
  const failed = new Promise(resolve => updater.once('error', resolve))
  await port.check()
  await failed
  expect(states).toContainEqual({ state: 'loading', version: '2.1.0', notes: 'New\nCalls & notes\nalert(1)' })
  expect(port.view()).toEqual({ state: 'failed' })
  port.install()
  expect(written.join()).not.toContain(url)
})

test('what is ready stays ready whatever fails later, is installed when asked, and never behind anybody’s back', async () => {
  const { updater } = await updates()
  const installed: unknown[] = []
  updater.quitAndInstall = (...how) => void installed.push(how)
  offer('2.0.0')
  const port = follow(async () => updater, log)
  await port.check()
  expect([updater.autoInstallOnAppQuit, updater.allowDowngrade, updater.allowPrerelease]).toEqual([false, false, false])
  port.install()
  expect(installed).toEqual([])
  const info = {
    version: '2.1.0',
    files: [],
    path: '',
    sha512: '',
    releaseDate: '',
    releaseNotes: [{ version: '2.1.0', note: '<p>Zoom</p>' }],
  }
  updater.emit('update-downloaded', { ...info, downloadedFile: '' })
  updater.emit('error', new Error('offline'))
  await port.check()
  expect(port.view()).toEqual({ state: 'ready', version: '2.1.0', notes: '2.1.0\nZoom' })
  port.install()
  expect(installed).toEqual([[false, true]])
})

test('nobody there: said, and tried again later', async () => {
  latest = ''
  const { updates: port } = await updates()
  await port.check()
  expect(port.view()).toEqual({ state: 'failed' })
  offer('2.0.0')
  await port.check()
  expect(port.view()).toEqual({ state: 'current' })
})
