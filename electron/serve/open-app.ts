import { type App, createApp } from '../app/app.ts'
import type { Ports } from '../app/ports.ts'
import { workers } from '../app/workers.ts'
import { makePrivate } from '../platform/folder.ts'
import { openLog } from '../platform/log.ts'
import { passphraseKeys } from '../platform/passphrase-keys.ts'
import { preferences } from './preferences.ts'

/** The app on plain Node, and what it was made with. No workspace is open yet. */
export interface PlainApp {
  app: App
  ports: Ports
}

/** `passphrase`: for the user's own workspace; without it that one stays locked until a person gives it. */
export function openApp(folder: string, passphrase: string | undefined): PlainApp {
  makePrivate(folder)
  const log = openLog(folder)
  process.on('uncaughtExceptionMonitor', error => log.error('uncaught', error))
  const ports: Ports = {
    folder,
    keys: passphraseKeys(passphrase),
    preferences: preferences(folder, log),
    workers,
    log,
    now: Date.now,
  }
  return { app: createApp(ports), ports }
}
