import { beforeAll, expect, test, vi } from 'vitest'
import { exposed, posted } from './fakes/fake-electron.ts'

vi.mock('electron', () => import('./fakes/fake-electron.ts'))

const page = new EventTarget()

beforeAll(async () => {
  vi.stubGlobal('window', page)
  await import('../../../electron/shell/preload.ts')
})

function say(data: string, source: EventTarget | null, ports: object[] = [{}]): void {
  page.dispatchEvent(Object.assign(new Event('message'), { data, source, ports }))
}

test('the page gets the path of a dropped file and nothing else', () => {
  expect([...exposed.keys()]).toEqual(['hilo'])
  const hilo = exposed.get('hilo')
  expect(Object.keys(hilo ?? {})).toEqual(['pathFor'])
  expect(hilo?.pathFor?.(new File([], 'a.mbox'))).toBe('/dropped/a.mbox')
})

test("only the page's own port is passed on, and only for the contract", () => {
  const port = {}
  say('hilo:connect', null)
  say('hilo:connect', new EventTarget())
  say('something', page)
  expect(posted).toEqual([])
  say('hilo:connect', page, [port])
  expect(posted).toEqual([{ channel: 'hilo:connect', ports: [port] }])
})
