/** A day's work on one mailbox, as the serving process does it; says "worked" and waits to be killed. Arguments: data folder, mailbox. */

import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { createRouterClient } from '@orpc/server'
import { openApp } from '../../../electron/serve/open-app.ts'
import { Uploads } from '../../../electron/serve/uploads.ts'

const [folder = '', mailbox = ''] = process.argv.slice(2)
const { app, ports } = openApp(folder, 'correct horse')
await app.start('own')
const client = createRouterClient(app.router)
const events = await client.events()
const { job } = await client.imports.start({ items: [{ path: mailbox }], own: ['us@b.example'] })
for await (const event of events) if (event.type === 'import.progress' && event.job.id === job && event.job.endedAt) break

const customer = (await client.customers.list({})).rows[0]?.id ?? 0
const { rows } = await client.timeline.page({ customer })
for (const { id } of rows) {
  for (const wanted of [
    { what: 'attachment' as const, id, position: 0 },
    { what: 'html' as const, id, remote: false },
  ]) {
    const { path } = await client.timeline.open(wanted)
    await app.document(path).catch(() => undefined)
  }
}
await client.search.query({ text: 'quxwordle', timeZone: 'UTC' })
await client.search.save({ id: randomUUID(), name: 'quxwordle', text: 'quxwordle' })
await client.replies.attach({ name: 'quxwordle.txt', type: 'text/plain', content: Buffer.from('quxwordle attached').toString('base64') })
const draft = { to: ['ana@quxwordle.example'], cc: [], bcc: [], subject: 'quxwordle', text: 'half a quxwordle' }
await client.replies.saveDraft({ customer, writer: 'a', draft })
await client.notes.write({ note: randomUUID(), customer, lines: ['a quxwordle noted'] })
await app.document((await client.privacy.export({ customer })).path)
await app.document((await client.desktop.diagnostics()).path).catch(() => undefined)
await client.workspace.preferences({ theme: 'dark' })
await client.backups.make()
ports.log?.error('request', new TypeError('quxwordle'))
const uploads = new Uploads(folder)
await uploads.open()
await uploads.put(randomUUID(), 'quxwordle.mbox', 1, Readable.from(['quxwordle']))
process.stdout.write('worked\n')
setInterval(() => {}, 1000)
