import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeMbox } from '../support/mail.ts'
import { suggested } from '../support/suggested.ts'
import { importFiles, openTestApp, testFolder } from '../support/workspace.ts'

type Line = [minute: number, who: 'L' | 'us', text: string]

/** A chat with Lucía as exported from the phone of `owner`. */
function chatOf(owner: string, lines: Line[]): string {
  const folder = join(testFolder(), owner)
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'Chat de WhatsApp con Lucía Fernández.txt')
  const time = (minute: number) => `10:${String(minute).padStart(2, '0')}`
  writeFileSync(
    path,
    lines.map(([minute, who, text]) => `12/03/2025, ${time(minute)} - ${who === 'L' ? 'Lucía Fernández' : owner}: ${text}\n`).join(''),
  )
  return path
}

test('two phones that know a Lucía each know two people, who are suggested to be one', async () => {
  const { client } = await openTestApp()
  const marta = chatOf('Marta', [
    [1, 'L', 'ok'],
    [2, 'us', 'Te llamo'],
  ])
  const nuria = chatOf('Nuria', [
    [1, 'L', 'ok'],
    [3, 'us', 'Te escribo'],
  ])
  expect(await importFiles(client, [marta, nuria])).toMatchObject({ read: 4, added: 4, duplicates: 0 })
  const { rows } = await client.customers.list({})
  expect(rows.map(({ name, interactions }) => [name, interactions])).toEqual([
    ['Lucía Fernández', 2],
    ['Lucía Fernández', 2],
  ])
  const [found] = await suggested(client, count => count === 1)
  expect(found?.reasons.map(({ code }) => code)).toEqual(expect.arrayContaining(['given-same', 'family-same']))
  // Whose phone it was is nothing anybody finds them by.
  expect((await client.search.query({ text: 'marta', timeZone: 'Europe/Madrid' })).customers).toEqual([])
  const hits = async (text: string) => (await client.search.query({ text, timeZone: 'Europe/Madrid' })).hits.map(hit => hit.direction)
  expect(await hits('from:marta')).toEqual(['out'])
  expect(await hits('from:lucía')).toEqual(['in', 'in'])
  // Nobody can answer in a chat that was exported.
  expect((await client.replies.start({ customer: rows[0]?.id ?? 0 })).to).toEqual([])

  const longer = chatOf('Marta', [
    [1, 'L', 'ok'],
    [2, 'us', 'Te llamo'],
    [4, 'L', 'vale'],
  ])
  expect(await importFiles(client, [longer])).toMatchObject({ read: 3, added: 1, duplicates: 2 })
  expect((await client.customers.list({})).rows).toHaveLength(2)
})

test('a part of a chat in which only one side wrote is known again, whichever came first', async () => {
  const { client } = await openTestApp()
  const theirs: Line[] = [
    [1, 'L', 'Hola'],
    [2, 'L', '¿Hay alguien?'],
  ]
  const ours: Line[] = [[3, 'us', 'Buenos días']]
  const whole: Line[] = [...theirs, ...ours, [4, 'L', 'Gracias']]
  const orders = [
    [theirs, whole, ours],
    [whole, theirs, ours],
    [ours, theirs, whole],
  ]
  for (const [index, parts] of orders.entries()) {
    const files = parts.map(part =>
      chatOf(
        `Marta ${index}`,
        part.map(([minute, who, text]): Line => [10 * index + minute, who, text]),
      ),
    )
    expect(await importFiles(client, files)).toMatchObject({ read: 7, added: 4, duplicates: 3 })
  }
})

test('a contact in a CSV of customers is who is called so on one phone; where two phones know one, nobody is guessed', async () => {
  const { client } = await openTestApp()
  const marta = chatOf('Marta', [[1, 'L', 'ok']])
  await importFiles(client, [marta])
  const path = join(testFolder(), 'customers.csv')
  writeFileSync(path, 'Who,City\nWhatsApp:Lucía Fernández,Vigo\nwhatsapp:lucía,Lugo\n')
  const take = async () => {
    const { address, columns } = await client.profile.inspectFile({ path })
    return client.profile.importFile({ path, address, columns })
  }
  const first = await take()
  expect(first).toMatchObject({ customers: 1, set: 1, rejected: 0, unknown: { count: 1, lines: [3] } })
  await client.profile.undo({ change: first.change })
  await importFiles(client, [chatOf('Nuria', [[1, 'L', 'hola']])])
  expect(await take()).toMatchObject({ set: 0, problems: [{ line: 2, column: '', reason: 'several' }], unknown: { count: 1 } })
})

test('who a text message says it is from is one sender, whatever the case, and nobody of the same name elsewhere', async () => {
  const { client } = await openTestApp()
  const sms = join(testFolder(), 'sms-20250312.xml')
  const one = (address: string, minute: number) =>
    `<sms protocol="0" address="${address}" date="${Date.UTC(2025, 2, 12, 10, minute)}" type="1" body="Code ${minute}" read="1" status="-1" />`
  writeFileSync(sms, `<?xml version='1.0' encoding='UTF-8'?><smses count="2">${one('LUCIAFDEZ88', 1)}${one('LuciaFdez88', 2)}</smses>`)
  const chat = join(testFolder(), 'Chat de WhatsApp con LuciaFdez88.txt')
  writeFileSync(chat, '12/03/2025, 10:01 - LuciaFdez88: ok\n12/03/2025, 10:02 - Marta: vale\n')
  const mail = (id: string, from: string) => ({ id: `${id}@x`, from, to: 'us@us.example', at: '2025-03-12T10:00:00Z' })
  const mails = [
    mail('l', 'luciafdez88@x.example'),
    mail('a', 'Ana Quiroga <ana.quiroga@one.example>'),
    mail('q', 'Ana Quiroga <ana.quiroga@two.example>'),
  ]
  await importFiles(client, [sms, chat, writeMbox(join(testFolder(), 'mail.mbox'), mails)], ['us@us.example'])
  const { rows } = await client.customers.list({ text: 'luciafdez88' })
  expect(rows.map(({ interactions }) => interactions).sort()).toEqual([1, 2, 2])
  const found = await suggested(client, count => count > 0)
  expect(found.map(({ a, b }) => [a.name, b.name])).toEqual([['Ana Quiroga', 'Ana Quiroga']])
})
