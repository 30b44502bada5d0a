import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Mail, writeMbox } from '../support/mail.ts'
import { importFiles, openTestApp, testFolder } from '../support/workspace.ts'

test('what somebody wrote with the customer in copy is not told as the words of the customer', async () => {
  const { client } = await openTestApp()
  const lamp = (id: string, from: string, day: number, text: string, copy: string): Mail => ({
    id: `${id}@x`,
    from,
    to: 'support@us.example',
    at: new Date(Date.UTC(2025, 0, day)).toISOString(),
    subject: 'Lamp for the office',
    text,
    headers: [`Cc: ${copy}`],
  })
  const [bea, luis] = ['Bea Lopez <bea@x.example>', 'Luis Mora <luis@x.example>']
  const mails = [
    lamp('a', bea, 1, 'When does the lamp arrive?', luis),
    lamp('b', bea, 3, 'When does the lamp arrive? I ask again.', luis),
    lamp('c', luis, 4, 'Which colour will it be?', bea),
  ]
  await importFiles(client, [writeMbox(join(testFolder(), 'lamp.mbox'), mails)], ['support@us.example'])
  const { rows } = await client.customers.list({})
  const told = async (name: string) => {
    const customer = rows.find(row => row.name === name)?.id ?? 0
    const { lines } = await client.brief.get({ customer, timeZone: 'UTC' })
    const asked = lines.flatMap(line => (line.kind === 'contacts' ? [line.asked] : []))
    return { asked, questions: lines.flatMap(line => (line.kind === 'question' ? [line.quote.text] : [])) }
  }
  expect(await told('Luis Mora')).toEqual({ asked: [1], questions: ['Which colour will it be?'] })
  expect(await told('Bea Lopez')).toEqual({ asked: [2], questions: ['When does the lamp arrive?', 'When does the lamp arrive?'] })
})

test('who is in copy of what somebody else asked sees it and waits for nothing, in list and search alike, merged and undone', async () => {
  const us = 'support@us.example'
  const people = ['Ana Gil <ana@x.example>', 'Bea Lopez <bea@x.example>', 'Eva Paz <eva@x.example>', 'Ana Work <ana@work.example>']
  const [ana = '', bea = '', eva = '', work = ''] = people
  const at = (hour: number) => new Date(Date.UTC(2025, 0, 1, hour)).toISOString()
  const mail = (hour: number, from: string, to: string, ...copies: string[]): Mail => ({
    id: `${hour}@x`,
    from,
    to,
    at: at(hour),
    subject: `Matter ${hour}`,
    ...(copies.length > 0 && { headers: [`Cc: ${copies.join(', ')}`] }),
  })
  // Bea is in copy; Eva beside us in To. Ana answers herself from work, with the other address in copy.
  const mails = [mail(1, eva, us), mail(2, us, eva), mail(3, ana, `${us}, ${eva}`, bea), mail(5, work, us, ana)]
  const pictures = []
  for (const order of [mails, mails.toReversed()]) {
    const { client } = await openTestApp()
    for (const part of [order.slice(0, 2), order.slice(2)])
      await importFiles(client, [writeMbox(join(testFolder(), 'part.mbox'), part)], [us])
    const list = async () => {
      const { rows } = await client.customers.list({ order: 'name' })
      return rows.map(({ name, waitingSince, interactions }) => ({ name, waitingSince, interactions }))
    }
    const unanswered = async () => {
      const { hits } = await client.search.query({ text: 'is:unanswered', timeZone: 'UTC' })
      return [...new Set(hits.map(({ customerName }) => customerName))].sort()
    }
    const before = await list()
    expect(before).toEqual([
      { name: 'Ana Gil', waitingSince: Date.parse(at(3)), interactions: 2 },
      { name: 'Ana Work', waitingSince: Date.parse(at(5)), interactions: 1 },
      { name: 'Bea Lopez', waitingSince: undefined, interactions: 1 },
      { name: 'Eva Paz', waitingSince: undefined, interactions: 3 },
    ])
    expect(await unanswered()).toEqual(['Ana Gil', 'Ana Work'])
    const { groups } = await client.search.query({ text: 'is:unanswered', timeZone: 'UTC', grouped: true })
    expect(groups?.map(({ name }) => name)).toEqual(['Ana Work', 'Ana Gil'])
    const idOf = async (name: string) => (await client.customers.list({})).rows.find(row => row.name === name)?.id ?? 0
    const { op } = await client.customers.merge({ from: await idOf('Ana Work'), into: await idOf('Bea Lopez') })
    expect((await list()).find(({ name }) => name === 'Bea Lopez')).toMatchObject({ waitingSince: Date.parse(at(5)), interactions: 2 })
    const own = await client.customers.merge({ from: await idOf('Bea Lopez'), into: await idOf('Ana Gil') })
    expect((await list()).find(({ name }) => name === 'Ana Gil')).toMatchObject({ waitingSince: Date.parse(at(3)), interactions: 2 })
    expect(await unanswered()).toEqual(['Ana Gil'])
    await client.customers.undo({ op: own.op })
    await client.customers.undo({ op })
    expect(await list()).toEqual(before)
    pictures.push(await list())
  }
  expect(pictures[0]).toEqual(pictures[1])
})
