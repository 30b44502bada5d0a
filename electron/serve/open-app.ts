import * as z from 'zod'
import { type App, createApp } from '../app/app.ts'
import type { Ports } from '../app/ports.ts'
import { makePrivate } from '../platform/folder.ts'
import { passphraseKeys } from '../platform/passphrase-keys.ts'
import { preferences } from './preferences.ts'

/** The app on plain Node, and what it was made with. No workspace is open yet. */
export interface PlainApp {
  app: App
  ports: Ports
}

/** `passphrase`: for the user's own workspace; without it that one stays locked until a person gives it. */
export async function openApp(folder: string, passphrase: string | undefined): Promise<PlainApp> {
  makePrivate(folder)
  const ports: Ports = {
    folder,
    keys: passphraseKeys(passphrase),
    preferences: preferences(folder),
    workers: {
      store: new URL('../store/worker.ts', import.meta.url),
      ingest: new URL('../ingest/worker.ts', import.meta.url),
    },
    now: Date.now,
  }
  return { app: await createApp(ports), ports }
}

/** Opens what was open last; the sample when nothing ever was. */
export async function startLast({ app, ports }: PlainApp): Promise<void> {
  const last = z.enum(['sample', 'own']).safeParse(ports.preferences.get('workspace'))
  await app.start(last.data ?? 'sample')
}

/** `HILO_PASSPHRASE`, taken out of the environment so that no window or helper that is started inherits it. */
export function takePassphrase(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const passphrase = env.HILO_PASSPHRASE
  delete env.HILO_PASSPHRASE
  return passphrase || undefined
}
