import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Client } from '#shared/contract/index.ts'
import { writeMbox } from './support/mail.ts'
import { importFiles, openTestApp, testFolder } from './support/workspace.ts'

const texts = {
  order: 'My order AB-2024-188412 never came',
  accents: 'Mañana llamaré a la señora Núñez',
  german: 'Die Rechnungsnummer fehlt auf der Überweisung',
  japanese: '先日の請求書の件でご連絡しました。東京都在住です。',
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
  expect(await find('uberweis')).toEqual(['german'])
  expect(await find('請求書')).toEqual(['japanese'])
  expect(await find('東京')).toEqual(['japanese'])
  expect(await find('京都')).toEqual(['japanese'])
  expect(await find('"quick brown"')).toEqual(['phrase'])
  expect(await find('quick brown')).toEqual(['other', 'phrase'])
  expect(await find('from:german')).toEqual(['german'])
  expect(await find('fox from:phrase')).toEqual(['phrase'])
  expect(await find('channel:email after:2025-05')).toEqual(['other', 'phrase'])
  expect(await find('channel:phone')).toEqual([])
  expect(await find('before:2025-02-01')).toEqual(['order'])
  expect(await find('has:attachment')).toEqual([])
  expect(await find('nothinglikethis')).toEqual([])
  const { ignored } = await client.search.query({ text: 'fox after:tomorrow channel:fax', timeZone: 'UTC' })
  expect(ignored).toEqual(['after:tomorrow', 'channel:fax'])
})

test('snippets mark what was found, in the text as it was written', async () => {
  const client = await mailbox()
  const { hits, customers } = await client.search.query({ text: 'manana', timeZone: 'UTC' })
  expect(hits[0]?.snippet.filter(part => part.hit).map(part => part.text)).toEqual(['Mañana'])
  expect(hits[0]?.snippet.map(part => part.text).join('')).toBe(texts.accents)
  expect(customers).toEqual([])
  const people = await client.search.query({ text: 'ople.exam', timeZone: 'UTC' })
  expect(people.customers).toHaveLength(6)
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
