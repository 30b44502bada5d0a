import { expect, onTestFinished, test } from 'vitest'
import { startDovecot } from '../../../servers/dovecot.ts'
import { startOAuth } from '../../../servers/oauth.ts'
import { mail } from '../../support/mail.ts'
import { openTestApp } from '../../support/workspace.ts'

test('an account is connected by consent in the browser; its tokens never reach the window', async () => {
  const oauth = await startOAuth()
  onTestFinished(() => void oauth.stop())
  const dovecot = await startDovecot({ introspection: `${oauth.base}/introspect` })
  onTestFinished(dovecot.stop)
  await dovecot.deliver('ana', 'INBOX', [mail({ id: 'a@x', from: 'Bo <bo@x.example>', to: 'ana@us.example', at: '2025-01-01T00:00:00Z' })])
  const { client } = await openTestApp()
  const settings = {
    user: 'ana',
    host: '127.0.0.1',
    port: dovecot.port,
    security: 'none',
    auth: 'oauth',
    clientId: 'hilo',
    authorizeUrl: `${oauth.base}/authorize`,
    tokenUrl: `${oauth.base}/token`,
  }
  const draft = { kind: 'imap', settings }
  const told: unknown[] = []
  let grant: string | undefined
  for await (const step of await client.connectors.authorize(draft)) {
    told.push(step)
    if ('open' in step) await fetch(step.open)
    else grant = step.grant
  }
  if (grant === undefined) throw new Error('a grant')
  const { steps } = await client.connectors.test({ ...draft, grant })
  expect(steps.map(step => step.ok)).not.toContain(false)
  const events = await client.events()
  const { id } = await client.connectors.add({ ...draft, grant })
  for await (const _ of events) if ((await client.connectors.list()).connectors[0]?.state.state === 'live') break
  await events.return(undefined)
  expect((await client.workspace.get()).interactions).toBe(1)
  const seen = JSON.stringify([told, await client.connectors.list(), await client.connectors.log({ id })])
  for (const token of [...oauth.access, ...oauth.refresh]) expect(seen).not.toContain(token)
  const unwilling = await client.connectors.authorize({ ...draft, settings: { ...settings, user: 'unwilling' } })
  await expect(
    (async () => {
      for await (const step of unwilling) if ('open' in step) await fetch(step.open)
    })(),
  ).rejects.toMatchObject({ code: 'SOURCE', data: { code: 'login-refused' } })
  const unknown = client.connectors.test({ ...draft, grant })
  expect((await unknown).steps.at(-1)).toMatchObject({ ok: false, code: 'login-refused' })
})
