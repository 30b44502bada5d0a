import fc from 'fast-check'
import { expect, it } from 'vitest'
import { whatsapp } from '../../../../electron/connectors/chat/whatsapp.ts'
import { fileOf, readAll, settingsFor } from './reading.ts'

const readText = async (text: string, own: string[] = [], name = 'chat.txt') =>
  readAll(whatsapp, settingsFor(await fileOf(text, name), { own }))
const at = '13/01/2024, 18:05 - '

it.each([
  'WhatsApp Chat with Ana.txt',
  'WhatsApp Chat with Ana (2).txt',
  'WhatsApp Chat - Ana.txt',
  'Chat de WhatsApp con Ana.txt',
  'WhatsApp-Chat mit Ana.txt',
  'Conversa do WhatsApp com Ana.txt',
  'Discussion WhatsApp avec Ana.txt',
  'Chat WhatsApp con Ana.txt',
])('%s says that Ana is the customer', async name => {
  const { items } = await readText(`${at}Ana: hi\n${at}Shop: hello`, [], name)
  expect(items.map(item => [item.direction, item.from.name, item.to[0]?.name])).toEqual([
    ['in', 'Ana', 'Shop'],
    ['out', 'Shop', 'Ana'],
  ])
})

it('names the customer who never answered by the name of the file', async () => {
  const { items } = await readText(`${at}Shop: hello`, [], 'WhatsApp Chat with +34 600 11 12 22.txt')
  expect(items[0]).toMatchObject({ direction: 'out', to: [{ kind: 'phone', address: '+34 600 11 12 22' }] })
})

it('believes the names the user gave before the name of the file', async () => {
  const { items } = await readText(`${at}Ana: hi\n${at}Shop: hello`, ['ANA '], 'WhatsApp Chat with Ana.txt')
  expect(items.map(item => item.direction)).toEqual(['out', 'in'])
})

it('takes a number for a phone, without the marks around it', async () => {
  const { items } = await readText(`${at}\u202a+34 600 11 12 22\u202c: hi\n${at}Shop: hello`, ['Shop'])
  expect(items[0]?.from).toEqual({ kind: 'phone', address: '+34 600 11 12 22' })
  expect(items[1]?.to).toEqual([{ kind: 'phone', address: '+34 600 11 12 22' }])
})

it.each(['+34600111222', '600 111 222'])('knows our own number when it is typed as %s', async own => {
  const { items } = await readText(`${at}+34 600 11 12 22: hello\n${at}Ana: hi`, [own])
  expect(items.map(item => item.direction)).toEqual(['out', 'in'])
})

it('addresses what we write in a group to every customer in it, and what they write to us', async () => {
  const { items } = await readText(`${at}Ana: hi\n${at}Luis: hello\n${at}Shop: welcome`, ['Shop'], 'WhatsApp Chat with Neighbours.txt')
  expect(items.map(item => item.to.map(party => party.name))).toEqual([['Shop'], ['Shop'], ['Ana', 'Luis']])
  expect(new Set(items.map(item => item.thread))).toEqual(new Set(['whatsapp:neighbours~shop']))
})

it('knows one chat under whatever name its file has', async () => {
  const text = `${at}Ana: hi\n${at}Shop: hello`
  const one = await readText(text, ['Shop'], 'WhatsApp Chat with Ana.txt')
  const other = await readText(text, ['Shop'], 'renamed.txt')
  expect(other.items.map(item => [item.sourceId, item.thread])).toEqual(one.items.map(item => [item.sourceId, item.thread]))
})

it('keeps the same words to two customers apart', async () => {
  const [ana] = (await readText(`${at}Shop: hello`, ['Shop'], 'WhatsApp Chat with Ana.txt')).items
  for (const other of ['Luis', 'Ana 🌸', '~ Ana']) {
    const [item] = (await readText(`${at}Shop: hello`, ['Shop'], `WhatsApp Chat with ${other}.txt`)).items
    expect(item?.sourceId).not.toBe(ana?.sourceId)
  }
})

it.each([
  [
    'two phones, by how their owners are called',
    [`${at}Ana: hi\n${at}Marta: hello`, ['Marta']],
    [`${at}Ana: hi\n${at}Nuria: hello`, ['Nuria']],
  ],
  ['two phones whose owners are yet to write', [`${at}Ana: hi`, []], [`${at}Ana: hello`, []]],
  [
    'the address book and what a stranger calls herself in a group',
    [`${at}Ana: hi\n${at}Shop: yes`, ['Shop']],
    [`${at}~ Ana: hi\n${at}Shop: yes`, ['Shop']],
  ],
  [
    'a group that may be from the phone of either of us',
    [`${at}Ana: hi\n${at}Shop: yes`, ['Shop']],
    [`${at}Ana: hi\n${at}Shop: yes\n${at}Luis: no`, ['Shop', 'Luis']],
  ],
] satisfies [string, [string, string[]], [string, string[]]][])('does not take an Ana for another across %s', async (_, one, other) => {
  const [[ana], [another]] = [(await readText(...one)).items, (await readText(...other)).items]
  expect([ana?.from.name, another?.from.name]).toEqual(['Ana', 'Ana'])
  expect(ana?.from.address).not.toBe(another?.from.address)
})

// Minutes go on by 0 or 1, sometimes back: many messages share one, and few words make many of them identical.
const chat = fc
  .array(
    fc.record({
      step: fc.constantFrom(0, 0, 1, 1, -1),
      sender: fc.constantFrom('Ana', 'Shop'),
      text: fc.constantFrom('ok', 'yes', 'a\nb'),
    }),
    {
      minLength: 1,
      maxLength: 40,
    },
  )
  .map(messages => {
    let minute = Date.UTC(2024, 0, 31, 23, 40)
    return messages.map(({ step, sender, text }) => {
      minute += step * 60_000
      const on = new Date(minute)
      const time = `${on.getUTCHours()}:${String(on.getUTCMinutes()).padStart(2, '0')}`
      return { minute, line: `${on.getUTCDate()}/${on.getUTCMonth() + 1}/2024, ${time} - ${sender}: ${text}` }
    })
  })

const idsOf = async (messages: { line: string }[]): Promise<string[]> => {
  const { items } = await readText(messages.map(message => message.line).join('\n'), [], 'WhatsApp Chat with Ana.txt')
  return items.map(item => item.sourceId)
}

it('gives every message one id, the same in any part of the chat', async () => {
  await fc.assert(
    fc.asyncProperty(chat, fc.nat(), fc.nat(), async (messages, a, b) => {
      const all = await idsOf(messages)
      expect(new Set(all).size).toBe(messages.length)
      const [from, to] = [a % messages.length, b % messages.length].sort((x, y) => x - y)
      for (const id of await idsOf(messages.slice(from, (to ?? 0) + 1))) expect(all).toContain(id)
    }),
    { numRuns: 150 },
  )
})

it('makes the union of two exports that overlap', async () => {
  await fc.assert(
    fc.asyncProperty(chat, fc.nat(), fc.nat(), async (messages, a, b) => {
      const [from = 0, to = 0] = [a % messages.length, b % messages.length].sort((x, y) => x - y)
      const older = messages.slice(0, to + 1)
      const newer = messages.slice(from)
      // One of both must show a minute whole: nobody can tell how many identical messages there are in two halves of it.
      const before = new Set(messages.slice(0, from).map(message => message.minute))
      fc.pre(!messages.slice(to + 1).some(message => before.has(message.minute)))
      const union = new Set([...(await idsOf(older)), ...(await idsOf(newer))])
      expect(union).toEqual(new Set(await idsOf(messages)))
    }),
    { numRuns: 150 },
  )
})
