import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Client } from '#shared/contract/index.ts'
import { writeMbox } from './support/mail.ts'
import { importFiles, openTestApp, testFolder } from './support/workspace.ts'

const texts = [
  'Hello, when will you call me back? I have been waiting for this and my account is not ready',
  'Thank you for the answer to my question',
]

/** Ana and Bob with two mails each, and attributes Plan (choice), Seats (number), Since (date), Page (link). */
async function twoPeople() {
  const { client, folder, app } = await openTestApp()
  const mails = [0, 1, 2, 3].map(index => ({
    id: `m${index}@x`,
    from: index % 2 ? 'Bob <bob@x.example>' : 'Ana <ana@x.example>',
    to: 'support@us.example',
    at: new Date(Date.now() - (index % 2 ? 60 : 5) * 86_400_000 + index * 1000).toISOString(),
    text: texts[index >> 1] ?? '',
  }))
  await importFiles(client, [writeMbox(join(testFolder(), 'two.mbox'), mails)], ['support@us.example'])
  await client.profile.saveAttribute({ name: 'Plan', type: 'choice', choices: ['Basic', 'Gold'] })
  await client.profile.saveAttribute({ name: 'Seats', type: 'number', choices: [] })
  const { attributes } = await client.profile.attributes()
  const id = (name: string) => attributes.find(one => one.name === name)?.id ?? ''
  const { rows } = await client.customers.list({})
  const who = (name: string) => rows.find(row => row.name === name)?.id ?? 0
  return { client, folder, app, plan: id('Plan'), seats: id('Seats'), ana: who('Ana'), bob: who('Bob') }
}

async function values(client: Client, customer: number): Promise<Record<string, string | undefined>> {
  const { fields } = await client.profile.details({ customer })
  return Object.fromEntries(fields.map(field => [field.attribute.name, field.value]))
}

function csv(lines: string[]): string {
  const path = join(testFolder(), 'customers.csv')
  writeFileSync(path, `${lines.join('\n')}\n`)
  return path
}

async function take(client: Client, path: string) {
  const { address, columns } = await client.profile.inspectFile({ path })
  return client.profile.importFile({ path, address, columns })
}

test('a value is set, refused when it does not fit, undone, and kept over a restart', async () => {
  const { client, folder, app, plan, seats, ana } = await twoPeople()
  await client.profile.set({ customer: ana, field: plan, value: 'gold' })
  const { change } = await client.profile.set({ customer: ana, field: plan, value: 'Basic' })
  expect(await values(client, ana)).toEqual({ Plan: 'Basic', Seats: undefined })
  await client.profile.undo({ change })
  expect(await values(client, ana)).toEqual({ Plan: 'Gold', Seats: undefined })
  await expect(client.profile.undo({ change })).rejects.toMatchObject({ data: { reason: 'already-undone' } })
  await expect(client.profile.set({ customer: ana, field: plan, value: 'Silver' })).rejects.toMatchObject({
    data: { reason: 'not-a-choice' },
  })
  await expect(client.profile.set({ customer: ana, field: seats, value: '1.234' })).rejects.toMatchObject({
    data: { reason: 'ambiguous-number' },
  })
  await expect(client.profile.set({ customer: ana, field: 'no-such', value: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await app.close()
  const again = await openTestApp({ folder })
  expect(await values(again.client, ana)).toEqual({ Plan: 'Gold', Seats: undefined })
})

test('what was set again since is not taken back', async () => {
  const { client, plan, ana } = await twoPeople()
  const { change } = await client.profile.set({ customer: ana, field: plan, value: 'Gold' })
  await client.profile.set({ customer: ana, field: plan, value: 'Basic' })
  await expect(client.profile.undo({ change })).rejects.toMatchObject({ data: { reason: 'changed-since' } })
  expect(await values(client, ana)).toMatchObject({ Plan: 'Basic' })
})

test('the name an agent gives wins over display names, in the list too, and empties back to them', async () => {
  const { client, ana } = await twoPeople()
  const names = async () => (await client.customers.list({})).rows.map(row => row.name)
  await client.profile.set({ customer: ana, field: 'name', value: 'Ana Ruiz Calvo' })
  expect(await names()).toEqual(['Ana Ruiz Calvo', 'Bob'])
  const more = {
    id: 'late@x',
    from: '"Ana Maria Ruiz de la Torre" <ana@x.example>',
    to: 'support@us.example',
    at: new Date().toISOString(),
  }
  await importFiles(client, [writeMbox(join(testFolder(), 'late.mbox'), [more])])
  expect(await names()).toEqual(['Ana Ruiz Calvo', 'Bob'])
  await client.profile.set({ customer: ana, field: 'name', value: null })
  expect(await names()).toEqual(['Ana Maria Ruiz de la Torre', 'Bob'])
})

test('an attribute is renamed and removed; undoing brings its values back', async () => {
  const { client, plan, ana } = await twoPeople()
  await client.profile.set({ customer: ana, field: plan, value: 'Gold' })
  await expect(client.profile.saveAttribute({ name: ' PLAN ', type: 'text', choices: [] })).rejects.toMatchObject({
    data: { reason: 'name-taken' },
  })
  await client.profile.saveAttribute({ id: plan, name: 'Tariff', type: 'choice', choices: ['Basic', 'Gold', 'Black'] })
  expect(await values(client, ana)).toEqual({ Tariff: 'Gold', Seats: undefined })
  const { change } = await client.profile.removeAttribute({ id: plan })
  expect(await values(client, ana)).toEqual({ Seats: undefined })
  await client.profile.undo({ change })
  expect(await values(client, ana)).toEqual({ Tariff: 'Gold', Seats: undefined })
})

test('a merge loses no value, the receiver counts, and undoing it restores both exactly', async () => {
  const { client, plan, seats, ana, bob } = await twoPeople()
  await client.profile.set({ customer: ana, field: plan, value: 'Gold' })
  await client.profile.set({ customer: bob, field: plan, value: 'Basic' })
  await client.profile.set({ customer: bob, field: seats, value: '12' })
  await client.profile.set({ customer: bob, field: 'name', value: 'Robert' })
  const before = [await client.profile.details({ customer: ana }), await client.profile.details({ customer: bob })]
  const rows = (await client.customers.list({})).rows
  const { op } = await client.customers.merge({ from: bob, into: ana })
  expect(await values(client, bob)).toEqual({ Plan: 'Gold', Seats: '12' })
  const [field] = (await client.profile.details({ customer: ana })).fields
  expect(field?.others).toMatchObject([{ value: 'Basic', origin: { source: 'agent' } }])
  expect((await client.customers.list({})).rows.map(row => row.name)).toEqual(['Robert'])
  await client.customers.undo({ op })
  expect([await client.profile.details({ customer: ana }), await client.profile.details({ customer: bob })]).toEqual(before)
  expect((await client.customers.list({})).rows).toEqual(rows)
})

test('a CSV of customers sets what it can, names line and reason for the rest, and never beats an agent', async () => {
  const { client, plan, ana, bob } = await twoPeople()
  await client.profile.set({ customer: ana, field: plan, value: 'Gold' })
  const path = csv([
    'Mail;Plan;Seats;Since;City',
    'ANA@x.example;Basic;3;31/03/2024;Sevilla',
    'bob@x.example;Silver;many;28/02/2024;"Castellón, Grao"',
    'nobody@x.example;Gold;1;01/01/2024;Cádiz',
    ';Gold;1;01/01/2024;Cádiz',
    'bob@x.example;Basic;4;28/02/2024;Vigo',
  ])
  const found = await client.profile.inspectFile({ path })
  expect(found.address).toBe(0)
  expect(found.columns).toMatchObject([
    { to: 'nothing' },
    { to: 'field', field: plan },
    { to: 'field' },
    { to: 'new', attribute: { name: 'Since', type: 'date' } },
    { to: 'new', attribute: { name: 'City', type: 'text' } },
  ])
  const done = await take(client, path)
  expect(done).toMatchObject({ rows: 5, customers: 2, kept: 1, unknown: { count: 1, lines: [4] } })
  expect(done.problems).toEqual([
    { line: 3, column: 'Plan', reason: 'not-a-choice' },
    { line: 3, column: 'Seats', reason: 'not-a-number' },
    { line: 5, column: '', reason: 'no-address' },
    { line: 6, column: 'City', reason: 'two-values' },
  ])
  expect(await values(client, ana)).toEqual({ Plan: 'Gold', Seats: '3', Since: '2024-03-31', City: 'Sevilla' })
  expect(await values(client, bob)).toEqual({ Plan: 'Basic', Seats: '4', Since: '2024-02-28', City: 'Castellón, Grao' })
  const { fields } = await client.profile.details({ customer: ana })
  expect(fields[1]?.origin).toMatchObject({ source: 'file', by: 'customers.csv' })
  expect(fields[0]?.others).toMatchObject([{ value: 'Basic', origin: { source: 'file' } }])

  await take(client, csv(['Mail,City', 'ana@x.example,Madrid']))
  expect(await values(client, ana)).toMatchObject({ Plan: 'Gold', City: 'Madrid' })
})

test('an import of customers is taken back as a whole, its attributes too', async () => {
  const { client, ana } = await twoPeople()
  const before = await client.profile.details({ customer: ana })
  const { change } = await take(client, csv(['Mail,City,Seats,Name', 'ana@x.example,Madrid,7,Ana Ruiz']))
  expect(await values(client, ana)).toEqual({ Plan: undefined, Seats: '7', City: 'Madrid' })
  expect((await client.customers.get({ id: ana })).name).toBe('Ana Ruiz')
  await client.profile.undo({ change })
  expect(await client.profile.details({ customer: ana })).toEqual(before)
  expect((await client.customers.get({ id: ana })).name).toBe('Ana')
})

test('an emptied value stays empty when the file is read again', async () => {
  const { client, seats, ana } = await twoPeople()
  await take(client, csv(['Mail,Seats', 'ana@x.example,7']))
  await client.profile.set({ customer: ana, field: seats, value: null })
  expect(await values(client, ana)).toMatchObject({ Seats: undefined })
  await take(client, csv(['Mail,Seats', 'ana@x.example,8']))
  expect(await values(client, ana)).toMatchObject({ Seats: undefined })
})

test('segments filter the list and are counted', async () => {
  const { client, plan, seats, ana, bob } = await twoPeople()
  await client.profile.set({ customer: ana, field: plan, value: 'Gold' })
  await client.profile.set({ customer: bob, field: plan, value: 'Gold' })
  await client.profile.set({ customer: bob, field: seats, value: '12' })
  const gold = { about: 'attribute', attribute: plan, is: 'equal', value: 'GOLD' } as const
  const named = async (name: string, ...conditions: Parameters<typeof client.profile.saveSegment>[0]['conditions']) => {
    await client.profile.saveSegment({ name, conditions })
    const segment = (await client.profile.segments()).segments.find(one => one.name === name)
    if (!segment) throw new Error('a segment')
    const { rows } = await client.customers.list({ segment: segment.id })
    expect(segment.count).toBe(rows.length)
    return rows.map(row => row.name).sort()
  }
  expect(await named('gold', gold)).toEqual(['Ana', 'Bob'])
  expect(await named('gold and silent', gold, { about: 'silent', days: 30 })).toEqual(['Bob'])
  expect(await named('gold and active', gold, { about: 'active', days: 30 })).toEqual(['Ana'])
  expect(await named('many seats', { about: 'attribute', attribute: seats, is: 'more', value: '9' })).toEqual(['Bob'])
  expect(await named('no seats', { about: 'attribute', attribute: seats, is: 'empty', value: '' })).toEqual(['Ana'])
  expect(await named('not gold', { ...gold, is: 'different' })).toEqual([])
  expect(await named('by phone', { about: 'channel', channel: 'phone' })).toEqual([])
  expect(await named('waiting long', { about: 'waiting', days: 30 })).toEqual(['Bob'])
  expect(await named('Spain', { about: 'country', region: 'ES' })).toEqual([])
  const { segments } = await client.profile.segments()
  const { change } = await client.profile.removeSegment({ id: segments[0]?.id ?? '' })
  expect((await client.profile.segments()).segments).toHaveLength(segments.length - 1)
  await client.profile.undo({ change })
  expect((await client.profile.segments()).segments).toEqual(segments)
})

test('language and time zone are guessed with their reasons until somebody says them', async () => {
  const { client, ana } = await twoPeople()
  const language = { value: 'en', reason: { by: 'text', messages: 2, of: 2 } }
  const text = 'Guten Tag, wir haben das nicht und ich bitte Sie noch einmal um eine Antwort für mein Konto'
  const copied = {
    id: 'c@x',
    from: 'Bob <bob@x.example>',
    to: 'support@us.example',
    at: new Date().toISOString(),
    text,
    headers: ['Cc: ana@x.example'],
  }
  await importFiles(client, [writeMbox(join(testFolder(), 'copied.mbox'), [copied])], ['support@us.example'])
  expect((await client.profile.details({ customer: ana })).guesses).toEqual({ language })
  await client.customers.add({ customer: ana, address: '+34 600 111 222' })
  expect((await client.profile.details({ customer: ana })).guesses).toEqual({
    language,
    zone: { value: 'Europe/Madrid', reason: { by: 'number', number: '+34600111222', region: 'ES' } },
  })
  // Where that one is at home is anybody's guess, and not Spain.
  await client.customers.add({ customer: ana, address: '+1 212 555 2368' })
  expect((await client.profile.details({ customer: ana })).guesses).toEqual({ language })
  await client.profile.set({ customer: ana, field: 'language', value: 'ca' })
  const { guesses, own } = await client.profile.details({ customer: ana })
  expect(guesses).toEqual({})
  expect(own.language).toMatchObject({ value: 'ca', origin: { source: 'agent' } })
})
