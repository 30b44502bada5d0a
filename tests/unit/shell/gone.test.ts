import { beforeEach, expect, test, vi } from 'vitest'
import { restartOnce } from '../../../electron/shell/gone.ts'
import { BrowserWindow, log } from './fakes/fake-electron.ts'

vi.mock('electron', () => import('./fakes/fake-electron.ts'))

const written: string[] = []
const quiet = {
  info() {},
  error() {},
  files: () => [],
  warn: (event: string, facts = {}) => void written.push(`${event} ${JSON.stringify(facts)}`),
}

beforeEach(() => {
  log.length = 0
  BrowserWindow.all = []
})

test('a thread that fell over has the app started once more, with what it was started with', () => {
  const lost = restartOnce(quiet, () => 1000_000, ['--data', '/somewhere'])
  lost('store')
  lost('sources')
  expect(log).toEqual(['relaunch --data /somewhere --after-fall=1000000', 'exit 0'])
  expect(written).toEqual(['thread.gone {"thread":"store","again":false}'])
})

test('when that falls over within a minute, the window says what to do; later it is started again', () => {
  new BrowserWindow()
  log.length = 0
  restartOnce(quiet, () => 1030_000, ['--after-fall=1000000'])('store')
  expect(log).toEqual(['load app://hilo/gone'])
  log.length = 0
  restartOnce(quiet, () => 1090_000, ['--after-fall=1000000'])('store')
  expect(log).toEqual(['relaunch --after-fall=1090000', 'exit 0'])
})
