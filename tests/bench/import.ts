/**
 * `npm run bench`: imports generated mail into a fresh encrypted store and prints rates and memory. Seconds differ from machine to machine,
 * so what counts is the ratio to reading and parsing the same mail alone in the same run, with nothing stored.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createRouterClient } from '@orpc/server'
import { createApp } from '../../electron/app/app.ts'
import { sourceWorkers } from '../../electron/app/workers.ts'
import { parseWithLightBlobs } from '../../electron/connectors/email/light-blob.ts'
import { mbox } from '../../electron/connectors/email/mbox.ts'
import { generateMailbox } from '../../electron/sample/index.ts'

parseWithLightBlobs()
const { values } = parseArgs({ options: { messages: { type: 'string', default: '50000' } } })
const messages = Number(values.messages)
const own = ['support@alba.example']
const folder = mkdtempSync(join(tmpdir(), 'hilo-bench-'))
const file = join(folder, 'bench.mbox')
const rows: Record<string, string> = {}
const round = (value: number, digits = 0) => value.toLocaleString('en', { maximumFractionDigits: digits })

try {
  await generateMailbox(file, { seed: 1, messages, customers: Math.ceil(messages / 10) })
  rows['messages; mailbox'] = `${round(messages)}; ${round(statSync(file).size / 1e6)} MB`
  const seconds = await importAll()
  const parseSeconds = await parseAlone()
  rows['read and parsed only'] = `${round(messages / parseSeconds)} / s`
  rows['import, parsing alone = 1'] = round(seconds / parseSeconds, 2)
  for (const [name, value] of Object.entries(rows)) process.stdout.write(`${name.padEnd(30)} ${value}\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function parseAlone(): Promise<number> {
  const start = performance.now()
  const settings = { path: file, own, region: 'ES', timeZone: 'UTC', now: Date.now() }
  let count = 0
  for await (const batch of mbox.read(settings, undefined, new AbortController().signal)) count += batch.items.length
  if (count !== messages) throw new Error(`${count} of ${messages} parsed`)
  return (performance.now() - start) / 1000
}

/** Returns how long it took, seconds. */
async function importAll(): Promise<number> {
  const preferences = new Map<string, unknown>()
  const data = join(folder, 'data')
  const app = createApp({
    folder: data,
    keys: { state: async () => 'ready', key: async () => new Uint8Array(32).fill(7) },
    preferences: { get: name => preferences.get(name), set: (name, value) => preferences.set(name, value) },
    workers: sourceWorkers,
    now: Date.now,
  })
  await app.start('own')
  const client = createRouterClient(app.router)
  const events = await client.events()
  const before = process.memoryUsage().rss
  let peak = 0
  let blocked = 0
  let last = performance.now()
  const watch = setInterval(() => {
    const now = performance.now()
    blocked = Math.max(blocked, now - last - 10)
    last = now
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 10)
  const start = performance.now()
  const { job: id } = await client.imports.start({ items: [{ path: file }], own })
  for await (const event of events) {
    if (event.type !== 'import.progress' || event.job.id !== id || event.job.endedAt === undefined) continue
    if (event.job.added !== messages) throw new Error(`${event.job.added} of ${messages} added: ${JSON.stringify(event.job.problem)}`)
    break
  }
  const seconds = (performance.now() - start) / 1000
  clearInterval(watch)
  rows['imported, searchable'] = `${round(messages / seconds)} / s (${round(seconds, 1)} s)`
  rows['peak memory of the process'] = `${round(peak / 1e6)} MB (${round(before / 1e6)} before)`
  rows['main thread held up at most'] = `${round(blocked)} ms`
  await measure('customer list, first page', () => client.customers.list({}))
  const [first] = (await client.customers.list({})).rows
  await measure('timeline, newest page', () => client.timeline.page({ customer: first?.id ?? 0 }))
  await measure('search, a common word', () => client.search.query({ text: 'invoice', timeZone: 'UTC' }))
  await measure('search, part of a number', () => client.search.query({ text: '8841', timeZone: 'UTC' }))
  await app.close()
  rows['store on disk'] = `${round(statSync(join(data, 'hilo.db')).size / 1e6)} MB`
  return seconds
}

async function measure(name: string, call: () => Promise<unknown>): Promise<void> {
  const times: number[] = []
  for (let run = 0; run < 20; run++) {
    const start = performance.now()
    await call()
    times.push(performance.now() - start)
  }
  times.sort((a, b) => a - b)
  rows[name] = `${round(times[10] ?? 0, 1)} ms (worst of 20: ${round(times[19] ?? 0, 1)} ms)`
}
