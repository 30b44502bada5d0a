import { app, type BrowserWindow, session } from 'electron'
import Store from 'electron-store'
import { createApp } from '../app/app.ts'
import { workers } from '../app/workers.ts'
import { windowRoot } from '../platform/built.ts'
import { openLastWorkspace } from '../platform/launch.ts'
import { openLog } from '../platform/log.ts'
import { passphraseKeys } from '../platform/passphrase-keys.ts'
import { openPreferences, preferencesOptions } from '../platform/preferences.ts'
import { offerContextMenu } from './around/context-menu.ts'
import { createDesktopPort } from './around/desktop.ts'
import { hiddenFlag } from './around/login.ts'
import type { Arrivals } from './arrivals.ts'
import { carry } from './carrier.ts'
import { closeInOrder } from './closing.ts'
import { noteHelpers, restartOnce, reviveWindow } from './gone.ts'
import { keychainKeys } from './keys.ts'
import { serveOrigin } from './protocol.ts'
import { denyPermissions, guardContents, openInBrowser, openWindow } from './window.ts'

/** Everything from the `ready` event on. */
export async function run(folder: string, passphrase: string | undefined, arrivals: Arrivals): Promise<void> {
  const log = openLog(folder)
  log.info('start', { version: app.getVersion(), electron: process.versions.electron, system: process.platform, arch: process.arch })
  process.on('uncaughtExceptionMonitor', error => log.error('uncaught', error))
  const preferences = openPreferences(folder, () => new Store(preferencesOptions(folder)))

  let main: BrowserWindow | undefined
  const open = (hidden = false): BrowserWindow => {
    const window = openWindow(preferences, hidden)
    main = window
    reviveWindow(window, log, Date.now)
    offerContextMenu(window)
    window.on('closed', () => {
      if (main === window) main = undefined
    })
    return window
  }
  const show = (): void => {
    const window = main ?? open()
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }

  denyPermissions(session.defaultSession)
  app.on('web-contents-created', (_event, contents) => guardContents(contents))
  noteHelpers(log)
  const hilo = createApp({
    folder,
    keys: keychainKeys(passphraseKeys(passphrase)),
    preferences,
    workers,
    openBrowser: openInBrowser,
    desktop: createDesktopPort(show, log),
    log,
    lost: restartOnce(log, Date.now),
    now: Date.now,
  })
  serveOrigin(hilo, windowRoot)
  closeInOrder(hilo, carry(hilo), log)

  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('activate', show)
  app.on('second-instance', (_event, args) => arrivals.args(args.slice(1)))

  await openLastWorkspace(hilo, preferences)
  open(process.argv.includes(hiddenFlag))
  arrivals.start(hilo, show)
  const given = process.argv.slice(1)
  if (given.some(arg => /^hilo:|\.(eml|mbox)$/i.test(arg))) arrivals.args(given)
  log.info('ready')
}
