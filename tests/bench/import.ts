/**
 * `npm run bench`: imports generated mail into a fresh encrypted store and prints rates and memory. Seconds differ from machine to machine,
 * so what counts is the ratio to reading and parsing the same mail alone in the same run, with nothing stored.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { parseWithLightBlobs } from '../../electron/connectors/email/light-blob.ts'
import { mbox } from '../../electron/connectors/email/mbox.ts'
import { generateMailbox } from '../../electron/sample/index.ts'
import { openApp } from '../integration/support/open-app.ts'
import { round, Table, watchProcess } from './table.ts'

parseWithLightBlobs()
const { values } = parseArgs({ options: { messages: { type: 'string', default: '50000' } } })
const messages = Number(values.messages)
const own = ['support@alba.example']
const folder = mkdtempSync(join(tmpdir(), 'hilo-bench-'))
const file = join(folder, 'bench.mbox')
const table = new Table()

try {
  await generateMailbox(file, { seed: 1, messages, customers: Math.ceil(messages / 10) })
  table.add('messages; mailbox', `${round(messages)}; ${round(statSync(file).size / 1e6)} MB`)
  const seconds = await importAll()
  const parseSeconds = await parseAlone()
  table.add('read and parsed only', `${round(messages / parseSeconds)} / s`)
  table.add('import, parsing alone = 1', round(seconds / parseSeconds, 2))
  table.print()
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
  const data = join(folder, 'data')
  const { app, client } = await openApp(data)
  const events = await client.events()
  const before = process.memoryUsage().rss
  const stop = watchProcess()
  const start = performance.now()
  const { job: id } = await client.imports.start({ items: [{ path: file }], own })
  for await (const event of events) {
    if (event.type !== 'import.progress' || event.job.id !== id || event.job.endedAt === undefined) continue
    if (event.job.added !== messages) throw new Error(`${event.job.added} of ${messages} added: ${JSON.stringify(event.job.problem)}`)
    break
  }
  const seconds = (performance.now() - start) / 1000
  const { peak, blocked } = stop()
  table.add('imported, searchable', `${round(messages / seconds)} / s (${round(seconds, 1)} s)`)
  table.add('peak memory of the process', `${round(peak / 1e6)} MB (${round(before / 1e6)} before)`)
  table.add('main thread held up at most', `${round(blocked)} ms`)
  await measure('customer list, first page', () => client.customers.list({}))
  const [first] = (await client.customers.list({})).rows
  await measure('timeline, newest page', () => client.timeline.page({ customer: first?.id ?? 0 }))
  await measure('search, a common word', () => client.search.query({ text: 'invoice', timeZone: 'UTC' }))
  await measure('search, part of a number', () => client.search.query({ text: '8841', timeZone: 'UTC' }))
  await app.close()
  table.add('store on disk', `${round(statSync(join(data, 'hilo.db')).size / 1e6)} MB`)
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
  table.add(name, `${round(times[10] ?? 0, 1)} ms (worst of 20: ${round(times[19] ?? 0, 1)} ms)`)
}
