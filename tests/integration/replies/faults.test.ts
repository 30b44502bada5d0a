import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Client, Inputs } from '#shared/contract/index.ts'
import { UNDO_SEND } from '#shared/model/reply.ts'
import { Settings } from '../../../electron/connectors/imap/account/settings.ts'
import { testSending } from '../../../electron/connectors/imap/send.ts'
import { selfSigned } from '../../servers/certificate.ts'
import { scratchFolder } from '../../servers/program.ts'
import { startSmtp, type TestSmtp } from '../../servers/smtp.ts'
import { writeMbox } from '../support/mail.ts'
import { addSender, importFiles, openTestApp, testFolder } from '../support/workspace.ts'

const OWN = 'support@us.example'
const SOON = { timeout: 60_000 }

async function server(...given: Parameters<typeof startSmtp>): Promise<TestSmtp> {
  const smtp = await startSmtp(...given)
  onTestFinished(smtp.close)
  return smtp
}

/** Two customers who asked, one account for each of these servers, and a clock that stands still until it jumps. */
async function desk(servers: { port: number; security?: 'tls' | 'none' }[], folder = testFolder()) {
  let clock = Date.now()
  const { client, app } = await openTestApp({ folder, now: () => clock })
  if ((await client.connectors.list()).connectors.length === 0) {
    const mails = ['ana', 'ben'].map(name => ({
      id: `${name}@x.example`,
      from: `${name} <${name}@x.example>`,
      to: OWN,
      at: new Date(clock).toISOString(),
      subject: 'Lamp',
      text: 'It broke.',
    }))
    await importFiles(client, [writeMbox(join(testFolder(), 'two.mbox'), mails)], [OWN])
    for (const [index, server] of servers.entries())
      await addSender(client, { user: index === 0 ? OWN : `desk${index}@us.example`, ...server })
  }
  const jump = (ms: number) => {
    clock += ms
  }
  const accounts = (await client.replies.accounts()).accounts.map(({ id }) => id)
  const customers = new Map((await client.customers.list({})).rows.map(row => [row.name, row.id]))
  const reply = (name: 'ana' | 'ben', changes: Partial<Inputs['replies']['send']> = {}): Inputs['replies']['send'] => ({
    key: randomUUID(),
    customer: customers.get(name) ?? 0,
    account: accounts[0] ?? '',
    to: [`${name}@x.example`],
    subject: 'Re: Lamp',
    text: 'We send a new one.',
    ...changes,
  })
  return { client, app, folder, accounts, customers, reply, jump }
}

const waiting = async (client: Client) => (await client.replies.waiting({})).replies

test('a server that hangs holds up nothing but its own account', async () => {
  const [slow, quick] = [await server(OWN, 'secret'), await server('desk1@us.example', 'secret')]
  slow.moods.push({ at: 'hang' })
  const { client, app, folder, accounts, reply, jump } = await desk([slow, quick])
  await client.replies.send(reply('ana'))
  jump(UNDO_SEND)
  await expect.poll(() => waiting(client), SOON).toMatchObject([{ state: 'handed-over' }])
  await client.replies.send(reply('ben', { account: accounts[1] ?? '' }))
  jump(UNDO_SEND)
  await vi.waitUntil(() => quick.taken.length === 1, SOON)
  await expect.poll(() => waiting(client), SOON).toMatchObject([{ state: 'handed-over' }])
  // A command beside it in another process takes nothing of it for left behind.
  const command = await openTestApp({ folder, visiting: true })
  await command.app.close()
  expect(await waiting(client)).toMatchObject([{ state: 'handed-over' }])
  // The program ends while it hangs: whether it arrived is not known, and nothing is sent by itself.
  await app.close()
  const again = await desk([slow, quick], folder)
  await expect.poll(() => waiting(again.client), SOON).toMatchObject([{ state: 'unknown' }])
  again.jump(24 * 3600_000)
  expect(slow.taken).toEqual([])
})

test('a server that is away for two days refuses nothing: the reply goes out once it is back', async () => {
  const gone = await startSmtp(OWN, 'secret')
  await gone.close()
  const { client, reply, jump } = await desk([gone])
  await client.replies.send(reply('ana'))
  jump(UNDO_SEND)
  const due = async () => (await waiting(client))[0]?.dueAt ?? 0
  // More tries than a server that greylists would be given.
  for (let tries = 0; tries < 12; tries++) {
    await expect.poll(() => waiting(client), SOON).toMatchObject([{ state: 'queued', problem: 'refused', tries: 0 }])
    const before = await due()
    jump(4 * 3600_000)
    await expect.poll(due, SOON).toBeGreaterThan(before)
  }
  const back = await server(OWN, 'secret', { port: gone.port })
  jump(3600_000)
  await vi.waitUntil(async () => (await waiting(client)).length === 0, SOON)
  expect(back.taken).toHaveLength(1)
})

test('a certificate nobody vouches for: nothing is sent, and the failure says so', async () => {
  const certificate = await selfSigned(scratchFolder('smtp'))
  const smtp = await server(OWN, 'secret', { certificate })
  const { client, reply, jump } = await desk([{ port: smtp.port, security: 'tls' }])
  await client.replies.send(reply('ana'))
  jump(UNDO_SEND)
  await expect.poll(() => waiting(client), SOON).toMatchObject([{ state: 'failed', problem: 'certificate' }])
  expect(smtp.taken).toEqual([])
})

test('an attachment over the limit of the server: the failure names the limit, and it can be edited with its file', async () => {
  const smtp = await server(OWN, 'secret', { size: 20_000 })
  const { client, customers, reply, jump } = await desk([smtp])
  const path = join(testFolder(), 'large.bin')
  writeFileSync(path, Buffer.alloc(40_000, 'x'))
  const file = await client.replies.attach({ path, name: 'large.bin', type: 'application/octet-stream' })
  const { key } = await client.replies.send(reply('ana', { files: [file.id] }))
  jump(UNDO_SEND)
  await expect.poll(() => waiting(client), SOON).toMatchObject([{ state: 'failed', said: expect.stringContaining('20000') }])
  const { draft } = await client.replies.edit({ key, writer: 'page' })
  expect(draft).toMatchObject({ text: 'We send a new one.', files: [{ name: 'large.bin', size: 40_000 }] })
  expect(await waiting(client)).toEqual([])
  const { others } = await client.replies.draft({ customer: customers.get('ana') ?? 0, writer: 'page' })
  expect(others).toMatchObject([{ draft: { text: 'We send a new one.' } }])
})

test('accepted, then bounced: the report joins the thread and case of the reply, which is marked and asks for a person', async () => {
  const smtp = await server(OWN, 'secret')
  const { client, customers, reply, jump } = await desk([smtp])
  const customer = customers.get('ana') ?? 0
  const { answers } = await client.replies.start({ customer })
  const { key } = await client.replies.send(reply('ana', { ...(answers && { answers: answers.id }) }))
  jump(UNDO_SEND)
  await vi.waitUntil(async () => (await waiting(client)).length === 0, SOON)
  const boundary = 'b0unce'
  const report = join(testFolder(), 'bounce.eml')
  writeFileSync(
    report,
    [
      'Message-ID: <bounce-1@mx.example>',
      `Date: ${new Date().toUTCString()}`,
      'From: Mail Delivery System <MAILER-DAEMON@mx.example>',
      `To: ${OWN}`,
      'Subject: Undelivered Mail Returned to Sender',
      'MIME-Version: 1.0',
      `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`,
      '',
      `--${boundary}`,
      'Content-Type: text/plain; charset=us-ascii',
      '',
      'Your message could not be delivered.',
      '',
      `--${boundary}`,
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.example',
      '',
      'Final-Recipient: rfc822; ana@x.example',
      'Action: failed',
      'Status: 5.1.1',
      'Diagnostic-Code: smtp; 550 5.1.1 <ana@x.example>: mailbox unknown here',
      '',
      `--${boundary}`,
      'Content-Type: text/rfc822-headers',
      '',
      `Message-ID: <${key}@us.example>`,
      'Subject: Re: Lamp',
      '',
      `--${boundary}--`,
      '',
    ].join('\r\n'),
  )
  await importFiles(client, [report], [OWN])
  await expect
    .poll(() => waiting(client), SOON)
    .toMatchObject([{ state: 'bounced', said: expect.stringContaining('mailbox unknown here') }])
  expect((await waiting(client))[0]?.said).not.toContain('ana@')
  const { rows } = await client.timeline.page({ customer })
  expect(rows).toHaveLength(3)
  const [asked, sent, came] = ['ana@x.example', OWN, 'MAILER-DAEMON@mx.example'].map(from =>
    rows.find(row => row.from.address.toLowerCase() === from.toLowerCase()),
  )
  expect(sent?.marks).toContain('bounced')
  expect(came?.marks).toContain('bounce')
  expect(came?.thread).toBe(asked?.thread)
  await expect
    .poll(async () => (await client.timeline.page({ customer })).rows.map(row => row.case?.id === asked?.case?.id), SOON)
    .toEqual([true, true, true])
  // Dealt with, it stays so, also when more comes in.
  await client.replies.cancel({ key })
  await importFiles(client, [report], [OWN])
  expect(await waiting(client)).toEqual([])
})

test('the clock set back does not hold a reply up; set ahead, it sends once', async () => {
  const smtp = await server(OWN, 'secret')
  const { client, reply, jump } = await desk([smtp])
  const { dueAt } = await client.replies.send(reply('ana'))
  jump(-24 * 3600_000)
  await expect.poll(async () => (await waiting(client))[0]?.dueAt, SOON).toBe(dueAt - 24 * 3600_000)
  jump(UNDO_SEND)
  await vi.waitUntil(async () => (await waiting(client)).length === 0, SOON)
  expect(smtp.taken).toHaveLength(1)
  const later = Date.now() + 3600_000
  await client.replies.send(reply('ben', { sendAt: later }))
  jump(48 * 3600_000)
  await vi.waitUntil(async () => (await waiting(client)).length === 0, SOON)
  expect(smtp.taken).toHaveLength(2)
})

test('two windows on one draft: each keeps its own; the same reply goes out once, and another text under its key is refused', async () => {
  const smtp = await server(OWN, 'secret')
  const { client, customers, reply, jump } = await desk([smtp])
  const customer = customers.get('ana') ?? 0
  const draft = { key: randomUUID(), to: ['ana@x.example'], cc: [], bcc: [], subject: '', text: 'One' }
  await client.replies.saveDraft({ customer, writer: 'a', draft })
  const { others } = await client.replies.saveDraft({ customer, writer: 'b', draft: { ...draft, text: 'Two' } })
  expect(others).toMatchObject([{ writer: 'a', draft: { text: 'One' } }])
  await client.replies.send(reply('ana', { key: draft.key, text: 'One', writer: 'a' }))
  await expect(client.replies.send(reply('ana', { key: draft.key, text: 'Two', writer: 'b' }))).rejects.toMatchObject({
    code: 'CONFLICT',
    data: { reason: 'already-sent' },
  })
  expect(await client.replies.draft({ customer, writer: 'b' })).toMatchObject({ draft: { text: 'Two' }, others: [] })
  jump(UNDO_SEND)
  await vi.waitUntil(async () => (await waiting(client)).length === 0, SOON)
  expect(smtp.taken).toHaveLength(1)
})

test('a page goes on from what another left, unless that one is written on meanwhile', async () => {
  const { client, customers } = await desk([])
  const customer = customers.get('ana') ?? 0
  const draft = { to: [], cc: [], bcc: [], subject: '', text: 'Left' }
  const { savedAt } = await client.replies.saveDraft({ customer, writer: 'gone', draft })
  const instead = { writer: 'gone', savedAt }
  expect(
    (await client.replies.saveDraft({ customer, writer: 'now', draft: { ...draft, text: 'Left and right' }, instead })).others,
  ).toEqual([])
  await client.replies.saveDraft({ customer, writer: 'gone', draft: { ...draft, text: 'Not gone' } })
  const { others } = await client.replies.saveDraft({ customer, writer: 'now', draft: { ...draft, text: 'Right' }, instead })
  expect(others).toMatchObject([{ writer: 'gone', draft: { text: 'Not gone' } }])
})

test('the test of an account logs in where mail is handed in, and says when that fails', async () => {
  const smtp = await server(OWN, 'secret')
  const given = { user: OWN, host: '127.0.0.1', security: 'none', smtpHost: '127.0.0.1', smtpPort: smtp.port, smtpSecurity: 'none' }
  const steps = async (password: string) => {
    const { signal } = new AbortController()
    const found = []
    for await (const step of testSending({ settings: Settings.parse(given), secrets: { password }, signal, keepSecrets: async () => {} })) {
      found.push(step)
    }
    return found
  }
  expect(await steps('secret')).toMatchObject([{ step: 'sending', ok: true }])
  expect(await steps('wrong')).toMatchObject([{ step: 'sending', ok: false, code: 'login-refused' }])
  expect(smtp.taken).toEqual([])
})
