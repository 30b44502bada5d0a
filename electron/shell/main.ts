/**
 * Entry of the Electron main process. Only what must happen before the `ready` event is here: awaiting anything at the top level
 * of an ES module would keep `ready` from ever coming, so the rest is imported when it has come.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { app, protocol } from 'electron'
import { defaultFolder, makePrivate } from '../platform/folder.ts'
import { takePassphrase } from '../platform/launch.ts'
import { listenForArrivals } from './arrivals.ts'

// A standard scheme has origins and relative addresses, a secure one everything that https has.
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }])
app.enableSandbox()
// Windows groups windows and shows notifications by this; the same as appId in electron-builder.yml.
app.setAppUserModelId('app.hilo.desktop')

const { values } = parseArgs({ args: process.argv.slice(1), strict: false, options: { data: { type: 'string' } } })
const folder = typeof values.data === 'string' ? values.data : defaultFolder()
makePrivate(folder)
// The single-instance lock lies here too: one window per data folder.
app.setPath('userData', join(folder, 'window'))

if (app.requestSingleInstanceLock()) {
  const passphrase = takePassphrase()
  const arrivals = listenForArrivals()
  app
    .whenReady()
    .then(() => import('./run.ts'))
    .then(({ run }) => run(folder, passphrase, arrivals))
    .catch(error => {
      process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
      app.exit(1)
    })
} else {
  app.quit()
}
