import { join } from 'node:path'
import { BrowserWindow, type Session, shell, type WebContents } from 'electron'

/** The one origin there is (protocol.ts). */
export const origin = 'app://hilo'

export function openWindow(): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Hilo',
    width: 1280,
    height: 800,
    minWidth: 480,
    minHeight: 360,
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      preload: join(import.meta.dirname, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => window.show())
  window.loadURL(`${origin}/`)
  return window
}

/** The window stays on its page: no other page, no other window, no webview. A frame inside it may show documents of this origin. */
export function guardContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-frame-navigate', event => {
    if (event.isMainFrame || !event.url.startsWith(`${origin}/doc/`)) event.preventDefault()
  })
  contents.on('will-redirect', event => event.preventDefault())
  contents.on('will-attach-webview', event => event.preventDefault())
}

/** Shows an address in the system's browser: of the web, encrypted, and nothing else. Rejects for any other. */
export async function openInBrowser(url: string): Promise<void> {
  if (new URL(url).protocol !== 'https:') throw new Error('not an https address')
  await shell.openExternal(url)
}

/** Nothing is asked for, so nothing is granted; putting text on the clipboard after a click is the one thing the page does. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(permission === 'clipboard-sanitized-write'))
  session.setPermissionCheckHandler((_contents, permission) => permission === 'clipboard-sanitized-write')
  session.setDevicePermissionHandler(() => false)
}
