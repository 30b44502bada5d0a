import { openApp } from './open-app.ts'

/** A process to be killed: imports a file into a folder and writes the number of interactions added so far, a line each time it grows. */
const [folder = '', path = ''] = process.argv.slice(2)
const { app, client } = await openApp(folder)
const events = await client.events()
await client.imports.start({ items: [{ path }], own: ['support@us.example'] })
for await (const event of events) {
  if (event.type !== 'import.progress') continue
  process.stdout.write(`${event.job.added + event.job.duplicates}\n`)
  if (event.job.endedAt !== undefined) break
}
await app.close()
process.exit()
