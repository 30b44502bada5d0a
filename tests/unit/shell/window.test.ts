import { expect, test, vi } from 'vitest'
import { denyPermissions, guardContents, openWindow } from '../../../electron/shell/window.ts'
import { BrowserWindow, Contents, Session } from './fake-electron.ts'

vi.mock('electron', () => import('./fake-electron.ts'))

test('the window has no Node, is apart from its preload script and sandboxed, and shows when it has something to show', () => {
  openWindow()
  const [window] = BrowserWindow.all
  expect(window?.options.show).toBe(false)
  expect(window?.options.webPreferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true })
  expect(window?.url).toBe('app://hilo/')
  expect(window?.visible).toBe(true)
})

test('the page cannot go anywhere, open anything or attach a webview', () => {
  const contents = new Contents()
  guardContents(Object.assign(contents))
  expect(contents.open?.({ url: 'https://evil.example/' })).toEqual({ action: 'deny' })
  for (const url of ['https://evil.example/', 'app://hilo/doc/1', 'file:///etc/passwd'])
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
