import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Client } from '#shared/contract/index.ts'
import type { StoreProcedures } from '../../../electron/app/procedures.ts'
import { workers } from '../../../electron/app/workers.ts'
import { openStoreThread } from '../../../electron/store/client.ts'
import { openReplica, type Replica } from '../../../renderer/features/notes/editor/replica.ts'
import { worked } from '../../unit/worked.ts'
import { writeMbox } from '../support/mail.ts'
import { importFiles, openTestApp, testFolder } from '../support/workspace.ts'
import { linesOf, saved, textIn, write } from './documents.ts'

const OWN = 'support@us.example'

/** The app with two customers, Ana (first) and Ben. */
async function withTwo(now: () => number = Date.now) {
  const { client, app, folder } = await openTestApp({ now })
  const mails = ['Ana', 'Ben'].map((name, index) => ({
    id: `m${index}@x`,
    from: `${name} <${name.toLowerCase()}@x.example>`,
    to: OWN,
    at: new Date(Date.now() - (index + 1) * 3600_000).toISOString(),
    subject: `Matter of ${name}`,
  }))
  await importFiles(client, [writeMbox(join(testFolder(), 'two.mbox'), mails)], [OWN])
  const { rows } = await client.customers.list({})
  const [ana, ben] = rows.sort((a, b) => a.name.localeCompare(b.name))
  if (!ana || !ben) throw new Error('two customers')
  return { client, app, folder, ana: ana.id, ben: ben.id }
}

function begin(client: Client, customer: number, note: string = randomUUID()): Replica & { note: string } {
  return { ...openReplica({ sync: client.notes.sync, note, begins: { customer } }), note }
}

const join2 = (client: Client, note: string): Replica => openReplica({ sync: client.notes.sync, note, rest: 10 })

/** A note that says this, in the lists already. */
async function noted(client: Client, customer: number, text: string): Promise<string> {
  const replica = begin(client, customer)
  write(replica.doc, text)
  await saved(replica)
  await expect
    .poll(async () => (await client.notes.list({ customer })).notes.find(one => one.key === replica.note)?.length)
    .toBe(text.length)
  return replica.note
}

const texts = async (client: Client, customer: number) =>
  (await client.notes.list({ customer })).notes.map(({ beginning }) => linesOf(beginning).join('\n'))

test('a note is there with its first letter, says who and when, and opens again with all its text', async () => {
  const { client, ana, ben } = await withTwo()
  const replica = begin(client, ana)
  expect((await client.notes.list({ customer: ana })).notes).toEqual([])
  write(replica.doc, 'C')
  await saved(replica)
  expect((await client.notes.list({ customer: ana })).notes).toMatchObject([{ key: replica.note, customerName: 'Ana', pinned: false }])
  write(replica.doc, 'alls back on Monday', 1)
  await saved(replica)
  const again = join2(client, replica.note)
  await saved(again)
  expect(textIn(again.doc)).toBe('Calls back on Monday')
  await expect.poll(() => texts(client, ana)).toEqual(['Calls back on Monday'])
  expect(await texts(client, ben)).toEqual([])
})

test('two windows write in one note at once: each sees what the other writes, and nothing is lost', async () => {
  const { client, ana } = await withTwo()
  const note = await noted(client, ana, 'Hello')
  const [one, other] = [join2(client, note), join2(client, note)]
  const events = await client.events()
  const listening = (async () => {
    for await (const event of events) {
      if (event.type !== 'notes.changed' || event.written?.note !== note) continue
      for (const each of [one, other]) each.look(event.written.seq)
    }
  })()
  await Promise.all([saved(one), saved(other)])
  write(one.doc, 'Oh. ', 0)
  write(other.doc, ' there', 5)
  await expect.poll(() => [textIn(one.doc), textIn(other.doc)]).toEqual(['Oh. Hello there', 'Oh. Hello there'])
  await events.return(undefined)
  await listening
})

test('whatever two replicas write, cut and exchange in any order, they end with the same text and none of it is lost', async () => {
  const { client, ana } = await withTwo()
  const step = fc.record({
    who: fc.nat(1),
    what: fc.constantFrom('write', 'cut', 'exchange'),
    at: fc.nat(30),
    /** Private to each replica, so that what it wrote can be told from what the other wrote. */
    text: fc.stringMatching(/^[a-z]{1,5}$/),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async steps => {
      const note = randomUUID()
      const docs = [new Y.Doc(), new Y.Doc()]
      const seqs = [0, 0]
      const unsent: Uint8Array[][] = [[], []]
      const cut = ['', '']
      docs.forEach((doc, index) => {
        doc.on('update', (update: Uint8Array, origin: unknown) => origin !== 'there' && unsent[index]?.push(update))
      })
      const exchange = async (who: number) => {
        const doc = docs[who]
        if (!doc) return
        const mine = unsent[who] ?? []
        unsent[who] = []
        const update = mine.length > 0 ? Buffer.from(Y.mergeUpdates(mine)).toString('base64') : undefined
        const answer = await client.notes.sync({ note, after: seqs[who] ?? 0, customer: ana, ...(update && { update }) })
        seqs[who] = answer.seq
        for (const one of answer.updates) Y.applyUpdate(doc, Buffer.from(one, 'base64'), 'there')
      }
      const [first] = docs
      if (first) write(first, '_')
      await exchange(0)
      await exchange(1)
      let written = 1
      for (const { who, what, at, text } of steps) {
        const doc = docs[who]
        if (!doc) continue
        const there = textIn(doc)
        const place = Math.min(at, there.length)
        if (what === 'exchange') await exchange(who)
        else if (what === 'write') {
          write(doc, who === 0 ? text : text.toUpperCase(), place)
          written += text.length
        } else if (there.length > 0) {
          cut[who] += there[Math.min(at, there.length - 1)] ?? ''
          lineOf(doc).delete(Math.min(at, there.length - 1), 1)
        }
      }
      for (const who of [0, 1, 0]) await exchange(who)
      const [one, other] = docs.map(textIn)
      expect(one).toBe(other)
      // One letter may have been cut by both.
      const gone = cut.join('').length
      expect(written - (one?.length ?? 0)).toBeLessThanOrEqual(gone)
      if (gone === 0) expect(one?.length).toBe(written)
      const late = new Y.Doc()
      for (const update of (await client.notes.sync({ note, after: 0 })).updates) Y.applyUpdate(late, Buffer.from(update, 'base64'))
      expect(textIn(late)).toBe(one)
    }),
    { numRuns: 40 },
  )
})

function lineOf(doc: Y.Doc): Y.XmlText {
  const line = doc.getXmlFragment('default').toArray()[0]
  const text = line instanceof Y.XmlElement ? line.toArray()[0] : undefined
  if (!(text instanceof Y.XmlText)) throw new Error('a line')
  return text
}

test('every sitting is a version; any of them can be read and brought back, which is a new one and loses nothing', async () => {
  let clock = Date.now()
  const { client, ana } = await withTwo(() => clock)
  const replica = begin(client, ana)
  for (const text of ['Monday', 'Tuesday', 'Friday']) {
    lineOfOrNone(replica.doc)?.delete(0, textIn(replica.doc).length)
    for (const letter of text) write(replica.doc, letter, textIn(replica.doc).length)
    await saved(replica)
    clock += 10 * 60_000
  }
  const versions = async () => (await client.notes.history({ note: replica.note })).records.filter(record => record.what !== 'change')
  const before = await versions()
  expect(before).toHaveLength(3)
  const read = async (seq: number) => linesOf(await client.notes.content({ note: replica.note, seq })).join('\n')
  expect(await Promise.all(before.map(({ seq }) => read(seq)))).toEqual(['Friday', 'Tuesday', 'Monday'])
  const monday = before[2]?.seq ?? 0
  await client.notes.restore({ note: replica.note, seq: monday })
  clock += 10 * 60_000
  replica.look()
  await expect.poll(() => textIn(replica.doc)).toBe('Monday')
  const after = await versions()
  expect(after[0]).toMatchObject({ what: 'restored', versionAt: before[2]?.at })
  expect(await Promise.all(after.map(({ seq }) => read(seq)))).toEqual(['Monday', 'Friday', 'Tuesday', 'Monday'])
  // What is merged in the background says the same.
  await expect.poll(() => texts(client, ana)).toEqual(['Monday'])
  expect(await Promise.all((await versions()).map(({ seq }) => read(seq)))).toEqual(['Monday', 'Friday', 'Tuesday', 'Monday'])
})

function lineOfOrNone(doc: Y.Doc): Y.XmlText | undefined {
  return doc.getXmlFragment('default').length > 0 ? lineOf(doc) : undefined
}

test('pinning, dates, done and deleting are changes that are told in its history and undone exactly', async () => {
  const { client, ana } = await withTwo()
  const old = await noted(client, ana, 'old')
  const note = await noted(client, ana, 'new')
  const order = async () =>
    (await client.notes.list({ customer: ana })).notes.filter(one => one.deletedAt === undefined).map(one => one.key)
  expect(await order()).toEqual([note, old])
  const pin = await client.notes.change({ note: old, changes: { pinned: true } })
  expect(await order()).toEqual([old, note])
  const gone = await client.notes.change({ note: old, changes: { deleted: true } })
  expect(await order()).toEqual([note])
  await client.notes.undo({ op: gone.op })
  await expect(client.notes.undo({ op: gone.op })).rejects.toMatchObject({ data: { reason: 'already-undone' } })
  await client.notes.undo({ op: pin.op })
  expect(await order()).toEqual([note, old])
  await expect(client.notes.change({ note: old, changes: { pinned: false } })).rejects.toMatchObject({ data: { reason: 'nothing-left' } })
  expect((await client.notes.history({ note: old })).records).toMatchObject([
    { what: 'change', changes: { deleted: true }, undone: true },
    { what: 'change', changes: { pinned: true }, undone: true },
    { what: 'text' },
  ])
})

test('follow-ups come up when they are due, of all customers, until they are done', async () => {
  const { client, ana, ben } = await withTwo()
  const now = Date.now()
  const due = async (until: number) =>
    (await client.notes.followUps({ until })).notes.map(one => `${one.customerName}: ${linesOf(one.beginning)}`)
  const late = await noted(client, ana, 'call')
  const soon = await noted(client, ben, 'write')
  await client.notes.change({ note: late, changes: { dueAt: now + 5000 } })
  await client.notes.change({ note: soon, changes: { dueAt: now + 1000 } })
  expect(await due(now)).toEqual([])
  expect(await due(now + 9000)).toEqual(['Ben: write', 'Ana: call'])
  const done = await client.notes.change({ note: soon, changes: { done: true } })
  expect(await due(now + 9000)).toEqual(['Ana: call'])
  await client.notes.undo({ op: done.op })
  await client.notes.change({ note: late, changes: { deleted: true } })
  expect(await due(now + 9000)).toEqual(['Ben: write'])
})

test('a note of plain lines is one however often it is handed in, and is written on in like any other', async () => {
  const { client, ana } = await withTwo()
  const note = randomUUID()
  for (let time = 0; time < 2; time += 1)
    await client.notes.write({ note, customer: ana, lines: ['About: the lamp', 'Open: when it comes'] })
  const text = async () => linesOf(await client.notes.content({ note }))
  expect(await text()).toEqual(['About: the lamp', 'Open: when it comes'])
  const replica = join2(client, note)
  await expect.poll(() => textIn(replica.doc)).toBe('About: the lamp')
  write(replica.doc, 'On Monday. ')
  await saved(replica)
  await expect.poll(async () => (await text())[0]).toBe('On Monday. About: the lamp')
})

test('who is mentioned by somebody else is told so until they have read it, or the mention is gone', async () => {
  const { client, app, folder, ana } = await withTwo()
  const [me = ''] = (await client.notes.people()).names
  // What one wrote oneself needs no telling.
  const own = begin(client, ana)
  own.doc.getXmlFragment('default').insert(0, [mentioning(me)])
  await saved(own)
  await app.close()
  const store = await openStoreThread<StoreProcedures>(workers.store, { folder, key: new Uint8Array(32).fill(7), readonly: false })
  const doc = new Y.Doc()
  const note = randomUUID()
  doc.getXmlFragment('default').insert(0, [mentioning(me)])
  const update = Y.encodeStateAsUpdate(doc)
  await store.call('syncNote', { note, after: 0, update, customer: ana, at: Date.now() - 60_000, agent: 'Berta' })
  await store.close()
  const again = await openTestApp({ folder })
  const told = async () => (await again.client.notes.mentions()).mentions.map(({ note: { customerName }, by }) => [customerName, by])
  await expect.poll(told).toEqual([['Ana', 'Berta']])
  await again.client.notes.readMention({ note, read: true })
  expect(await told()).toEqual([])
  await again.client.notes.readMention({ note, read: false })
  expect(await told()).toEqual([['Ana', 'Berta']])
  await again.client.notes.change({ note, changes: { deleted: true } })
  expect(await told()).toEqual([])
})

function mentioning(name: string): Y.XmlElement {
  const paragraph = new Y.XmlElement('paragraph')
  const mention = new Y.XmlElement('mention')
  mention.setAttribute('label', name)
  paragraph.insert(0, [mention, new Y.XmlText(' please')])
  return paragraph
}

test("a customer's notes stay theirs through merging and splitting; a case's go with the case", async () => {
  const { client, ana, ben } = await withTwo()
  await expect.poll(async () => (await client.cases.list({})).rows.length).toBe(2)
  await noted(client, ana, 'about Ana')
  const onCase = await noted(client, ana, 'about the matter')
  const { rows } = await client.cases.list({ customer: ben })
  const matter = rows[0]?.id ?? 0
  await client.notes.change({ note: onCase, changes: { case: matter } })
  expect([await texts(client, ana), await texts(client, ben)]).toEqual([['about Ana'], ['about the matter']])
  expect((await client.notes.list({ customer: ben, case: matter })).notes[0]?.case).toMatchObject({ id: matter, subject: 'Matter of Ben' })
  const { op } = await client.customers.merge({ from: ana, into: ben })
  expect((await texts(client, ben)).sort()).toEqual(['about Ana', 'about the matter'])
  await client.customers.undo({ op })
  expect([await texts(client, ana), await texts(client, ben)]).toEqual([['about Ana'], ['about the matter']])
})

test('search finds the words of notes, also Japanese ones, and none that were deleted', async () => {
  const { client, ana } = await withTwo()
  const find = async (text: string) => (await client.search.query({ text, timeZone: 'UTC' })).notes.map(one => one.customerName)
  const note = await noted(client, ana, 'The washing-machine is broken; 請求書を送る. Schlüsselstraße, 600 11 12 22, in C#')
  await noted(client, ana, 'grade C')
  expect([await find('c#'), await find('c++ OR 求書')]).toEqual([['Ana'], ['Ana', 'Ana']])
  for (const typed of ['600111222', 'schluesselstr', 'schlusselstrasse 1112']) expect([typed, await find(typed)]).toEqual([typed, ['Ana']])
  expect(await find('broken in:case')).toEqual([])
  expect([await find('washing'), await find('broken machine'), await find('求書'), await find('broken channel:note')]).toEqual([
    ['Ana'],
    ['Ana'],
    ['Ana'],
    ['Ana'],
  ])
  expect(await find('broken channel:email')).toEqual([])
  await client.notes.change({ note, changes: { deleted: true } })
  expect(await find('washing')).toEqual([])
})

test('what is no update is refused and changes nothing', async () => {
  const { client, ana } = await withTwo()
  const note = await noted(client, ana, 'fine')
  const rubbish = Buffer.from('certainly not an update').toString('base64')
  await expect(client.notes.sync({ note, after: 0, update: rubbish })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  await expect(client.notes.sync({ note: randomUUID(), after: 0 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const replica = join2(client, note)
  await saved(replica)
  expect(textIn(replica.doc)).toBe('fine')
})

test('a note of 5 MB is taken in and opened, read in pieces, and another is saved meanwhile without waiting', async () => {
  const { client, ana } = await withTwo()
  const line = 'Lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore magna\n'
  const large = begin(client, ana)
  const began = process.cpuUsage()
  for (let part = 0; part < 4; part++) {
    write(large.doc, line.repeat(Math.ceil(1_300_000 / line.length)), part === 0 ? 0 : textIn(large.doc).length)
    await saved(large)
  }
  const largeTook = worked(began)
  write(large.doc, 'needle', 0)
  const small = begin(client, ana)
  const start = process.cpuUsage()
  write(small.doc, 'quick')
  await saved(small)
  expect(worked(start)).toBeLessThan(largeTook)
  const again = join2(client, large.note)
  await saved(again)
  expect(textIn(again.doc).length).toBeGreaterThan(5_000_000)
  const { blocks, cut } = await client.notes.content({ note: large.note })
  expect([cut, linesOf({ blocks, cut }).join('\n').length]).toEqual([true, 200_000])
})
