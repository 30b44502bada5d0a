import { type App, createApp } from '../app/app.ts'
import type { Ports } from '../app/ports.ts'
import { workers } from '../app/workers.ts'
import { makePrivate } from '../platform/folder.ts'
import { openLog } from '../platform/log.ts'
import { passphraseKeys } from '../platform/passphrase-keys.ts'
import { claimFolder } from '../store/claim.ts'
import { Failure } from './cli/failure.ts'
import { words } from './cli/words.ts'
import { preferences } from './preferences.ts'

/** The app on plain Node, and what it was made with. No workspace is open yet. */
export interface PlainApp {
  app: App
  ports: Ports
}

/** The app for a window. Throws Failure when another process has one on this data folder. */
export function openWindowApp(folder: string, passphrase: string | undefined): PlainApp {
  makePrivate(folder)
  const other = claimFolder(folder)
  if (other) throw new Failure(words.openAlready(folder, other.pid))
  return openApp(folder, passphrase)
}

/** `passphrase`: for the user's own workspace; without it that one stays locked until a person gives it. `visiting`: see Ports. */
export function openApp(folder: string, passphrase: string | undefined, visiting = false): PlainApp {
  makePrivate(folder)
  const log = openLog(folder)
  process.on('uncaughtExceptionMonitor', error => log.error('uncaught', error))
  const ports: Ports = {
    folder,
    keys: passphraseKeys(passphrase),
    preferences: preferences(folder, log),
    workers,
    log,
    visiting,
    now: Date.now,
  }
  return { app: createApp(ports), ports }
}
