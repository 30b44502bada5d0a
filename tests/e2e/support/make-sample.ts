/** Fills the sample workspace in the folder given, as a first start does, and ends. */
import { setTimeout } from 'node:timers/promises'
import { createRouterClient } from '@orpc/server'
import { openApp } from '../../../electron/serve/open-app.ts'

const { app } = openApp(process.argv[2] ?? '', undefined)
await app.start('sample')
const client = createRouterClient(app.router)
for await (const _event of await client.events()) {
  const { preparing } = await client.workspace.get()
  if (preparing === undefined) break
}
// What is done in the background belongs to it: it would go on beside every test.
while ((await client.cases.unplaced()).count > 0) await setTimeout(100)
await app.close()
