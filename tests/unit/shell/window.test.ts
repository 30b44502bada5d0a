import { beforeEach, expect, test, vi } from 'vitest'
import { denyPermissions, guardContents, openWindow } from '../../../electron/shell/window.ts'
import { BrowserWindow, Contents, dialog, Session, screen } from './fakes/fake-electron.ts'

vi.mock('electron', () => import('./fakes/fake-electron.ts'))

beforeEach(() => {
  BrowserWindow.all = []
  Object.assign(screen, { displays: [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }] })
})

function preferences(window?: unknown) {
  const kept = new Map<string, unknown>([['window', window]])
  return { get: (name: string) => kept.get(name), set: (name: string, value: unknown) => void kept.set(name, value) }
}

function opened(...given: Parameters<typeof openWindow>): BrowserWindow {
  openWindow(...given)
  const [window] = BrowserWindow.all
  if (!window) throw new Error('no window')
  return window
}

test('the window has no Node, is apart from its preload script and sandboxed, and shows when it has something to show', () => {
  const { options, url, visible } = opened(preferences())
  expect(options.show).toBe(false)
  expect(options.webPreferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true })
  expect(url).toBe('app://hilo/')
  expect(visible).toBe(true)
})

test('started with the computer it waits unseen', () => {
  expect(opened(preferences(), true).visible).toBe(false)
})

test('the window opens where and as large as it was left, zoomed as it was', () => {
  const kept = preferences()
  const first = opened(kept)
  first.bounds = { x: 200, y: 100, width: 900, height: 700 }
  first.webContents.zoom = 1.5
  first.maximize()
  first.close()
  const second = opened(kept)
  expect(second.options).toMatchObject({ x: 200, y: 100, width: 900, height: 700 })
  expect([second.webContents.zoom, second.maximized]).toEqual([1.5, true])
})

test.each([
  ['a screen that is gone', { x: 2400, y: 100, width: 900, height: 700 }],
  ['above the top edge', { x: 100, y: -300, width: 900, height: 700 }],
  ['all but a sliver off the side', { x: 1900, y: 100, width: 900, height: 700 }],
])('left on %s, it opens in the middle', (_where, bounds) => {
  const { options } = opened(preferences({ ...bounds, maximized: false, zoom: 0 }))
  expect([options.x, options.y, options.width]).toEqual([undefined, undefined, 900])
})

test('it is no larger than the screen that is left, and nonsense is not believed', () => {
  Object.assign(screen, { displays: [{ workArea: { x: 0, y: 0, width: 1000, height: 600 } }] })
  expect(opened(preferences({ x: 5000, y: 0, width: 3000, height: 2000, maximized: false, zoom: 0 })).options).toMatchObject({
    width: 1000,
    height: 600,
  })
  BrowserWindow.all = []
  expect(opened(preferences({ x: 'left', width: -1 })).options).toMatchObject({ width: 1000, height: 600 })
})

test('each window has a zoom and a place of its own, and a second one does not cover the first', () => {
  const kept = preferences({ x: 200, y: 100, width: 900, height: 700, maximized: false, zoom: 1 })
  const main = opened(kept)
  const [ana, ben] = [7, 8].map(customer => {
    openWindow(kept, false, { customer, writer: '7d0c1a52-9b8e-4f0a-8a41-1f6f0f5d3b10' })
    const window = BrowserWindow.all.at(-1)
    if (window) window.bounds = { x: 300, y: 50, width: 960, height: 800 }
    return window
  })
  ana?.webContents.setZoomLevel(-1)
  expect([main, ana, ben].map(window => window?.webContents.zoom)).toEqual([1, -1, 0])
  ana?.close()
  openWindow(kept, false, { customer: 9, writer: '7d0c1a52-9b8e-4f0a-8a41-1f6f0f5d3b10' })
  expect(BrowserWindow.all.at(-1)?.options).toMatchObject({ x: 328, y: 78, width: 960, height: 800 })
  expect(BrowserWindow.all.at(-1)?.webContents.zoom).toBe(-1)
  expect(kept.get('window')).toMatchObject({ x: 200, zoom: 1 })
})

test('a page that holds back what it could not keep is asked about, and only a yes closes it', () => {
  const { webContents } = opened(preferences())
  Object.assign(dialog, { answer: 0 })
  expect(webContents.prevents('will-prevent-unload')).toBe(false)
  Object.assign(dialog, { answer: 1 })
  expect(webContents.prevents('will-prevent-unload')).toBe(true)
})

test('the page cannot go anywhere, open anything or attach a webview', () => {
  const contents = new Contents()
  guardContents(Object.assign(contents))
  expect(contents.open?.({ url: 'https://evil.example/' })).toEqual({ action: 'deny' })
  const own = 'app://hilo/#customer=7&writer=7d0c1a52-9b8e-4f0a-8a41-1f6f0f5d3b10'
  expect(contents.prevents('will-frame-navigate', { url: own, isMainFrame: true })).toBe(false)
  for (const url of ['https://evil.example/', 'app://hilo/doc/1', 'app://hilo.evil/', 'app://hilo/#x', 'file:///etc/passwd'])
    expect(contents.prevents('will-frame-navigate', { url, isMainFrame: true })).toBe(true)
  for (const url of ['https://evil.example/', 'app://hilo/', 'app://hilo.evil/doc/1', 'file:///etc/passwd'])
    expect(contents.prevents('will-frame-navigate', { url, isMainFrame: false })).toBe(true)
  expect(contents.prevents('will-frame-navigate', { url: 'app://hilo/doc/1', isMainFrame: false })).toBe(false)
  expect(contents.prevents('will-redirect')).toBe(true)
  expect(contents.prevents('will-attach-webview')).toBe(true)
})

test('no permission is granted but writing text to the clipboard', () => {
  const session = new Session()
  denyPermissions(Object.assign(session))
  const granted: string[] = []
  for (const permission of ['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'clipboard-sanitized-write']) {
    session.request?.(null, permission, yes => yes && granted.push(permission))
    if (session.check?.(null, permission)) granted.push(`check ${permission}`)
  }
  expect(granted).toEqual(['clipboard-sanitized-write', 'check clipboard-sanitized-write'])
  expect(session.device?.()).toBe(false)
})
