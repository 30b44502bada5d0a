import { join } from 'node:path'
import { BrowserWindow, dialog, type Session, screen, shell, type WebContents } from 'electron'
import type { PreferencesPort } from '../app/ports.ts'
import { boundsFor, Left } from './around/bounds.ts'
import { words } from './around/words.ts'

/** The one origin there is (protocol.ts). */
export const origin = 'app://hilo'

/** Shows nothing but pages of this origin, without Node and apart from its preload script. */
const page = { sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true } as const

/** Opens the window where it was left. `hidden`: it waits in the tray, as after a start with the computer. */
export function openWindow(preferences: PreferencesPort, hidden = false): BrowserWindow {
  const left = Left.safeParse(preferences.get('window')).data
  const areas = screen.getAllDisplays().map(display => display.workArea)
  const window = new BrowserWindow({
    title: 'Hilo',
    ...boundsFor(left, areas),
    minWidth: 480,
    minHeight: 360,
    show: false,
    autoHideMenuBar: true,
    webPreferences: { ...page, preload: join(import.meta.dirname, 'preload.cjs'), spellcheck: true },
  })
  if (left?.maximized && !hidden) window.maximize()
  if (!hidden) window.once('ready-to-show', () => window.show())
  window.webContents.on('did-finish-load', () => window.webContents.setZoomLevel(left?.zoom ?? 0))
  window.on('close', () => {
    const kept: Left = { ...window.getNormalBounds(), maximized: window.isMaximized(), zoom: window.webContents.getZoomLevel() }
    preferences.set('window', kept)
  })
  // A note that could not be kept holds the page back: whether to lose it is for a person to say.
  window.webContents.on('will-prevent-unload', event => {
    const say = words()
    const answer = dialog.showMessageBoxSync(window, {
      type: 'warning',
      message: say.unsaved,
      detail: say.unsavedDetail,
      buttons: [say.stay, say.closeAnyway],
      defaultId: 0,
      cancelId: 0,
    })
    if (answer === 1) event.preventDefault()
  })
  window.loadURL(`${origin}/`)
  return window
}

/** A window that is never seen, to print a document of this origin from. Nothing in it can run. */
export function openPaper(path: string): { paper: BrowserWindow; loaded: Promise<void> } {
  const paper = new BrowserWindow({ show: false, webPreferences: { ...page, javascript: false } })
  return { paper, loaded: paper.loadURL(`${origin}${path}`) }
}

/** The window stays on its page: no other page, no other window, no webview. A frame inside it may show documents of this origin. */
export function guardContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-frame-navigate', event => {
    const allowed = event.isMainFrame ? event.url === `${origin}/` : event.url.startsWith(`${origin}/doc/`)
    if (!allowed) event.preventDefault()
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
