/**
 * The process that is measured: the app and nothing else. Its parent holds the generator, the server and those it is compared with; they talk
 * by messages.
 */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { createRouterClient } from '@orpc/server'
import { type App, createApp } from '../../../electron/app/app.ts'
import { parseWithLightBlobs } from '../../../electron/connectors/email/light-blob.ts'
import { maildir } from '../../../electron/connectors/email/maildir.ts'
import type { Client } from '../../../shared/contract/index.ts'
import { fixedKey } from '../../integration/support/fixed-key.ts'
import type { Answer, Order } from './order.ts'
import { watch } from './watch.ts'

const own = ['support@alba.example']
let opened: { app: App; client: Client } | undefined

process.on('message', async (order: Order) => {
  if (order.task === 'parse') await parseAlone(order)
  else if (order.task === 'import') await importMaildir(order)
  else if (order.task === 'sync') await sync(order)
  else if (order.task === 'quiet') await quiet(order)
  else {
    await opened?.app.close()
    process.disconnect()
  }
})

function tell(answer: Answer): void {
  process.send?.(answer)
}

async function parseAlone({ maildir: path, messages }: Extract<Order, { task: 'parse' }>): Promise<void> {
  parseWithLightBlobs()
  const start = performance.now()
  const settings = { path, own, region: 'ES', timeZone: 'UTC', now: Date.now() }
  let count = 0
  for await (const batch of maildir.read(settings, undefined, new AbortController().signal)) count += batch.items.length
  if (count !== messages) throw new Error(`${count} of ${messages} parsed`)
  tell({ type: 'parsed', seconds: (performance.now() - start) / 1000 })
}

/** The app as it ships, its threads built beside this file. */
async function openApp(folder: string): Promise<{ app: App; client: Client }> {
  const preferences = new Map<string, unknown>()
  const thread = (name: string) => new URL(`./${name}-worker.js`, import.meta.url)
  const app = createApp({
    folder,
    keys: fixedKey(),
    preferences: { get: name => preferences.get(name), set: (name, value) => preferences.set(name, value) },
    workers: { store: thread('store'), ingest: thread('ingest'), sources: thread('sources'), parser: thread('parse') },
    now: Date.now,
  })
  await app.start('own')
  return { app, client: createRouterClient(app.router) }
}

async function importMaildir({ folder, maildir: path, messages }: Extract<Order, { task: 'import' }>): Promise<void> {
  opened = await openApp(folder)
  const { client } = opened
  const events = await client.events()
  const stop = watch()
  const start = performance.now()
  const { job: id } = await client.imports.start({ items: [{ path }], own })
  for await (const event of events) {
    if (event.type !== 'import.progress' || event.job.id !== id || event.job.endedAt === undefined) continue
    if (event.job.added !== messages) throw new Error(`${event.job.added} of ${messages} added: ${event.job.problem?.code}`)
    break
  }
  const seconds = (performance.now() - start) / 1000
  const watched = stop()
  const { hits } = await client.search.query({ text: 'invoice', timeZone: 'UTC' })
  if (hits.length === 0) throw new Error('taken in but not found')
  tell({ type: 'taken in', seconds, watched, size: sizeOf(folder) })
}

async function sync({ folder, port, messages }: Extract<Order, { task: 'sync' }>): Promise<void> {
  opened = await openApp(folder)
  const { client } = opened
  await client.workspace.settings({ own })
  const stop = watch()
  const start = performance.now()
  await add(client, port, 'ana')
  await until(client, async () => {
    const { connectors } = await client.connectors.list()
    return connectors.every(one => one.state.state === 'live') && (await client.workspace.get()).interactions >= messages
  })
  const seconds = (performance.now() - start) / 1000
  tell({ type: 'taken in', seconds, watched: stop(), size: sizeOf(folder) })
  for await (const event of await client.events()) {
    if (event.type !== 'timeline.changed') continue
    const { interactions } = await client.workspace.get()
    tell({ type: 'arrived', at: performance.timeOrigin + performance.now(), interactions })
  }
}

async function quiet({ port, users }: Extract<Order, { task: 'quiet' }>): Promise<void> {
  const client = opened?.client
  if (!client) throw new Error('nothing is open')
  for (const user of users) await add(client, port, user)
  await until(client, async () => (await client.connectors.list()).connectors.every(one => one.state.state === 'live'))
  // What a sync leaves to do (words learned, index merged, cases told apart) is done in slices, with rests of up to two seconds.
  for (let calm = 0; calm < 5; ) calm = (await worked(1)) < 0.02 ? calm + 1 : 0
  tell({ type: 'idle', share: (await worked(30)) / 30 })
}

/** Seconds of processor time that this process takes in so many seconds. */
async function worked(seconds: number): Promise<number> {
  const before = process.cpuUsage()
  await setTimeout(seconds * 1000)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

function add(client: Client, port: number, user: string) {
  const settings = { user, login: user, host: '127.0.0.1', port, security: 'none', auth: 'password' }
  return client.connectors.add({ kind: 'imap', settings, secrets: { password: 'pw' } })
}

/** Looks again after every event until it holds. */
async function until(client: Client, holds: () => Promise<boolean>): Promise<void> {
  const events = await client.events()
  for await (const _ of events) if (await holds()) break
  await events.return(undefined)
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(folder, entry.name)).size, 0)
}
