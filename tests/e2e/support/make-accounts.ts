/** Connects accounts to the user's own workspace in a folder, and lets phones in: `folder passphrase accounts`, the accounts as JSON. Prints the phones' token. */
import { createRouterClient } from '@orpc/server'
import * as z from 'zod'
import { openApp } from '../../../electron/serve/open-app.ts'

const Accounts = z.array(
  z.object({
    kind: z.string(),
    name: z.string(),
    settings: z.record(z.string(), z.unknown()),
    secrets: z.record(z.string(), z.string()).default({}),
  }),
)

const [folder = '', passphrase = '', accounts = ''] = process.argv.slice(2)
const { app } = openApp(folder, passphrase)
await app.start('own', passphrase)
const client = createRouterClient(app.router)
for (const account of Accounts.parse(JSON.parse(accounts))) await client.connectors.add(account)
const { token } = await client.calls.allow()
process.stdout.write(token)
await app.close()
