/** Sends replies one after the other, as fast as they go, from the workspace in a folder: `folder account customer`. Prints each key once it waits. */
import { randomUUID } from 'node:crypto'
import { createRouterClient } from '@orpc/server'
import { createApp } from '../../../electron/app/app.ts'
import { workers } from '../../../electron/app/workers.ts'
import { fixedKey } from './fixed-key.ts'

const [folder = '', account = '', customer = ''] = process.argv.slice(2)
let ahead = 0
const app = createApp({
  folder,
  keys: fixedKey(),
  preferences: { get: () => undefined, set: () => {} },
  workers,
  // Nobody waits ten seconds for each.
  now: () => Date.now() + ahead,
})
await app.start('own')
const client = createRouterClient(app.router)
for (;;) {
  const key = randomUUID()
  const text = `Reply ${key}`
  await client.replies.send({ key, customer: Number(customer), account, to: ['ana@x.example'], text })
  process.stdout.write(`${key}\n`)
  ahead += 11_000
}
