import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Client } from '#shared/contract/index.ts'
import { firstSla, type SlaSettings } from '#shared/sla/policy.ts'
import { type Mail, writeMbox } from '../support/mail.ts'
import { importFiles, openTestApp, testFolder } from '../support/workspace.ts'

const OWN = 'support@us.example'
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const NOW = Math.floor(Date.now() / 1000) * 1000
const ago = (hours: number) => new Date(NOW - hours * HOUR).toISOString()

const mail = (id: string, hours: number, from: string, subject: string, extra: Partial<Mail> = {}): Mail => ({
  id,
  from,
  to: OWN,
  at: ago(hours),
  subject,
  text: `text of ${id}`,
  ...extra,
})

/** Every minute counts: four hours for any answer, a day for all of it; two for what is urgent. */
const simple: SlaSettings = {
  ...firstSla('Europe/Madrid'),
  policies: [
    {
      id: '00000000-0000-4000-8000-000000000002',
      name: 'Everything',
      queues: [],
      clock: 'always',
      targets: {
        urgent: { first: 120, next: 120, resolution: 1440 },
        high: { first: 240, next: 240, resolution: 1440 },
        normal: { first: 240, next: 240, resolution: 1440 },
        low: { first: 240, next: 240, resolution: 1440 },
      },
    },
  ],
}

async function bring(client: Client, mails: Mail[]): Promise<void> {
  await importFiles(client, [writeMbox(join(testFolder(), 'mails.mbox'), mails)], [OWN])
  await expect.poll(async () => (await client.cases.unplaced()).count).toBe(0)
}

async function workspace(mails: Mail[]): Promise<{ client: Client; pass: (hours: number) => void }> {
  let passed = 0
  const { client } = await openTestApp({ now: () => NOW + passed })
  await client.sla.save(simple)
  await bring(client, mails)
  return { client, pass: hours => (passed += hours * HOUR) }
}

const waiting = async (client: Client) =>
  (await client.day.cases({})).waiting.rows.map(({ subject, due }) => `${subject}: ${due?.kind} ${(due?.left ?? 0) / HOUR}`)

async function caseOf(client: Client, subject: string): Promise<number> {
  const { rows } = await client.cases.list({ limit: 200 })
  const found = rows.find(row => row.subject === subject)
  if (!found) throw new Error(subject)
  return found.id
}

test('what is answered last is what may wait longest; what is late comes first, and other people’s cases not at all', async () => {
  const { client } = await workspace([
    mail('a', 1.5, 'ana@x.example', 'Broken lamp'),
    mail('b', 6, 'bo@x.example', 'Parking permit'),
    mail('c', 3, 'cy@x.example', 'Opening hours'),
    mail('d', 7, 'di@x.example', 'Invoice copy'),
  ])
  await client.cases.change({ case: await caseOf(client, 'Invoice copy'), changes: { assignee: 'somebody else' } })
  expect(await waiting(client)).toEqual(['Parking permit: first -2', 'Opening hours: first 1', 'Broken lamp: first 2.5'])
  expect((await client.day.cases({ limit: 1 })).waiting).toMatchObject({
    count: 3,
    late: 1,
    rows: [{ channel: 'email', customerName: 'bo@x.example' }],
  })
  await client.cases.change({ case: await caseOf(client, 'Broken lamp'), changes: { priority: 'urgent' } })
  expect(await waiting(client)).toEqual(['Parking permit: first -2', 'Broken lamp: first 0.5', 'Opening hours: first 1'])
})

test('an answer takes a case off the list; the clock of its resolution stands still until the customer is back', async () => {
  const { client, pass } = await workspace([
    mail('a', 10, 'ana@x.example', 'Broken lamp'),
    mail('b', 8, OWN, 'Re: Broken lamp', { to: 'ana@x.example', references: ['a'] }),
  ])
  const id = await caseOf(client, 'Broken lamp')
  expect(await waiting(client)).toEqual([])
  expect((await client.sla.of({ cases: [id] }))[0]?.dues).toEqual([{ kind: 'resolution', paused: true, left: 22 * HOUR }])
  pass(5)
  expect((await client.sla.of({ cases: [id] }))[0]?.dues).toMatchObject([{ paused: true, left: 22 * HOUR }])
  await bring(client, [mail('c', -4, 'ana@x.example', 'Re: Broken lamp', { references: ['b'] })])
  expect(await waiting(client)).toEqual(['Broken lamp: next 3'])
  expect((await client.sla.of({ cases: [id] }))[0]?.dues).toMatchObject([{ kind: 'next' }, { kind: 'resolution', left: 21 * HOUR }])
})

test('what an agent puts off and takes up again was paused just as well; what is nearly over is to be resolved', async () => {
  const { client, pass } = await workspace([mail('a', 0, 'ana@x.example', 'Broken lamp')])
  const id = await caseOf(client, 'Broken lamp')
  await client.cases.change({ case: id, changes: { state: 'pending' } })
  expect(await waiting(client)).toEqual([])
  pass(10)
  await client.cases.change({ case: id, changes: { state: 'solved' } })
  pass(10)
  expect(await client.sla.of({ cases: [id] })).toEqual([])
  await client.cases.change({ case: id, changes: { state: 'open' } })
  pass(1)
  expect((await client.sla.of({ cases: [id] }))[0]?.dues).toMatchObject([{ left: 3 * HOUR }, { kind: 'resolution', left: 23 * HOUR }])
})

test('an alarm goes off before a promise is broken, and says when the next one will', async () => {
  const { client, pass } = await workspace([mail('a', 0, 'ana@x.example', 'Broken lamp')])
  expect(await client.sla.alarms()).toEqual({ alarms: [], nextAt: NOW + 3.5 * HOUR })
  pass(3.5)
  expect(await client.sla.alarms()).toMatchObject({
    alarms: [{ subject: 'Broken lamp', customerName: 'ana@x.example', due: { kind: 'first', dueAt: NOW + 4 * HOUR, left: 30 * MINUTE } }],
    nextAt: NOW + 23.5 * HOUR,
  })
  pass(0.5)
  expect((await client.sla.alarms()).alarms).toEqual([])
})

test('promises are kept with the workspace, and what makes no sense is refused', async () => {
  const folder = testFolder()
  const { client } = await openTestApp({ folder })
  expect((await client.sla.settings()).policies).toHaveLength(1)
  await client.sla.save(simple)
  expect(await client.sla.settings()).toEqual(simple)
  const backwards = { ...simple, hours: { ...simple.hours, week: simple.hours.week.map(() => [{ from: 600, to: 540 }]) } }
  await expect(client.sla.save(backwards)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  expect(await client.sla.settings()).toEqual(simple)
})
