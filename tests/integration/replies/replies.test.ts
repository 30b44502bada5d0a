import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Client, Inputs } from '#shared/contract/index.ts'
import { UNDO_SEND } from '#shared/model/reply.ts'
import { startSmtp as startServer, type TestSmtp } from '../../servers/smtp.ts'
import { writeMbox } from '../support/mail.ts'
import { addSender, importFiles, openTestApp, testFolder } from '../support/workspace.ts'

const OWN = 'support@us.example'

async function startSmtp(...given: Parameters<typeof startServer>): Promise<TestSmtp> {
  const smtp = await startServer(...given)
  onTestFinished(smtp.close)
  return smtp
}
const SOON = { timeout: 20_000 }

/** A workspace with one customer's mail and an account that sends through this server; its clock stands still until it is told: ten seconds pass anywhere. */
async function desk(smtp: TestSmtp, folder = testFolder(), clock = Date.now()) {
  const { client, app } = await openTestApp({ folder, now: () => clock })
  if ((await client.connectors.list()).connectors.length === 0) {
    const mail = {
      id: 'q@x.example',
      from: 'Ana <ana@x.example>',
      to: OWN,
      at: new Date(clock).toISOString(),
      subject: 'Broken lamp',
      text: 'It broke.',
    }
    await importFiles(client, [writeMbox(join(testFolder(), 'one.mbox'), [mail])], [OWN])
    await addSender(client, { user: OWN, port: smtp.port })
  }
  const [account] = (await client.connectors.list()).connectors
  const [customer] = (await client.customers.list({})).rows
  if (!account || !customer) throw new Error('an account and a customer')
  const { answers } = await client.replies.start({ customer: customer.id })
  const reply = (changes: Partial<Inputs['replies']['send']> = {}): Inputs['replies']['send'] => ({
    key: randomUUID(),
    customer: customer.id,
    account: account.id,
    to: ['ana@x.example'],
    subject: 'Re: Broken lamp',
    text: 'We send a new one.',
    ...(answers && { answers: answers.id }),
    ...changes,
  })
  return {
    client,
    app,
    folder,
    customer: customer.id,
    account: account.id,
    reply,
    now: () => clock,
    /** As if that long had passed. */
    pass(ms: number) {
      clock += ms
    },
  }
}

const waiting = async (client: Client) => (await client.replies.waiting({})).replies

test('a reply goes to where the mail came from, in its thread, and is an interaction of the case it solves', async () => {
  const smtp = await startSmtp(OWN, 'secret')
  const { client, customer, account, reply, now, pass } = await desk(smtp)
  await expect.poll(async () => (await client.cases.list({})).rows.length, SOON).toBe(1)
  const [open] = (await client.cases.list({})).rows
  expect(await client.replies.start({ customer })).toMatchObject({
    account,
    to: ['ana@x.example'],
    subject: 'Re: Broken lamp',
    answers: { text: 'It broke.' },
  })
  const file = join(testFolder(), 'terms.txt')
  writeFileSync(file, 'terms')
  const attached = await client.replies.attach({ path: file, name: 'terms.txt', type: 'text/plain' })
  const waits = async () => (await client.day.cases({})).waiting.count
  const taken = reply({ ...(open && { case: open.id }) })
  expect(await waits()).toBe(1)
  await client.replies.send(taken)
  expect(await waits()).toBe(0)
  await client.replies.cancel({ key: taken.key })
  expect(await waits()).toBe(1)
  const late = reply({ ...(open && { case: open.id }), sendAt: Date.now() + 90 * 24 * 3600_000 })
  await client.replies.send(late)
  expect(await waits()).toBe(1)
  await client.replies.cancel({ key: late.key })
  await client.workspace.preferences({ name: ' Núria\nGil ' })
  const fill = { text: '{{agent.name}}', customer, account, locale: 'es' }
  expect(await client.macros.fill(fill)).toEqual({ text: 'Núria Gil' })
  const { dueAt } = await client.replies.send(
    reply({
      ...(open && { case: open.id }),
      caseState: 'solved',
      cc: ['boss@x.example'],
      bcc: ['file@us.example'],
      files: [attached.id],
    }),
  )
  expect(dueAt - now()).toBe(UNDO_SEND)
  expect(await waiting(client)).toMatchObject([{ state: 'queued', to: ['ana@x.example'], files: ['terms.txt'] }])
  expect(smtp.taken).toEqual([])
  pass(UNDO_SEND)
  await vi.waitUntil(async () => (await waiting(client)).length === 0, SOON)
  expect(smtp.taken).toHaveLength(1)
  const [{ from, to, raw } = { from: '', to: [], raw: '' }] = smtp.taken
  expect({ from, to }).toEqual({ from: OWN, to: ['ana@x.example', 'boss@x.example', 'file@us.example'] })
  expect(raw).toMatch(/^From: =\?UTF-8\?Q\?N=C3=BAria_Gil\?= <support@us\.example>\r$/m)
  expect(raw).toMatch(/^In-Reply-To: <q@x\.example>\r$/m)
  expect(raw).toMatch(/^References: <q@x\.example>\r$/m)
  expect(raw).toMatch(/filename=terms\.txt/)
  expect(raw).not.toContain('file@us.example')
  const { rows } = await client.timeline.page({ customer })
  expect(rows.map(({ text, direction }) => ({ text: text.trim(), direction }))).toEqual([
    { text: 'It broke.', direction: 'in' },
    { text: 'We send a new one.', direction: 'out' },
  ])
  expect(rows[1]?.thread).toBe(rows[0]?.thread)
  await expect
    .poll(async () => (await client.cases.list({})).rows.map(({ state, interactions }) => ({ state, interactions })), SOON)
    .toEqual([{ state: 'solved', interactions: 2 }])
})

test('within ten seconds it can be taken back, and then it is too late', async () => {
  const smtp = await startSmtp(OWN, 'secret')
  const { client, reply, pass } = await desk(smtp)
  const first = await client.replies.send(reply())
  await client.replies.cancel(first)
  const second = await client.replies.send(reply())
  pass(UNDO_SEND)
  await vi.waitUntil(() => smtp.taken.length === 1, SOON)
  await vi.waitUntil(async () => (await waiting(client)).length === 0, SOON)
  await expect(client.replies.cancel(second)).rejects.toMatchObject({ code: 'CONFLICT', data: { reason: 'already-sent' } })
  pass(60_000)
  expect(smtp.taken).toHaveLength(1)
})

test('sending the same reply twice sends it once', async () => {
  const smtp = await startSmtp(OWN, 'secret')
  const { client, reply, pass } = await desk(smtp)
  const same = reply()
  expect(await client.replies.send(same)).toEqual(await client.replies.send(same))
  pass(UNDO_SEND)
  await vi.waitUntil(async () => (await waiting(client)).length === 0, SOON)
  await client.replies.send(same)
  pass(UNDO_SEND)
  expect(await waiting(client)).toEqual([])
  expect(smtp.taken).toHaveLength(1)
})

test('a server that greylists gets it later; what it refuses for good says why and waits for a person', async () => {
  const smtp = await startSmtp(OWN, 'secret')
  const { client, reply, pass } = await desk(smtp)
  smtp.moods.push({ at: 'to', code: 451, text: 'Greylisted, come back later' })
  await client.replies.send(reply())
  pass(UNDO_SEND)
  await expect
    .poll(() => waiting(client), SOON)
    .toMatchObject([{ state: 'queued', tries: 1, problem: 'server-said-no', said: expect.stringContaining('Greylisted') }])
  pass(61_000)
  await vi.waitUntil(async () => (await waiting(client)).length === 0, SOON)
  smtp.moods.push({ at: 'data', code: 554, text: 'No such luck' })
  const refused = await client.replies.send(reply())
  pass(UNDO_SEND)
  await expect.poll(() => waiting(client), SOON).toMatchObject([{ state: 'failed', said: expect.stringContaining('No such luck') }])
  await client.replies.again(refused)
  await vi.waitUntil(async () => (await waiting(client)).length === 0, SOON)
  expect(smtp.taken).toHaveLength(2)
})

test('a connection lost after all was handed over is said to be unknown, and nothing is sent again by itself', async () => {
  const smtp = await startSmtp(OWN, 'secret')
  const { client, reply, pass } = await desk(smtp)
  smtp.moods.push({ at: 'hang-up', keeps: true })
  const lost = await client.replies.send(reply())
  pass(UNDO_SEND)
  await expect.poll(() => waiting(client), SOON).toMatchObject([{ state: 'unknown' }])
  pass(24 * 3600_000)
  expect(await waiting(client)).toMatchObject([{ state: 'unknown' }])
  expect(smtp.taken).toHaveLength(1)
  // The copy comes back from the folder of sent mail: then it is known.
  const copy = writeMbox(join(testFolder(), 'sent.mbox'), [
    { id: `${lost.key}@us.example`, from: OWN, to: 'ana@x.example', at: new Date().toISOString(), text: 'We send a new one.' },
  ])
  await importFiles(client, [copy], [OWN])
  await vi.waitUntil(async () => (await waiting(client)).length === 0, SOON)
})

test('a message over the limit of the server is refused before it is sent', async () => {
  const smtp = await startSmtp(OWN, 'secret', { size: 2000 })
  const { client, reply, pass } = await desk(smtp)
  await client.replies.send(reply({ text: 'long '.repeat(1000) }))
  pass(UNDO_SEND)
  await expect.poll(() => waiting(client), SOON).toMatchObject([{ state: 'failed', problem: 'server-said-no' }])
})

test('what waits, and what was being written, is there again after a restart', async () => {
  const smtp = await startSmtp(OWN, 'secret')
  const first = await desk(smtp)
  await first.client.replies.send(first.reply())
  await first.client.replies.saveDraft({
    customer: first.customer,
    writer: 'page-1',
    draft: { to: ['ana@x.example'], cc: [], bcc: [], subject: 'x', text: 'half a sen' },
  })
  await first.app.close()
  const { client, customer, pass } = await desk(smtp, first.folder, first.now())
  expect(await waiting(client)).toMatchObject([{ state: 'queued' }])
  // Another page goes on from it.
  const { others } = await client.replies.draft({ customer, writer: 'page-2' })
  expect(others).toMatchObject([{ writer: 'page-1', draft: { text: 'half a sen' } }])
  await client.replies.saveDraft({ customer, writer: 'page-1' })
  expect(await client.replies.draft({ customer, writer: 'page-1' })).toEqual({ others: [] })
  pass(UNDO_SEND)
  await vi.waitUntil(() => smtp.taken.length === 1, SOON)
})
