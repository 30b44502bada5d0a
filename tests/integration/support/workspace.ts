import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { onTestFinished } from 'vitest'
import type { ImportJob } from '#shared/contract/imports.ts'
import type { AppEvent, Client } from '#shared/contract/index.ts'
import { type App, createApp } from '../../../electron/app/app.ts'
import { workers } from '../../../electron/app/workers.ts'
import { fixedKey } from './fixed-key.ts'

export interface TestApp {
  app: App
  client: Client
  folder: string
}

/** A folder that is gone when the test is. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hilo-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The real app on a real store in a fresh (or given) folder, with a fixed key. Closed when the test ends. */
export async function openTestApp(
  options: { folder?: string; key?: Uint8Array; now?: () => number; visiting?: boolean } = {},
): Promise<TestApp> {
  const folder = options.folder ?? testFolder()
  const preferences = new Map<string, unknown>()
  const app = createApp({
    folder,
    keys: fixedKey(options.key),
    preferences: { get: name => preferences.get(name), set: (name, value) => preferences.set(name, value) },
    workers,
    visiting: options.visiting ?? false,
    now: options.now ?? Date.now,
  })
  onTestFinished(() => app.close())
  await app.start('own')
  return { app, client: createRouterClient(app.router), folder }
}

/** The next event of this type: what works in the background tells of itself in between. */
export async function nextEvent(events: AsyncIterator<AppEvent>, type: AppEvent['type']): Promise<AppEvent> {
  for (;;) {
    const { value, done } = await events.next()
    if (done) throw new Error('the events ended')
    if (value.type === type) return value
  }
}

/** Imports these files and waits for the end, by the events the window listens to. */
export async function importFiles(client: Client, paths: string[], own: string[] = []): Promise<ImportJob> {
  const events = await client.events()
  await events.next()
  const { job: id } = await client.imports.start({ items: paths.map(path => ({ path })), own })
  for await (const event of events) {
    if (event.type === 'import.progress' && event.job.id === id && event.job.endedAt !== undefined) {
      await events.return(undefined)
      return event.job
    }
  }
  throw new Error('the events ended')
}

/** An account that hands its mail in at a port of this computer and reads none. Answers with its id. */
export async function addSender(
  client: Client,
  { user, port, security = 'none' }: { user: string; port: number; security?: string },
): Promise<string> {
  const settings = { user, host: '127.0.0.1', port: 1, security: 'none', smtpHost: '127.0.0.1', smtpPort: port, smtpSecurity: security }
  const { id } = await client.connectors.add({ kind: 'imap', settings, secrets: { password: 'secret' } })
  await client.connectors.pause({ id })
  return id
}
