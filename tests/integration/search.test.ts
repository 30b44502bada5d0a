import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Client } from '#shared/contract/index.ts'
import { writeMbox } from './support/mail.ts'
import { importFiles, openTestApp, testFolder } from './support/workspace.ts'

const texts = {
  order: 'My order AB-2024-188412 never came',
  accents: 'Mañana llamaré a la señora Núñez',
  german: 'Die Stromrechnungsnummer fehlt auf der Überweisung, Königstraße 5',
  japanese: '先日の請求書の件でご連絡しました。東京都在住です。ＡＢＣ１２３、ﾓﾃﾞﾑ',
  chinese: '您好，我的宽带无法连接，发票也没有收到。',
  phrase: 'the quick brown fox',
  other: 'the brown quick fox',
}

async function mailbox(): Promise<Client> {
  const { client } = await openTestApp()
  const mails = Object.entries(texts).map(([name, text], index) => ({
    id: `${name}@x`,
    from: `Person ${name} <${name}@people.example>`,
    to: 'support@us.example',
    at: new Date(Date.UTC(2025, index, 15)).toISOString(),
    subject: `About ${name}`,
    text,
  }))
  await importFiles(client, [writeMbox(join(testFolder(), 'search.mbox'), mails)], ['support@us.example'])
  // The vocabulary is learned in the background, in the order of the alphabet.
  await expect.poll(async () => (await client.search.query({ text: 'uberweisnug', timeZone: 'UTC' })).hits.length).toBe(1)
  return client
}

test('words, parts of words and numbers, phrases, accents, Japanese and filters find what they should', async () => {
  const client = await mailbox()
  const find = async (text: string) => {
    const { hits } = await client.search.query({ text, timeZone: 'UTC' })
    return hits.map(hit => hit.subject?.replace('About ', ''))
  }
  expect(await find('order')).toEqual(['order'])
  expect(await find('188412')).toEqual(['order'])
  expect(await find('8841')).toEqual(['order'])
  expect(await find('AB-2024-188412')).toEqual(['order'])
  expect(await find('manana nunez')).toEqual(['accents'])
  expect(await find('LLAMARÉ')).toEqual(['accents'])
  expect(await find('nummer')).toEqual(['german'])
  expect(await find('Rechnung')).toEqual(['german'])
  expect(await find('koenigstrasse')).toEqual(['german'])
  expect(await find('uberweis')).toEqual(['german'])
  expect(await find('請求書')).toEqual(['japanese'])
  expect(await find('東京')).toEqual(['japanese'])
  expect(await find('京都')).toEqual(['japanese'])
  expect(await find('件')).toEqual(['japanese'])
  expect(await find('在住です。ABC')).toEqual(['japanese'])
  expect(await find('abc123 モデム')).toEqual(['japanese'])
  expect(await find('发票')).toEqual(['chinese'])
  expect(await find('到')).toEqual(['chinese'])
  expect(await find('票发')).toEqual([])
  expect(await find('"quick brown"')).toEqual(['phrase'])
  expect(await find('quick brown')).toEqual(['other', 'phrase'])
  expect(await find('from:german')).toEqual(['german'])
  expect(await find('fox from:phrase')).toEqual(['phrase'])
  expect(await find('channel:email after:2025-05')).toEqual(['other', 'phrase', 'chinese'])
  expect(await find('channel:phone')).toEqual([])
  expect(await find('from:german OR from:phrase')).toEqual(['phrase', 'german'])
  expect(await find('fox from:german OR from:phrase')).toEqual(['phrase'])
  expect(await find('from:german OR from:phrase from:p')).toEqual(['phrase', 'german'])
  expect(await find('to:support OR to:nobody from:nobody OR from:german OR from:x')).toEqual(['german'])
  expect(await find('channel:phone OR channel:email after:2025-06 OR after:2025-05')).toEqual(['other', 'phrase', 'chinese'])
  expect(await find('channel:phone OR channel:chat')).toEqual([])
  expect(await find('before:2025-02-01')).toEqual(['order'])
  expect(await find('has:attachment')).toEqual([])
  expect(await find('is:unanswered after:2025-06')).toEqual(['other', 'phrase'])
  expect(await find('nothinglikethis')).toEqual([])
  expect(await find('brown -quick')).toEqual([])
  expect(await find('quick -other')).toEqual(['phrase'])
  const { ignored } = await client.search.query({ text: 'fox after:tomorrow channel:fax', timeZone: 'UTC' })
  expect(ignored).toEqual(['after:tomorrow', 'channel:fax'])
  expect((await client.search.query({ text: 'from:german OR fox', timeZone: 'UTC' })).ignored).toEqual(['OR'])
})

test('snippets mark what was found, in the text as it was written', async () => {
  const client = await mailbox()
  const { hits, customers } = await client.search.query({ text: 'manana', timeZone: 'UTC' })
  expect(hits[0]?.snippet.filter(part => part.hit).map(part => part.text)).toEqual(['Mañana'])
  expect(hits[0]?.snippet.map(part => part.text).join('')).toBe(texts.accents)
  expect(customers).toEqual([])
  const people = await client.search.query({ text: 'ople.exam', timeZone: 'UTC' })
  expect(people.customers).toHaveLength(7)
})

test('what a mail quotes is found in the mail that says it, and in the one that quotes it where nobody else does', async () => {
  const { client } = await openTestApp()
  const mail = (id: string, day: number, text: string, references: string[] = []) => ({
    id,
    from: 'Ana <ana@people.example>',
    to: 'support@us.example',
    at: `2025-03-0${day}T10:00:00Z`,
    subject: 'Router',
    text,
    references,
  })
  const mails = [
    mail('held@x', 1, 'The zweibrucken box blinks'),
    mail('reply@x', 2, 'Still so, plan C\n\nOn 1 March Ana wrote:\n> The zweibrucken box blinks', ['held@x']),
    mail('late@x', 3, 'See below, C++\n\nOn 1 May 2019 Bob wrote:\n> The portosanto contract ends', ['lost@y']),
  ]
  await importFiles(client, [writeMbox(join(testFolder(), 'quoted.mbox'), mails)], ['support@us.example'])
  const found = async (text: string) => (await client.search.query({ text, timeZone: 'UTC' })).hits
  expect((await found('zweibrucken')).map(hit => hit.snippet.map(part => part.text).join(''))).toEqual(['The zweibrucken box blinks'])
  const [late] = await found('portosanto')
  expect(late?.snippet.filter(part => part.hit).map(part => part.text)).toEqual(['portosanto'])
  expect(await client.timeline.find({ customer: late?.customer ?? 0, text: 'portosanto' })).toEqual({ ids: [late?.id] })
  expect(await client.timeline.find({ customer: late?.customer ?? 0, text: 'c++' })).toEqual({ ids: [late?.id] })
})

test('no text breaks the search', async () => {
  const client = await mailbox()
  const nasty = [
    '"',
    '*',
    'a*',
    '(',
    ')',
    'NEAR(a b)',
    'a AND',
    'NOT',
    '-x',
    '^',
    ':',
    'from:',
    'sender:x',
    '"a" "',
    "'",
    '%',
    '_',
    '\\',
    '🙂',
    '\0',
    'a'.repeat(500),
  ]
  for (const text of nasty) await client.search.query({ text, timeZone: 'UTC' })
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 40 }), async text => {
      await client.search.query({ text, timeZone: 'UTC' })
      if (text.length > 0) await client.timeline.find({ customer: 1, text })
      await client.customers.list({ text })
    }),
    { numRuns: 100 },
  )
})

test('a number is found however it is typed and however it was written, and a person by any name they are known under', async () => {
  const { client } = await openTestApp()
  await client.workspace.settings({ region: 'ES', timeZone: 'Europe/Madrid', own: ['910000000'] })
  const folder = testFolder()
  const calls = ['655443322', '655 44 33 22', '+34655443322'].map(
    (from, index) => `2025-03-1${index} 10:00:00;${from};910000000;answered;60`,
  )
  writeFileSync(join(folder, 'calls.csv'), `Start;Caller;Called;Status;Talk\n${calls.join('\n')}\n`)
  const mails = [{ id: 'l@x', from: 'Lucía Fernández <lucia@x.example>', to: 'support@us.example', at: '2025-03-01T10:00:00Z' }]
  await importFiles(client, [join(folder, 'calls.csv'), writeMbox(join(folder, 'l.mbox'), mails)], ['support@us.example'])
  const found = async (text: string) => (await client.search.query({ text, timeZone: 'UTC' })).hits.length
  await expect.poll(() => found('443322')).toBe(3)
  for (const typed of ['655443322', '655 44 33 22', '+34655443322', '+34 655 443 322', '443322']) {
    expect([typed, await found(typed)]).toEqual([typed, 3])
  }
  const [a, b] = (await client.customers.list({})).rows
  await client.customers.merge({ from: a?.id ?? 0, into: b?.id ?? 0 })
  expect(await found('from:lucia')).toBe(4)
  expect(await found('from:lucia channel:phone')).toBe(3)
  expect(await found('from:655443322 channel:email')).toBe(1)

  // By the name an agent gave them, which no source ever said, and no longer by one that was taken back.
  const customer = b?.id ?? 0
  const named = async (text: string) => (await client.search.query({ text, timeZone: 'UTC' })).customers.map(({ name }) => name)
  await client.profile.set({ customer, field: 'name', value: 'Doña Rosario de la Higuera' })
  for (const typed of ['higue', 'dona rosario', 'Do']) expect([typed, await named(typed)]).toEqual([typed, ['Doña Rosario de la Higuera']])
  expect(await found('from:higuera')).toBe(4)
  expect((await client.customers.list({ text: 'rosario' })).rows.map(({ id }) => id)).toEqual([customer])
  expect(await named('lucia')).toEqual(['Doña Rosario de la Higuera'])
  await client.profile.set({ customer, field: 'name', value: null })
  expect(await named('higuera')).toEqual([])
})

test('a mistyped word is forgiven only when nothing is found, and what was searched for instead is said', async () => {
  const client = await mailbox()
  const find = async (text: string) => {
    const { hits, instead } = await client.search.query({ text, timeZone: 'UTC' })
    return [hits.map(hit => hit.subject?.replace('About ', '')), instead]
  }
  expect(await find('qiuck brown')).toEqual([['other', 'phrase'], 'quick brown'])
  expect(await find('uberweisnug')).toEqual([['german'], 'uberweisung'])
  expect(await find('llmare')).toEqual([['accents'], 'llamare'])
  expect(await find('krder from:order')).toEqual([['order'], 'order from:order'])
  expect(await find('quick')).toEqual([['other', 'phrase'], undefined])
  expect(await find('quick mañana')).toEqual([[], undefined])
  expect(await find('188413')).toEqual([[], undefined])
})

test('the best come first when asked for: in the subject, more often, newer; and hits of one customer together', async () => {
  const { client } = await openTestApp()
  const mail = (id: string, from: string, month: number, subject: string, text: string) => ({
    id: `${id}@x`,
    from: `${from}@people.example`,
    to: 'support@us.example',
    at: new Date(Date.UTC(2025, month, 15)).toISOString(),
    subject,
    text,
  })
  const long = 'the line has been slow for weeks and nobody has come to look at it, so please send somebody soon. '
  const mails = [
    mail('subject', 'ana', 2, 'Router broken', long),
    mail('often', 'ben', 3, 'Help', `router, router, router ${long}`),
    mail('once', 'ana', 4, 'Hello', `${long.repeat(3)} a router`),
    mail('none', 'cid', 5, 'Other', long),
  ]
  await importFiles(client, [writeMbox(join(testFolder(), 'rank.mbox'), mails)], ['support@us.example'])
  const asked = { text: 'router', timeZone: 'UTC' }
  const subjects = (hits: { subject?: string }[]) => hits.map(hit => hit.subject)
  await expect
    .poll(async () => subjects((await client.search.query({ ...asked, order: 'best' })).hits))
    .toEqual(['Router broken', 'Help', 'Hello'])
  expect(subjects((await client.search.query(asked)).hits)).toEqual(['Hello', 'Help', 'Router broken'])
  const grouped = await client.search.query({ ...asked, grouped: true })
  expect(subjects(grouped.hits)).toEqual(['Hello', 'Router broken', 'Help'])
  expect(grouped.groups?.map(({ name, count }) => [name, count])).toEqual([
    ['ana@people.example', 2],
    ['ben@people.example', 1],
  ])
})

test('a search can be kept under a name, renamed and removed, and is there when the workspace is opened again', async () => {
  const { client, app, folder } = await openTestApp()
  const id = randomUUID()
  const other = { id: randomUUID(), name: 'Anrufe', text: 'channel:phone' }
  await client.search.save({ id, name: ' Waiting ', text: 'is:unanswered' })
  await client.search.save(other)
  await client.search.save({ id, name: 'Waiting mail', text: 'is:unanswered channel:email' })
  const kept = [other, { id, name: 'Waiting mail', text: 'is:unanswered channel:email' }]
  expect((await client.search.saved()).searches).toEqual(kept)
  await app.close()
  const again = await openTestApp({ folder })
  expect((await again.client.search.saved()).searches).toEqual(kept)
  await again.client.search.remove({ id })
  expect((await again.client.search.saved()).searches).toEqual([other])
  await expect(again.client.search.remove({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('a search that nobody waits for any more is not made', async () => {
  const client = await mailbox()
  const given = new AbortController()
  const many = Array.from({ length: 300 }, (_, index) =>
    client.search.query({ text: `qu${index}`, timeZone: 'UTC' }, { signal: given.signal }),
  )
  const ends = Promise.allSettled(many)
  given.abort()
  const { hits } = await client.search.query({ text: 'quick', timeZone: 'UTC' })
  expect(hits).toHaveLength(2)
  expect((await ends).every(end => end.status === 'rejected')).toBe(true)
})
