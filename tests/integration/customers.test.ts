import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type CustomerCursor, CustomerOrder, type CustomerRow } from '#shared/contract/customers.ts'
import type { Client } from '#shared/contract/index.ts'
import { writeMbox } from './support/mail.ts'
import { importFiles, openTestApp, testFolder } from './support/workspace.ts'

const PEOPLE = 6

/** A workspace with six people, two mails each. */
async function sixPeople() {
  const { client } = await openTestApp()
  const mails = Array.from({ length: PEOPLE * 2 }, (_, index) => ({
    id: `m${index}@x`,
    from: `Person ${index % PEOPLE} <p${index % PEOPLE}@x.example>`,
    to: 'support@us.example',
    at: new Date(Date.UTC(2025, 0, 1, 0, index)).toISOString(),
    text: `word${index}`,
  }))
  await importFiles(client, [writeMbox(join(testFolder(), 'six.mbox'), mails)], ['support@us.example'])
  return client
}

/** Who has which addresses, and what their timelines hold: all that merging may change, and all that it may not. */
async function picture(client: Client) {
  const { rows } = await client.customers.list({ limit: 200 })
  const customers = await Promise.all(
    rows.map(async row => {
      const { identities, name, waitingSince, byChannel } = await client.customers.get({ id: row.id })
      const page = await client.timeline.page({ customer: row.id })
      return {
        row,
        name,
        waitingSince,
        byChannel,
        identities: identities.map(one => one.value).sort(),
        texts: page.rows.map(one => one.text.trim()),
      }
    }),
  )
  return customers.sort((a, b) => (a.identities[0] ?? '').localeCompare(b.identities[0] ?? ''))
}

test('a merge joins two timelines, loses nothing, and is undone exactly', async () => {
  const client = await sixPeople()
  const before = await picture(client)
  const [a, b] = (await client.customers.list({})).rows
  if (!a || !b) throw new Error('two customers')
  const { op } = await client.customers.merge({ from: a.id, into: b.id })
  const merged = await client.customers.get({ id: a.id })
  expect(merged.id).toBe(b.id)
  expect(merged.identities).toHaveLength(2)
  expect((await client.timeline.page({ customer: b.id })).rows).toHaveLength(4)
  expect((await client.customers.list({})).rows).toHaveLength(PEOPLE - 1)
  await client.customers.undo({ op })
  expect(await picture(client)).toEqual(before)
  await expect(client.customers.undo({ op })).rejects.toMatchObject({ code: 'CONFLICT', data: { reason: 'already-undone' } })
  await expect(client.customers.merge({ from: a.id, into: a.id })).rejects.toMatchObject({ data: { reason: 'same-customer' } })
  await expect(client.customers.merge({ from: 99_999, into: a.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('a merge, and undoing it, tells that the cases of both are others now', async () => {
  const client = await sixPeople()
  const [a, b] = (await client.customers.list({})).rows
  if (!a || !b) throw new Error('two customers')
  const events = await client.events()
  await events.next()
  // Beside it, cases of all six are made in the background.
  const told = async (): Promise<boolean> => {
    for (;;) {
      const next = await events.next()
      if (next.done) return false
      if (next.value.type !== 'cases.changed') continue
      const { customers } = next.value
      if (customers.length === 2 && customers.includes(a.id) && customers.includes(b.id)) return true
    }
  }
  const { op } = await client.customers.merge({ from: a.id, into: b.id })
  expect(await told()).toBe(true)
  await client.customers.undo({ op })
  expect(await told()).toBe(true)
  await events.return(undefined)
})

test('a split takes only what was asked for, and is undone exactly', async () => {
  const client = await sixPeople()
  const [a, b] = (await client.customers.list({})).rows
  if (!a || !b) throw new Error('two customers')
  await client.customers.merge({ from: a.id, into: b.id })
  const before = await picture(client)
  const { identities } = await client.customers.get({ id: b.id })
  const [first] = identities
  if (!first) throw new Error('an identity')
  await expect(client.customers.split({ customer: b.id, identities: identities.map(one => one.id) })).rejects.toMatchObject({
    data: { reason: 'nothing-left' },
  })
  const { op, customer } = await client.customers.split({ customer: b.id, identities: [first.id] })
  expect((await client.customers.get({ id: customer })).identities.map(one => one.value)).toEqual([first.value])
  await client.customers.undo({ op })
  expect(await picture(client)).toEqual(before)
})

test('undoing an early merge leaves later ones alone', async () => {
  const client = await sixPeople()
  const [a, b, c] = (await client.customers.list({})).rows
  if (!a || !b || !c) throw new Error('three customers')
  const first = await client.customers.merge({ from: a.id, into: b.id })
  const second = await client.customers.merge({ from: b.id, into: c.id })
  await client.customers.undo({ op: first.op })
  expect((await client.customers.get({ id: a.id })).identities).toHaveLength(1)
  expect((await client.customers.get({ id: c.id })).identities).toHaveLength(2)
  await client.customers.undo({ op: second.op })
  expect((await client.customers.list({})).rows).toHaveLength(PEOPLE)
})

test('the list filters by channel, by who waits and by part of a name or address, and pages without gaps', async () => {
  const client = await sixPeople()
  const { rows } = await client.customers.list({})
  expect(rows.map(row => row.name)).toEqual(['Person 5', 'Person 4', 'Person 3', 'Person 2', 'Person 1', 'Person 0'])
  expect((await client.customers.list({ waiting: true })).rows).toHaveLength(PEOPLE)
  expect((await client.customers.list({ channel: 'phone' })).rows).toEqual([])
  expect((await client.customers.list({ channel: 'email' })).rows).toHaveLength(PEOPLE)
  expect((await client.customers.list({ text: 'p3@x' })).rows.map(row => row.name)).toEqual(['Person 3'])
  expect((await client.customers.list({ text: 'person 4' })).rows.map(row => row.name)).toEqual(['Person 4'])
  const paged: string[] = []
  for (let cursor: CustomerCursor | undefined; ; ) {
    const page = await client.customers.list({ limit: 2, ...(cursor && { cursor }) })
    paged.push(...page.rows.map(row => row.name))
    cursor = page.next
    if (cursor === undefined) break
  }
  expect(paged).toEqual(rows.map(row => row.name))
})

test('the list comes in any order with any filter, and pages without gaps in each', async () => {
  const { client } = await openTestApp()
  const people = ['Óscar', 'oleg', 'Ángela', 'beate', 'Zoë', '+34600111222']
  const at = (hour: number) => new Date(Date.UTC(2025, 0, 1, hour)).toISOString()
  const us = 'support@us.example'
  const mails = people.flatMap((name, index) =>
    Array.from({ length: (index % 3) + 1 }, (_, turn) => ({
      id: `m${index}-${turn}@x`,
      from: `${name} <p${index}@x.example>`,
      to: us,
      at: at(index + turn * 7),
      text: 'a question',
    })),
  )
  const answers = [1, 4].map(index => ({ id: `a${index}@x`, from: us, to: `p${index}@x.example`, at: at(30 + index), text: 'an answer' }))
  await importFiles(client, [writeMbox(join(testFolder(), 'orders.mbox'), [...mails, ...answers])], [us])

  const all = async (asked: { order: CustomerOrder; waiting?: boolean; channel?: 'email'; text?: string }): Promise<CustomerRow[]> => {
    const found: CustomerRow[] = []
    for (let cursor: CustomerCursor | undefined; ; ) {
      const page = await client.customers.list({ ...asked, limit: 2, ...(cursor && { cursor }) })
      found.push(...page.rows)
      cursor = page.next
      if (!cursor) return found
    }
  }
  const names = (rows: CustomerRow[]): string[] => rows.map(({ name }) => name)
  expect(names(await all({ order: 'name' })).slice(0, 5)).toEqual(['Ángela', 'beate', 'oleg', 'Óscar', 'Zoë'])
  const longest = await all({ order: 'longest' })
  expect(longest.map(({ waitingSince }) => waitingSince ?? Number.POSITIVE_INFINITY)).toEqual(
    longest.map(({ waitingSince }) => waitingSince ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b),
  )
  expect(names(longest).slice(-2)).toEqual(['Zoë', 'oleg'])
  const counts = (await all({ order: 'busiest' })).map(({ interactions }) => interactions)
  expect(counts).toEqual(counts.toSorted((a, b) => b - a))

  const everybody = names(await all({ order: 'recent' }))
  for (const order of CustomerOrder.options) {
    expect(names(await all({ order })).sort()).toEqual(everybody.toSorted())
    expect(names(await all({ order, waiting: true }))).not.toContain('oleg')
    expect(names(await all({ order, waiting: true, channel: 'email' }))).toHaveLength(4)
    expect(names(await all({ order, text: 'o' })).sort()).toEqual(['oleg', 'Óscar'].sort())
  }
})
