import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { closeInOrder } from '../../../electron/shell/closing.ts'
import { app, log, powerMonitor } from './fakes/fake-electron.ts'

vi.mock('electron', () => import('./fakes/fake-electron.ts'))

const written: string[] = []
const quiet = {
  warn() {},
  error() {},
  files: () => [],
  info: (event: string, facts = {}) => void written.push(`${event} ${JSON.stringify(facts)}`),
}
const nothing = { wake: async () => {} }
const never = () => new Promise<void>(() => {})

beforeEach(() => {
  vi.useFakeTimers()
  log.length = 0
  written.length = 0
})
afterEach(() => {
  vi.useRealTimers()
  app.removeAllListeners()
  powerMonitor.removeAllListeners()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(signal)
})

test('a store that does not come to its end keeps nobody from leaving', async () => {
  closeInOrder({ ...nothing, close: never }, async () => {}, quiet)
  app.quit()
  expect(log).toEqual(['quit'])
  await vi.advanceTimersByTimeAsync(4000)
  expect(log).toEqual(['quit', 'quit', 'exit 0'])
  expect(written).toEqual(['closed {"how":"late"}'])
})

test('a window that never falls silent is heard for a second, then what was written is finished', async () => {
  const closed: string[] = []
  closeInOrder({ ...nothing, close: async () => void closed.push('closed') }, never, quiet)
  app.quit()
  app.quit()
  await vi.advanceTimersByTimeAsync(900)
  expect(closed).toEqual([])
  await vi.advanceTimersByTimeAsync(200)
  expect(closed).toEqual(['closed'])
  expect(log.filter(line => line === 'exit 0')).toHaveLength(1)
})
