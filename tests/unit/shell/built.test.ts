import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createBuilder } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { claimFolder } from '../../../electron/store/claim.ts'

const driver = join(import.meta.dirname, 'fakes', 'drive-built.ts')
const project = join(import.meta.dirname, '..', '..', '..')
// Below the project, because the database's native code is found in its node_modules.
mkdirSync(join(project, 'out'), { recursive: true })
const out = mkdtempSync(join(project, 'out', 'built-'))
const data = mkdtempSync(join(tmpdir(), 'hilo-built-'))

beforeAll(async () => {
  const builder = await createBuilder({
    configFile: join(project, 'vite.main.config.ts'),
    root: project,
    logLevel: 'error',
    build: { outDir: join(out, 'main'), emptyOutDir: true },
  })
  await builder.buildApp()
  mkdirSync(join(out, 'renderer'))
  writeFileSync(join(out, 'renderer', 'index.html'), 'the window')
})

afterAll(() => {
  for (const folder of [out, data]) rmSync(folder, { recursive: true, force: true })
})

async function drive(env: Record<string, string> = {}, folder = data) {
  const { stdout } = await promisify(execFile)(process.execPath, [driver, join(out, 'main', 'main.js'), '--data', folder], {
    env: { ...process.env, ...env },
  })
  return JSON.parse(stdout)
}

test('the built main process opens the sample in a window, answers it, and ends when it is closed', async () => {
  const { log, ...report } = await drive()
  expect(report).toEqual({ kind: 'sample', interactions: expect.any(Number), page: 200 })
  expect(report.interactions).toBeGreaterThan(1000)
  expect(log).toEqual([
    'scheme app standard secure supportFetchAPI',
    'enableSandbox',
    'setAppUserModelId app.hilo.desktop',
    'setPath userData',
    'requestSingleInstanceLock',
    'ready',
    'spelling off',
    'window',
    'load app://hilo/',
    'setAsDefaultProtocolClient hilo',
    'focus',
    'quit',
    'quit',
    'exit 0',
  ])
})

test('a second start leaves the work to the first', async () => {
  const { log, kind } = await drive({ HILO_FAKE_LOCK: 'taken' })
  expect(kind).toBe('left to the first')
  expect(log).not.toContain('window')
})

test('a window in a browser that has the folder is said to, and no other opens', async () => {
  const taken = mkdtempSync(join(out, 'taken-'))
  claimFolder(taken)
  const { log, kind, said } = await drive({}, taken)
  expect({ kind, said }).toEqual({ kind: 'left to the first', said: [expect.stringContaining('open on this data folder already')] })
  expect(log).not.toContain('window')
})
