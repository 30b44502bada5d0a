import { createRouterClient } from '@orpc/server'
import { createApp } from '../../../electron/app/app.ts'
import { sourceWorkers } from '../../../electron/app/workers.ts'

/** A process to be killed: imports a file into a folder and writes the number of interactions added so far, a line each time it grows. */
const [folder = '', path = ''] = process.argv.slice(2)
const app = createApp({
  folder,
  keys: { state: async () => 'ready', key: async () => new Uint8Array(32).fill(7) },
  preferences: { get: () => undefined, set: () => {} },
  workers: sourceWorkers,
  now: Date.now,
})
await app.start('own')
const client = createRouterClient(app.router)
const events = await client.events()
await client.imports.start({ items: [{ path }], own: ['support@us.example'] })
for await (const event of events) {
  if (event.type !== 'import.progress') continue
  process.stdout.write(`${event.job.added + event.job.duplicates}\n`)
  if (event.job.endedAt !== undefined) break
}
await app.close()
process.exit()
