import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { callOfLink } from '#shared/model/call.ts'
import { startAmiStandIn } from '../servers/ami.ts'
import { importFiles, openTestApp, type TestApp, testFolder } from './support/workspace.ts'

const ANA = '+34600111222'

async function ring({ app }: TestApp, link: string): Promise<void> {
  const call = callOfLink(`hilo://call?${link}`)
  if (!call) throw new Error('no call')
  expect(await app.call(call)).toBe('taken')
}

const stamp = (at: number) => new Date(at).toISOString().slice(0, 19).replace('T', ' ')

/** Asterisk's record (`Master.csv`, with uniqueid) of a call that was answered, its times in UTC. */
function record(uniqueid: string, start: number, from = ANA): string {
  const cells = ['', from, '201', 'from-trunk', from, 'PJSIP/trunk-1', 'PJSIP/201-1', 'Dial', 'PJSIP/201']
  const times = [stamp(start), stamp(start + 8000), stamp(start + 68_000), '68', '60', 'ANSWERED', 'DOCUMENTATION', uniqueid, '']
  return `${[...cells, ...times].map(cell => `"${cell}"`).join(',')}\n`
}

async function importRecords(here: TestApp, ...lines: string[]): Promise<void> {
  await here.client.workspace.settings({ region: 'ES', timeZone: 'UTC' })
  const file = join(testFolder(), 'Master.csv')
  writeFileSync(file, lines.join(''))
  await importFiles(here.client, [file], ['201'])
}

const theOnly = async ({ client }: TestApp) => {
  const { calls } = await client.calls.now()
  expect(calls).toHaveLength(1)
  const [call] = calls
  if (!call) throw new Error('no call')
  return call
}

test('a call rings, is answered, written about, ended, and asks for its outcome', async () => {
  const here = await openTestApp()
  const { client } = here
  await ring(here, `from=${ANA}&to=201&id=c1`)
  const { key } = await theOnly(here)
  expect(await theOnly(here)).toMatchObject({ state: 'ringing', direction: 'in', number: ANA, note: '' })
  await ring(here, `from=${ANA}&to=201&id=c1&state=answered`)
  for (const text of ['w', 'wa', 'wants his invoice']) await client.calls.note({ key, text })
  await ring(here, `from=${ANA}&to=201&id=c1&state=ended`)
  // Words that come late change nothing.
  await ring(here, `from=${ANA}&to=201&id=c1&state=answered`)
  expect(await theOnly(here)).toMatchObject({ state: 'ended', note: 'wants his invoice', answeredAt: expect.any(Number) })
  await client.calls.close({ key, outcome: 'follow-up', followUp: '2027-01-05' })
  expect((await client.calls.now()).calls).toEqual([])
  // Without a record it is in the timeline all the same, and its follow-up comes up on its day.
  await expect.poll(async () => (await client.customers.list({})).rows.length).toBe(1)
  const customer = (await client.customers.list({})).rows[0]?.id ?? 0
  const page = async () => (await client.timeline.page({ customer })).rows
  await expect.poll(page).toMatchObject([{ channel: 'phone', direction: 'in', from: { address: ANA }, call: { outcome: 'answered' } }])
  expect((await client.calls.of({ customer })).calls).toMatchObject([{ key, recorded: false, interaction: (await page())[0]?.id }])
  expect((await client.calls.followUps({ until: '2027-01-04' })).calls).toEqual([])
  expect((await client.calls.followUps({ until: '2027-01-05' })).calls).toMatchObject([{ key, followUp: '2027-01-05' }])
  await client.calls.followed({ key, done: true })
  expect((await client.calls.followUps({ until: '2027-01-05' })).calls).toEqual([])
})

test('an unknown number becomes a customer, or that of somebody who is here; both can be undone', async () => {
  const here = await openTestApp()
  const { client } = here
  await ring(here, `from=${ANA}`)
  const { key } = await theOnly(here)
  const { op, customer } = await client.calls.create({ key })
  expect((await theOnly(here)).customer?.id).toBe(customer)
  await expect(client.calls.create({ key })).rejects.toMatchObject({ code: 'CONFLICT' })
  await client.customers.undo({ op })
  expect((await theOnly(here)).customer).toBeUndefined()
  await importRecords(here, record('9.1', Date.now() - 86_400_000, '+34600999888'))
  const [known] = (await client.customers.list({})).rows
  await client.customers.add({ customer: known?.id ?? 0, address: ANA })
  expect((await theOnly(here)).customer?.id).toBe(known?.id)
  await ring(here, 'from=anonymous&id=h')
  const hidden = (await client.calls.now()).calls.find(call => call.number === undefined)
  await expect(client.calls.create({ key: hidden?.key ?? '' })).rejects.toMatchObject({ code: 'CONFLICT' })
})

test.each([
  ['by its id', 'id=1790000000.7', '1790000000.7', 20_000],
  ['by number and time, where the phone gave no id', '', '1790000000.8', 0],
  ["by number and time, where the id was the softphone's own", 'id=softphone-1', '1790000000.9', 0],
])('the record of a call completes it %s: one row, with the note', async (_, id, uniqueid, off) => {
  const here = await openTestApp()
  const { client } = here
  const start = Math.floor(Date.now() / 1000) * 1000 - off
  await ring(here, `from=${ANA}&to=201&${id}`)
  const { key } = await theOnly(here)
  await client.calls.say({ key, state: 'answered' })
  await client.calls.note({ key, text: 'wants his invoice' })
  await client.calls.close({ key, outcome: 'resolved' })
  // Until it comes what the phone told stands in for it, and what an agent does with that is kept.
  await expect.poll(async () => (await client.customers.list({})).rows.length).toBe(1)
  await expect.poll(async () => (await client.cases.unplaced()).count).toBe(0)
  const [matter] = (await client.cases.list({})).rows
  await client.cases.change({ case: matter?.id ?? 0, changes: { subject: 'Invoice' } })
  await importRecords(here, record(uniqueid, start), record('1790000000.99', start - 3600_000))
  const [ana] = (await client.customers.list({})).rows
  const customer = ana?.id ?? 0
  await expect.poll(async () => (await client.calls.of({ customer })).calls[0]?.recorded).toBe(true)
  const { rows } = await client.timeline.page({ customer })
  const { calls } = await client.calls.of({ customer })
  expect(rows).toHaveLength(2)
  expect(rows[1]).toMatchObject({ case: { id: matter?.id }, call: { talk: 60 } })
  expect(calls).toMatchObject([{ key, note: 'wants his invoice', outcome: 'resolved', interaction: rows[1]?.id }])
})

test('one record completes one call, and the wrong one never', async () => {
  const here = await openTestApp()
  const { client } = here
  const now = Math.floor(Date.now() / 1000) * 1000
  for (const id of ['a', 'b']) {
    await ring(here, `from=${ANA}&id=${id}`)
    const { key } = await theOnly(here)
    await client.calls.close({ key, outcome: 'resolved' })
  }
  await importRecords(here, record('5.1', now), record('5.2', now - 10 * 60_000), record('5.3', now, '+34600999888'))
  const ana = (await client.customers.list({ text: ANA })).rows[0]?.id ?? 0
  const settled = async () => (await client.calls.of({ customer: ana })).calls.filter(call => call.recorded).length
  await expect.poll(settled).toBe(1)
  await importRecords(here, record('5.4', now + 1000))
  await expect.poll(settled).toBe(2)
})

test('what nobody took needs no words; a phone that never says how it ended is not waited for', async () => {
  let now = Date.now()
  const here = await openTestApp({ now: () => now })
  await ring(here, `from=${ANA}&id=1`)
  await ring(here, `from=${ANA}&id=1&state=ended`)
  expect((await here.client.calls.now()).calls).toEqual([])
  await ring(here, 'from=+34600333444')
  expect(await theOnly(here)).toMatchObject({ state: 'ringing' })
  now += 180_000
  await ring(here, 'from=+34600333555')
  expect((await here.client.calls.now()).calls.map(call => call.number)).toEqual(['+34600333555'])
})

test('a softphone and the phone system that tell of one call make one', async () => {
  const here = await openTestApp()
  const manager = await startAmiStandIn()
  const { client } = here
  await client.connectors.add({
    kind: 'ami',
    settings: { host: '127.0.0.1', port: manager.port, user: manager.user },
    secrets: { password: manager.password },
  })
  await expect.poll(async () => (await client.connectors.list()).connectors[0]?.state.state).toBe('live')
  const call = manager.ring({ from: ANA, exten: '912000000', extension: '201', name: 'Ana' })
  await expect.poll(async () => (await client.calls.now()).calls.length).toBe(1)
  await ring(here, `from=${ANA}`)
  await ring(here, `from=${ANA}&id=softphone-2`)
  manager.answer(call)
  await expect.poll(async () => (await theOnly(here)).state).toBe('answered')
  manager.hangUp(call)
  await expect.poll(async () => (await theOnly(here)).state).toBe('ended')
  const lost = manager.ring({ from: '+34600333444', exten: '912000000', extension: '201' })
  await expect.poll(async () => (await client.calls.now()).calls.length).toBe(2)
  // It ends while the line is down: the first look after that says so.
  await manager.close()
  manager.forget(lost)
  await manager.listen()
  await expect.poll(async () => (await theOnly(here)).number).toBe(ANA)
  await client.calls.close({ key: (await theOnly(here)).key, outcome: 'resolved' })
  await importRecords(here, record(call, Math.floor(Date.now() / 1000) * 1000 - 5000))
  const customer = (await client.customers.list({ text: ANA })).rows[0]?.id ?? 0
  await expect.poll(async () => (await client.calls.of({ customer })).calls[0]?.recorded).toBe(true)
  await manager.close()
})

test('a token lets phones in until it is renewed or revoked; it is told once', async () => {
  const { app, client } = await openTestApp()
  const call = { state: 'ringing' as const, from: ANA, to: '' }
  expect(await client.calls.access()).toEqual({})
  expect(await app.call(call, 'x'.repeat(43))).toBe('refused')
  const { token } = await client.calls.allow()
  expect(await app.call(call, token)).toBe('taken')
  expect(JSON.stringify(await client.calls.access())).not.toContain(token)
  const { token: other } = await client.calls.allow()
  expect(await app.call(call, token)).toBe('refused')
  expect(await app.call(call, other)).toBe('taken')
  await client.calls.revoke()
  expect(await app.call(call, other)).toBe('refused')
})

test('calls and their notes are there after a restart', async () => {
  const folder = testFolder()
  const first = await openTestApp({ folder })
  await ring(first, `from=${ANA}&state=answered`)
  const { key } = await theOnly(first)
  await first.client.calls.note({ key, text: 'in the middle of' })
  await first.app.close()
  const second = await openTestApp({ folder })
  expect(await theOnly(second)).toMatchObject({ key, note: 'in the middle of', state: 'answered' })
})
