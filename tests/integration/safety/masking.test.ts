import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import * as yauzl from 'yauzl'
import * as Y from 'yjs'
import { callOfLink } from '#shared/model/call.ts'
import type { CommandInput } from '../../../electron/serve/cli/command.ts'
import { search } from '../../../electron/serve/cli/search.ts'
import { timeline } from '../../../electron/serve/cli/timeline.ts'
import { write } from '../notes/documents.ts'
import { mail } from '../support/mail.ts'
import { addSender, importFiles, openTestApp, type TestApp, testFolder } from '../support/workspace.ts'

const CARD = '4111 1111 1111 1111'
const IBAN = 'ES91 2100 0418 4502 0005 1332'
const BOTH = `card ${CARD}, account ${IBAN}`
const OWN = 'support@us.example'
const ANA = '+34600111222'
const FAR = Date.UTC(2100, 0, 1)

/** Every text in a value, one after the other, without what stands between digits. */
function said(value: unknown): string {
  if (typeof value === 'string') return value.replace(/[ -]/g, '')
  return typeof value === 'object' && value !== null ? Object.values(value).map(said).join('') : ''
}

const shows = (value: unknown): string[] => [CARD, IBAN].filter(number => said(value).includes(number.replaceAll(' ', '')))

const ago = (hours: number) => new Date(Date.now() - hours * 3600_000).toISOString()

function plantedMails(): string {
  const from = 'Ana <ana@x.example>'
  const html = `--b\nContent-Type: text/html\n\n<p>Design: ${BOTH.replace('1111 1111', '11<b>11 11</b>11')}</p>\n--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename="${CARD}.txt"\n\nfile\n--b--`
  const mails = [
    mail({
      id: 'one@x',
      from,
      to: OWN,
      at: ago(2),
      subject: `Refund to ${BOTH}`,
      text: `Hello. My IBAN is ${IBAN}. Could you refund it to my ${BOTH}?\n\nOn Monday you wrote:\n> your ${BOTH}`,
    }),
    mail({
      id: 'two@x',
      from,
      to: OWN,
      at: ago(1),
      subject: 'Design',
      headers: ['Content-Type: multipart/mixed; boundary=b'],
      text: html,
    }).replace('Content-Type: text/plain; charset=utf-8\n', ''),
    mail({ id: 'out@x', from: OWN, to: from, at: ago(3), text: `We will refund ${BOTH} by Friday.` }),
  ]
  const path = join(testFolder(), 'planted.mbox')
  writeFileSync(path, mails.map(one => `From - Mon Jun  1 10:00:00 2026\n${one}\n`).join(''))
  return path
}

/** The same in what agents write: a note with half of the card in bold, a call, a reply, a draft and a text kept ready. */
async function plant({ app, client }: TestApp, path: string) {
  await importFiles(client, [path], [OWN])
  await client.workspace.settings({ region: 'ES' })
  const { rows } = await client.customers.list({})
  const customer = rows.find(({ name }) => name === 'Ana')?.id ?? 0
  const account = await addSender(client, { user: OWN, port: 1 })
  await expect.poll(async () => (await client.cases.unplaced()).count).toBe(0)
  const about = (await client.cases.list({ customer })).rows.find(({ subject }) => subject.startsWith('Refund'))
  const doc = new Y.Doc()
  write(doc, `@Ben ${BOTH}`)
  const line = doc.getXmlFragment('default').toArray()[0]
  const text = line instanceof Y.XmlElement ? line.get(0) : undefined
  if (text instanceof Y.XmlText) text.format(10, 9, { bold: true })
  const note = randomUUID()
  await client.notes.sync({ note, after: 0, customer, update: Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64') })
  await expect.poll(async () => (await client.notes.list({ customer })).notes.length).toBe(1)
  await expect.poll(async () => (await client.notes.list({ customer })).notes[0]?.length).toBeGreaterThan(10)
  await client.notes.change({ note, changes: { dueAt: 1 } })
  const call = callOfLink(`hilo://call?from=${ANA}&id=c1`)
  if (!call) throw new Error('no call')
  await app.call(call)
  const { key } = (await client.calls.now()).calls[0] ?? { key: '' }
  await client.calls.note({ key, text: `says ${BOTH}` })
  const writing = (await client.calls.now()).calls
  await app.call({ ...call, state: 'ended' })
  await client.calls.close({ key, outcome: 'follow-up', followUp: '2026-01-01' })
  await expect.poll(async () => (await client.customers.list({})).rows.length).toBe(2)
  const caller = (await client.customers.list({})).rows.find(({ name }) => name !== 'Ana')?.id ?? 0
  const reply = { customer, account, to: ['ana@x.example'], subject: `Re: ${CARD}`, text: `we refund ${BOTH}` }
  await client.replies.send({ ...reply, key: randomUUID(), sendAt: FAR })
  const draft = { to: reply.to, cc: [], bcc: [], subject: reply.subject, text: reply.text }
  await client.replies.saveDraft({ customer, writer: 'window', draft })
  await client.surveys.ask({ case: about?.id ?? 0 })
  return { customer, caller, about: about?.id ?? 0, note, writing }
}

test('no view, printed page or command shows a whole card number or IBAN; what is being written, and what is exported, does', async () => {
  const here = await openTestApp()
  const { app, client } = here
  const path = plantedMails()
  const inspected = await client.imports.inspect({ paths: [path], own: [OWN] })
  const { customer, caller, about, note, writing } = await plant(here, path)
  const { rows } = await client.timeline.page({ customer })
  const [first, design] = rows.filter(({ direction }) => direction === 'in')
  const page = async (opened: { path?: string }) =>
    String(Buffer.from((await app.document(opened.path ?? ''))?.body ?? [])).replace(/<[^>]*>/g, '')
  const command = { client, check: app.check, document: app.document, positionals: [], options: { own: [] }, progress: () => {} }
  const inCommand = (changes: Partial<CommandInput>): CommandInput => ({ ...command, ...changes })
  const views: Record<string, () => Promise<unknown> | unknown> = {
    'what a file holds, before it is taken in': () => inspected,
    'list of customers': () => client.customers.list({}),
    timeline: () => rows,
    'one interaction': () => client.timeline.get({ id: first?.id ?? 0 }),
    'mail in its own design': async () => page(await client.timeline.open({ what: 'html', id: design?.id ?? 0, remote: false })),
    paper: async () => page(await client.desktop.print({ customer, as: 'paper', language: 'en' })),
    brief: () => client.brief.get({ customer, timeZone: 'UTC' }),
    search: () => client.search.query({ text: 'refund', timeZone: 'UTC' }),
    'search for a part of the number': () => client.search.query({ text: '1111', timeZone: 'UTC' }),
    'search in notes': () => client.search.query({ text: 'account channel:note', timeZone: 'UTC' }),
    'list of cases': () => client.cases.list({ customer }),
    'one case': () => client.cases.get({ id: about }),
    'cases of a page': () => client.cases.some({ ids: [about] }),
    'my day': () => client.day.cases({}),
    'list of notes': () => client.notes.list({ customer }),
    'one note': () => client.notes.content({ note }),
    'notes to follow up': () => client.notes.followUps({ until: FAR }),
    'call notes': () => client.calls.of({ customer: caller }),
    'calls to follow up': () => client.calls.followUps({ until: '2099-01-01' }),
    'replies that wait': () => client.replies.waiting({ customer }),
    'what a reply begins with': () => client.replies.start({ customer, answers: first?.id ?? 0 }),
    surveys: () => client.surveys.of({ customer }),
    'command timeline': async () => timeline(inCommand({ options: { own: [], who: 'ana@x.example' } })),
    'command search': async () => search(inCommand({ positionals: ['refund'] })),
  }
  const answers = await Promise.all(Object.entries(views).map(async ([name, ask]) => ({ name, answer: await ask() })))
  expect(answers.flatMap(({ name, answer }) => shows(answer).map(number => `${name}: ${number}`))).toEqual([])
  // Each of them shows something of a number: otherwise nothing was tried.
  expect(answers.filter(({ answer }) => !/•[^a-z]*(?:1111|1332)/.test(JSON.stringify(answer))).map(({ name }) => name)).toEqual([])

  expect(shows(writing)).toEqual([CARD, IBAN])
  expect(shows(await client.replies.draft({ customer, writer: 'window' }))).toEqual([CARD, IBAN])
  const { updates } = await client.notes.sync({ note, after: 0 })
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, Buffer.from(update, 'base64'))
  expect(
    shows(
      doc
        .getXmlFragment('default')
        .toString()
        .replace(/<[^>]*>/g, ''),
    ),
  ).toEqual([CARD, IBAN])
  // A subject that came back as it was shown changes nothing.
  const subject = (await client.cases.get({ id: about })).subject
  await expect(client.cases.change({ case: about, changes: { subject } })).rejects.toMatchObject({ code: 'CONFLICT' })
  const zip = await yauzl.fromBufferPromise(Buffer.from((await app.document((await client.privacy.export({ customer })).path))?.body ?? []))
  for await (const entry of zip.eachEntry()) {
    if (!/^customer/.test(entry.fileName)) continue
    const exported = String(await buffer(await zip.openReadStreamPromise(entry)))
    expect(shows(exported.replaceAll('&#32;', ' ')), entry.fileName).toEqual([CARD, IBAN])
  }
})
