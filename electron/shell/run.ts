import { app, dialog, session } from 'electron'
import Store from 'electron-store'
import { createApp } from '../app/app.ts'
import { workers } from '../app/workers.ts'
import { windowRoot } from '../platform/built.ts'
import { openLastWorkspace } from '../platform/launch.ts'
import { openLog } from '../platform/log.ts'
import { passphraseKeys } from '../platform/passphrase-keys.ts'
import { openPreferences, preferencesOptions } from '../platform/preferences.ts'
import { claimFolder } from '../store/claim.ts'
import { createDesktopPort } from './around/desktop.ts'
import { hiddenFlag } from './around/login.ts'
import { words } from './around/words.ts'
import type { Arrivals } from './arrivals.ts'
import { carry } from './carrier.ts'
import { closeInOrder } from './closing.ts'
import { noteHelpers, restartOnce } from './gone.ts'
import { keychainKeys } from './keys.ts'
import { serveOrigin } from './protocol.ts'
import { denyPermissions, guardContents, openInBrowser } from './window.ts'
import { createWindows } from './windows.ts'

/** Everything from the `ready` event on. */
export async function run(folder: string, passphrase: string | undefined, arrivals: Arrivals): Promise<void> {
  if (claimFolder(folder)) {
    dialog.showErrorBox('Hilo', words().openAlready)
    return app.quit()
  }
  const log = openLog(folder)
  log.info('start', { version: app.getVersion(), electron: process.versions.electron, system: process.platform, arch: process.arch })
  process.on('uncaughtExceptionMonitor', error => log.error('uncaught', error))
  const preferences = openPreferences(folder, () => new Store(preferencesOptions(folder)), log)

  const { openMain, show, popOut } = createWindows(preferences, log)

  denyPermissions(session.defaultSession)
  app.on('web-contents-created', (_event, contents) => guardContents(contents))
  noteHelpers(log)
  const hilo = createApp({
    folder,
    keys: keychainKeys(passphraseKeys(passphrase)),
    preferences,
    workers,
    openBrowser: openInBrowser,
    desktop: createDesktopPort({ show, popOut }, log),
    log,
    lost: restartOnce(log, Date.now),
    now: Date.now,
  })
  serveOrigin(hilo, windowRoot)
  closeInOrder(hilo, carry(hilo, log), log)

  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('activate', show)
  app.on('second-instance', (_event, args) => arrivals.args(args.slice(1)))

  // The window loads while its workspace opens.
  void openLastWorkspace(hilo, preferences)
  openMain(process.argv.includes(hiddenFlag))
  arrivals.start(hilo, show)
  const given = process.argv.slice(1)
  if (given.some(arg => /^hilo:|\.(eml|mbox)$/i.test(arg))) arrivals.args(given)
  log.info('ready')
}
