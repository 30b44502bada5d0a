import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app, BrowserWindow, session } from 'electron'
import Store from 'electron-store'
import { createApp } from '../app/app.ts'
import { openLastWorkspace } from '../platform/launch.ts'
import { passphraseKeys } from '../platform/passphrase-keys.ts'
import { openPreferences, preferencesOptions } from '../platform/preferences.ts'
import { takeLinks } from './calls.ts'
import { carry } from './carrier.ts'
import { keychainKeys } from './keys.ts'
import { serveOrigin } from './protocol.ts'
import { denyPermissions, guardContents, openInBrowser, openWindow } from './window.ts'

/** Everything from the `ready` event on. Built files lie side by side in out/main, the window beside them. */
export async function run(folder: string, passphrase: string | undefined): Promise<void> {
  const built = (name: string) => pathToFileURL(join(import.meta.dirname, name))
  const preferences = openPreferences(folder, () => new Store(preferencesOptions(folder)))
  const hilo = createApp({
    folder,
    keys: keychainKeys(passphraseKeys(passphrase)),
    preferences,
    workers: {
      store: built('store-worker.js'),
      ingest: built('ingest-worker.js'),
      sources: built('sources-worker.js'),
      parser: built('parse-worker.js'),
    },
    openBrowser: openInBrowser,
    now: Date.now,
  })
  serveOrigin(hilo, join(import.meta.dirname, '..', 'renderer'))
  denyPermissions(session.defaultSession)
  app.on('web-contents-created', (_event, contents) => guardContents(contents))
  carry(hilo)
  const takeLink = takeLinks(hilo)

  let closed = false
  app.on('will-quit', event => {
    if (closed) return
    event.preventDefault()
    hilo.close().finally(() => {
      closed = true
      app.quit()
    })
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow()
  })
  app.on('second-instance', (_event, args) => {
    // A call never takes the keyboard from anything.
    if (takeLink(args)) return
    const window = BrowserWindow.getAllWindows()[0] ?? openWindow()
    if (window.isMinimized()) window.restore()
    window.focus()
  })

  await openLastWorkspace(hilo, preferences)
  takeLink(process.argv)
  openWindow()
}
