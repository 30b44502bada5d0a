/** Connects a mail account that sends through the server on this port to the user's own workspace in a folder: `folder passphrase address port`. */
import { createRouterClient } from '@orpc/server'
import { openApp } from '../../../electron/serve/open-app.ts'

const [folder = '', passphrase = '', user = '', port = ''] = process.argv.slice(2)
const { app } = openApp(folder, passphrase)
await app.start('own', passphrase)
const client = createRouterClient(app.router)
const settings = {
  user,
  host: '127.0.0.1',
  port: 1,
  security: 'none',
  smtpHost: '127.0.0.1',
  smtpPort: Number(port),
  smtpSecurity: 'none',
}
const { id } = await client.connectors.add({ kind: 'imap', settings, secrets: { password: 'secret' }, name: 'Support' })
await client.connectors.pause({ id })
await client.replies.saveSignature({ account: id, text: 'Marta\nSupport' })
await client.macros.save({
  name: 'Greeting',
  language: 'en',
  text: 'Dear {{customer.firstName}}, about order {{order.id}}.',
  actions: { tags: [], send: false, state: 'pending' },
})
await client.macros.save({
  name: 'Thanks',
  language: 'en',
  text: 'Thank you, {{customer.name}}.',
  actions: { tags: ['thanked'], send: false, state: 'solved' },
})
await app.close()
