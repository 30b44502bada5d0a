import { createRouterClient } from '@orpc/server'
import { type App, createApp } from '../../../electron/app/app.ts'
import { workers } from '../../../electron/app/workers.ts'
import type { Client } from '../../../shared/contract/index.ts'
import { fixedKey } from './fixed-key.ts'

/** The real app on a store in this folder, with a fixed key. */
export async function openApp(folder: string): Promise<{ app: App; client: Client }> {
  const preferences = new Map<string, unknown>()
  const app = createApp({
    folder,
    keys: fixedKey(),
    preferences: { get: name => preferences.get(name), set: (name, value) => preferences.set(name, value) },
    workers,
    now: Date.now,
  })
  await app.start('own')
  return { app, client: createRouterClient(app.router) }
}
