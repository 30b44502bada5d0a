import { join } from 'node:path'
import { BrowserWindow, dialog, type Session, screen, shell, type WebContents } from 'electron'
import { fragmentOf, type Popped, poppedOf } from '#shared/desktop/popped.ts'
import type { PreferencesPort } from '../app/ports.ts'
import { boundsFor, Left } from './around/bounds.ts'
import { words } from './around/words.ts'

/** The one origin there is (protocol.ts). */
export const origin = 'app://hilo'

/** Shows nothing but pages of this origin, without Node and apart from its preload script. */
const page = { sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true } as const

/** A window's address: the main one's, or that of a customer's own. */
export function addressOf(popped?: Popped): string {
  return `${origin}/${popped ? fragmentOf(popped) : ''}`
}

/**
 * Opens the window where it was left, or a customer's own where the last of those was left, not right on top of another. `hidden`: it waits in
 * the tray, as after a start with the computer.
 */
export function openWindow(preferences: PreferencesPort, hidden = false, popped?: Popped): BrowserWindow {
  const kept = popped ? 'customerWindow' : 'window'
  const left = Left.safeParse(preferences.get(kept)).data
  const areas = screen.getAllDisplays().map(display => display.workArea)
  const others = BrowserWindow.getAllWindows().map(other => other.getNormalBounds())
  const window = new BrowserWindow({
    title: 'Hilo',
    ...boundsFor(left ?? (popped ? { width: 960, height: 800 } : { width: 1280, height: 800 }), areas, others),
    minWidth: 420,
    minHeight: 360,
    show: false,
    autoHideMenuBar: true,
    webPreferences: { ...page, preload: join(import.meta.dirname, 'preload.cjs'), spellcheck: true },
  })
  if (left?.maximized && !hidden) window.maximize()
  if (!hidden) window.once('ready-to-show', () => window.show())
  const { webContents } = window
  let zoom = left?.zoom ?? 0
  webContents.on('did-finish-load', () => {
    // Each window has its own: without this Chromium zooms all of one origin together (webContents.setZoomMode).
    webContents.setZoomMode('isolated')
    webContents.setZoomLevel(zoom)
  })
  webContents.on('render-process-gone', () => {
    zoom = webContents.getZoomLevel()
  })
  window.on('close', () => {
    const now: Left = { ...window.getNormalBounds(), maximized: window.isMaximized(), zoom: webContents.getZoomLevel() }
    preferences.set(kept, now)
  })
  // A note that could not be kept holds the page back: whether to lose it is for a person to say.
  webContents.on('will-prevent-unload', event => {
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
  window.loadURL(addressOf(popped))
  return window
}

/** A window that is never seen, to print a document of this origin from. Nothing in it can run. */
export function openPaper(path: string): { paper: BrowserWindow; loaded: Promise<void> } {
  const paper = new BrowserWindow({ show: false, webPreferences: { ...page, javascript: false } })
  return { paper, loaded: paper.loadURL(`${origin}${path}`) }
}

/** The main window's address, or that of a customer's own. */
function isWindow(url: string): boolean {
  return url === addressOf() || (url.startsWith(`${origin}/#`) && poppedOf(new URL(url).hash) !== undefined)
}

/** The window stays on its page: no other page, no other window, no webview. A frame inside it may show documents of this origin. */
export function guardContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-frame-navigate', event => {
    const allowed = event.isMainFrame ? isWindow(event.url) : event.url.startsWith(`${origin}/doc/`)
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
