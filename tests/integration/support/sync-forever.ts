import { openApp } from './open-app.ts'

/** A process to be killed: reads an IMAP account on loopback into a folder and writes how many interactions it holds, a line at each change. */
const [folder = '', port = ''] = process.argv.slice(2)
const { client } = await openApp(folder)
const { connectors } = await client.connectors.list()
if (connectors.length === 0) {
  await client.workspace.settings({ own: ['ana@us.example'] })
  const settings = { user: 'ana', host: '127.0.0.1', port: Number(port), security: 'none', auth: 'password' }
  await client.connectors.add({ kind: 'imap', settings, secrets: { password: 'pw' } })
}
for await (const event of await client.events()) {
  if (event.type === 'import.progress') continue
  const [one] = (await client.connectors.list()).connectors
  process.stdout.write(`${(await client.workspace.get()).interactions} ${one?.state.state}\n`)
}
