import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { telegram } from '../../../../electron/connectors/chat/telegram.ts'
import { fileOf, fixtures, probeOf, readAll, settingsFor } from './reading.ts'

const single = join(fixtures, 'telegram/result.json')
const account = join(fixtures, 'telegram-account.json')
const us = { kind: 'handle', address: 'telegram:user9', name: 'Acme', own: true }
const ana = { kind: 'handle', address: 'telegram:user4411', name: 'Ana Ruiz' }

const message = (id: number, more: object = {}): object => ({
  id,
  type: 'message',
  date_unixtime: String(1_710_263_133 + id),
  from: id % 2 === 0 ? 'Acme' : 'Ana Ruiz',
  from_id: id % 2 === 0 ? 'user9' : 'user4411',
  text: `text ${id}`,
  ...more,
})
const chatOf = (messages: object[]): string => JSON.stringify({ name: 'Ana Ruiz', type: 'personal_chat', id: 4411, messages }, null, 1)
const readText = async (text: string, more = {}) => readAll(telegram, settingsFor(await fileOf(text, 'result.json'), more))

describe('the export of one chat', () => {
  it('becomes messages and calls with their sides', async () => {
    const { items, problems } = await readAll(telegram, settingsFor(single))
    expect(problems).toEqual([])
    expect(items.map(item => [item.sourceId, item.channel, item.direction, item.text, ...(item.marks ?? [])])).toEqual([
      ['4411/1', 'chat', 'in', 'Hola'],
      ['4411/2', 'chat', 'out', 'Mira aquí (https://example.com/) y dime', 'edited'],
      ['4411/3', 'phone', 'in', ''],
      ['4411/4', 'phone', 'out', ''],
      ['4411/5', 'chat', 'in', 'la caja'],
      ['4411/6', 'chat', 'in', '', 'missing-media'],
      ['4411/7', 'chat', 'in', '', 'missing-media'],
      ['4411/8', 'chat', 'in', '↪ Correos\nLuis +34 600 11 12 22'],
      ['4411/9', 'chat', 'out', 'Ana Ruiz pin message', 'system'],
      ['4411/10', 'chat', 'in', '👍', 'missing-media'],
    ])
    expect(items[0]).toMatchObject({ from: ana, to: [us], occurredAt: 1_710_263_133_000, thread: 'telegram:4411', line: 6 })
    expect(items[1]).toMatchObject({ from: us, to: [ana] })
    expect(items[2]).toMatchObject({ call: { outcome: 'answered', talk: 65 }, endedAt: 1_710_263_465_000 })
    expect(items[3]?.call).toEqual({ outcome: 'missed', talk: 0 })
  })

  it('brings the files beside it, and names those it left out', async () => {
    const { items } = await readAll(telegram, settingsFor(single))
    expect(items[4]?.attachments).toEqual([{ name: 'photo_1.jpg', type: 'image/jpeg', size: 3, content: Buffer.from([0xff, 0xd8, 0xff]) }])
    expect(items[5]?.attachments).toEqual([{ name: 'factura.pdf', type: 'application/pdf', size: 0 }])
  })

  it('reads a time without offset in the given zone, also one that the clock skipped', async () => {
    const { items } = await readAll(telegram, settingsFor(single))
    expect(new Date(items[9]?.occurredAt ?? 0).toISOString()).toBe('2024-03-31T01:30:00.000Z')
  })

  it.each(['Ana Ruiz', 'user4411', '4411', 'telegram:user4411'])('believes a user who says to be %s', async own => {
    const { items } = await readAll(telegram, settingsFor(single, { own: [own] }))
    expect(items.slice(0, 2).map(item => [item.direction, item.to[0]?.address])).toEqual([
      ['out', 'telegram:user9'],
      ['in', 'telegram:user4411'],
    ])
  })

  it('shows who takes part before it is read', async () => {
    const preview = await telegram.preview(settingsFor(single), new AbortController().signal)
    expect(preview.ownGuess).toEqual(['Acme'])
    expect(preview.participants).toEqual(['Ana Ruiz', 'Acme'])
    expect(preview.items).toHaveLength(10)
  })
})

describe('the export of an account', () => {
  it('has all chats but notes to oneself, seen from the account', async () => {
    const { items, problems } = await readAll(telegram, settingsFor(account))
    expect(problems).toEqual([])
    expect(items.map(item => [item.sourceId, item.direction, item.to.map(party => party.address).join()])).toEqual([
      ['4411/1', 'in', 'telegram:user9'],
      ['4411/2', 'out', 'telegram:user4411'],
      ['77/1', 'out', 'telegram:user12,telegram:user13'],
      ['77/2', 'in', 'telegram:user9'],
      ['77/3', 'in', 'telegram:user9'],
    ])
  })

  it('has the same ids as the export of one of its chats', async () => {
    const one = (await readAll(telegram, settingsFor(single))).items.map(item => item.sourceId)
    const all = (await readAll(telegram, settingsFor(account))).items.map(item => item.sourceId)
    expect(all.filter(id => id.startsWith('4411/'))).toEqual(one.slice(0, 2))
  })
})

it('counts the messages of small chats by account, and takes a name without an id for somebody of one chat', async () => {
  const ours = (id: string) => chatOf([message(1), message(2, { from_id: id })])
  expect((await readText(ours('user9'))).items.map(item => item.within)).toEqual(['user9', 'user9'])
  expect((await readText(ours('user8'))).items.map(item => item.within)).toEqual(['user8', 'user8'])
  expect((await readText(chatOf([message(1)]))).items.map(item => item.within)).toEqual([null])
  const groups = await Promise.all(
    [1, 2].map(id => readText(JSON.stringify({ type: 'public_supergroup', id, messages: [message(1, { from_id: undefined })] }))),
  )
  expect(groups.map(({ items: [item] }) => [item?.from.name, item?.from.address, item?.within])).toEqual([
    ['Ana Ruiz', 'telegram:ana ruiz~1', undefined],
    ['Ana Ruiz', 'telegram:ana ruiz~2', undefined],
  ])
})

it('never reads a file outside the folder of the export', async () => {
  const files = ['../secret.txt', '/etc/hostname', 'link.txt', 'inside/../../secret.txt', 'a\0b', '.', 'photos/ok.txt']
  const path = await fileOf('', 'x')
  const folder = join(dirname(path), 'export')
  await mkdir(join(folder, 'photos'), { recursive: true })
  await writeFile(join(dirname(path), 'secret.txt'), 'secret')
  await writeFile(join(folder, 'photos/ok.txt'), 'fine')
  await symlink(join(dirname(path), 'secret.txt'), join(folder, 'link.txt'))
  await writeFile(join(folder, 'result.json'), chatOf(files.map((file, i) => message(i, { file }))))
  const { items } = await readAll(telegram, settingsFor(join(folder, 'result.json')))
  expect(items.map(item => Buffer.from(item.attachments?.[0]?.content ?? []).toString())).toEqual(['', '', '', '', '', '', 'fine'])
})

describe('bad input', () => {
  it('costs one problem with its line, and the rest goes in', async () => {
    const text = chatOf([message(1), message(2), message(3), message(4), message(5), message(6), message(7)])
      .replace('"text 2"', '"text 2')
      .replace('"id": 3,', '"id": {},')
      .replace('"1710263137"', '"4102444800"')
      .replace('"date_unixtime": "1710263138"', '"date": "yesterday"')
      .replace(/"from": "Acme",\s+"from_id": "user9",\s+"text": "text 6"/, '"text": "text 6"')
    const { items, problems } = await readText(text)
    expect(items.map(item => item.text)).toEqual(['text 1', 'text 7'])
    expect(problems.map(({ line, code }) => [line, code]).sort(([a = 0], [b = 0]) => Number(a) - Number(b))).toEqual([
      [14, 'broken-json'],
      [22, 'broken-message'],
      [30, 'date-out-of-range'],
      [38, 'bad-date'],
      [46, 'no-address'],
    ])
  })

  it('that ends in the middle brings everything before', async () => {
    const text = chatOf([message(1), message(2), message(3)])
    const { items, problems } = await readText(text.slice(0, text.indexOf('text 3')))
    expect(items.map(item => item.text)).toEqual(['text 1', 'text 2'])
    expect(problems.map(problem => problem.code)).toEqual(['truncated'])
  })

  it.each([
    ['an empty file', '', 'empty'],
    ['another text', 'hello', 'not-recognised'],
    ['another document', '{"messages":[{"from":"Ana"}]}', 'not-recognised'],
  ])('says so of %s', async (_, text, code) => {
    expect((await readText(text)).problems.map(problem => problem.code)).toEqual([code])
  })

  it('says so of a file that is not there', async () => {
    expect((await readAll(telegram, settingsFor('/nowhere/result.json'))).problems.map(problem => problem.code)).toEqual(['not-found'])
  })

  it('of any shape never makes it fail', async () => {
    const odd = fc.record(
      {
        id: fc.oneof(fc.integer(), fc.jsonValue()),
        type: fc.constantFrom('message', 'service'),
        action: fc.constantFrom('phone_call', 'pin_message'),
        date_unixtime: fc.oneof(fc.jsonValue(), fc.constant('1710263133')),
        from_id: fc.jsonValue(),
        text: fc.jsonValue(),
        file: fc.jsonValue(),
        poll: fc.jsonValue(),
        contact_information: fc.jsonValue(),
        duration_seconds: fc.jsonValue(),
      },
      { requiredKeys: [] },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(odd, fc.jsonValue()), { maxLength: 8 }), async messages => {
        const { items, problems } = await readText(JSON.stringify({ type: 'personal_chat', id: 1, messages }))
        expect(items.length + problems.length).toBe(messages.length)
      }),
      { numRuns: 60 },
    )
  })
})

describe('reading', () => {
  const text = chatOf(Array.from({ length: 1200 }, (_, i) => message(i)))

  it('hands over at most 500 at once and counts up to the size of the file', async () => {
    const { batches } = await readText(text)
    expect(batches.map(batch => batch.items.length)).toEqual([500, 500, 200])
    expect(batches.at(-1)).toMatchObject({ done: text.length, total: text.length })
  })

  it('stops when it is cancelled', async () => {
    const abort = new AbortController()
    let items = 0
    for await (const batch of telegram.read(settingsFor(await fileOf(text, 'result.json')), undefined, abort.signal)) {
      items += batch.items.length
      abort.abort()
    }
    expect(items).toBe(500)
  })
})

describe('recognising', () => {
  it('goes by content', async () => {
    expect(telegram.recognise(probeOf(await readFile(single)))).toBeGreaterThan(0.9)
    expect(telegram.recognise(probeOf(await readFile(account)))).toBeGreaterThan(0.9)
    expect(telegram.recognise(probeOf(chatOf([])))).toBeGreaterThan(0.9)
  })

  it.each([
    ['another chat format', '{"messages":[{"sender":"a","text":"b"}]}'],
    ['a list', '[{"from_id":1,"messages":[]}]'],
    ['a text about it', 'The "messages" have a "from_id" and a "date".'],
  ])('leaves %s alone', (_, text) => {
    expect(telegram.recognise(probeOf(text, { name: 'result.json' }))).toBe(0)
  })
})
