import { randomUUID } from 'node:crypto'
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { callOfLink } from '#shared/model/call.ts'
import { type Channel, channels } from '#shared/model/interaction.ts'
import { limitsAt, parseAge, type RetentionRules } from '#shared/safety/retention.ts'
import { auditLines, checkIntegrity } from '../../../electron/audit/audit.ts'
import { changeCase, undoCaseOp } from '../../../electron/cases/ops.ts'
import { listCases } from '../../../electron/cases/read.ts'
import type { Incoming } from '../../../electron/connectors/connector.ts'
import { listCustomers } from '../../../electron/customers/list.ts'
import { prepare } from '../../../electron/ingest/prepare.ts'
import { writeBatch } from '../../../electron/ingest/write-batch.ts'
import { forgetLog } from '../../../electron/privacy/removal/tables.ts'
import { agedSome } from '../../../electron/privacy/retention/aged.ts'
import { keepRetention } from '../../../electron/privacy/retention/keep-up.ts'
import { forgetWordsSlowly, removeAged, removeUnrecorded } from '../../../electron/privacy/retention/remove.ts'
import { beginRetention, endRetention, retentionState, saveRetention } from '../../../electron/privacy/retention/state.ts'
import { search } from '../../../electron/search/search.ts'
import { learnWords } from '../../../electron/search/vocabulary.ts'
import { retention } from '../../../electron/serve/cli/safety/retention.ts'
import { type Db, openDatabase } from '../../../electron/store/database.ts'
import { placeInteractions } from '../../../electron/surveys/place.ts'
import { timelinePage } from '../../../electron/timeline/timeline.ts'
import { counts } from '../../../electron/workspace/queries.ts'
import { write } from '../notes/documents.ts'
import { writeMbox } from '../support/mail.ts'
import { addSender, importFiles, openTestApp, testFolder } from '../support/workspace.ts'

const key = new Uint8Array(32).fill(7)
const now = Date.parse('2026-06-15T12:00:00Z')
const MONTH = 30 * 24 * 3600_000
const own = new Set(['support@us.example'])
const us = { kind: 'email', address: 'support@us.example', own: true } as const

interface Plan {
  channel: Channel
  person: number
  /** How long ago, in months of 30 days. */
  age: number
  out: boolean
  file: boolean
}

const plan: fc.Arbitrary<Plan> = fc.record({
  channel: fc.constantFrom(...channels.slice(0, 4)),
  person: fc.integer({ min: 0, max: 4 }),
  age: fc.integer({ min: 0, max: 40 }),
  out: fc.boolean(),
  file: fc.boolean(),
})
const rules: fc.Arbitrary<RetentionRules> = fc.dictionary(fc.constantFrom(...channels.slice(0, 4)), fc.integer({ min: 1, max: 36 }))

/** Each says a word, and has a file, that nothing else has; every other one's file is another's too. */
function incoming({ channel, person, age, out, file }: Plan, index: number): Incoming {
  const them = { kind: channel === 'phone' || channel === 'sms' ? ('phone' as const) : ('email' as const) }
  const address = them.kind === 'phone' ? `+3460011122${person}` : `person${person}zq@x.example`
  const party = { ...them, address, name: `Person Number${person}` }
  const mine = { ...party, address: them.kind === 'phone' ? '+34600999000' : us.address, own: true }
  const content = Buffer.from(index % 2 === 0 ? `zqfile${index}end` : 'zqshared')
  return {
    sourceId: `id${index}@x`,
    channel,
    direction: out ? 'out' : 'in',
    occurredAt: now - age * MONTH - index * 1000,
    from: out ? mine : party,
    to: [out ? party : mine],
    text: `zqword${index}end said in this matter ${index}`,
    ...(channel === 'email' && { subject: `Zqsubject${index}end matters` }),
    ...(file && { attachments: [{ name: `zqname${index}end.txt`, type: 'text/plain', size: content.length, content }] }),
  }
}

function fill(db: Db, items: readonly Incoming[]): void {
  writeBatch(db, { connector: 'test', items: items.flatMap(item => prepare(item, { region: 'ES', own }) ?? []) })
  while (placeInteractions(db, { now, limit: 200 }).left) {}
}

function open(folder = testFolder()): Db {
  return openDatabase({ folder, key, readonly: false })
}

/** The rules of a database in this thread. `slices`: so many pieces are removed, then it is closed. */
function keeper(db: Db, slices = Number.POSITIVE_INFINITY) {
  let left = slices
  const retention = keepRetention({
    store: {
      state: async () => retentionState(db),
      save: async (rules, agent) => saveRetention(db, { rules, at: now, agent }),
      begin: async () => beginRetention(db, { at: now }),
      look: async from => agedSome(db, from),
      async remove(some) {
        if (left-- <= 0) void retention.close()
        return removeAged(db, { ...some, ids: some.ids.slice(0, 3) })
      },
      removeUnrecorded: async () => removeUnrecorded(db),
      forgetWords: async from => forgetWordsSlowly(db, from),
      forgetLog: async () => forgetLog(db),
      end: async agent => endRetention(db, { at: now, agent }),
    },
    now: () => now,
    onDone: () => {},
  })
  return retention
}

/** All that the window shows of it, by names instead of numbers. */
function shown(db: Db) {
  const { rows } = listCustomers(db, { order: 'name', limit: 100 })
  const people = rows.map(({ id, name, interactions, lastAt, waitingSince, lastChannel, snippet }) => {
    const { rows: timeline } = timelinePage(db, { customer: id, limit: 500 })
    const said = timeline.map(({ occurredAt, text, subject, attachments }) => ({ occurredAt, text, subject, attachments }))
    return { name, interactions, lastAt, waitingSince, lastChannel, snippet, said, last: said.at(-1)?.occurredAt }
  })
  const found = search(db, { text: 'matter', timeZone: 'UTC', limit: 200 }).hits.map(({ occurredAt, snippet }) => ({ occurredAt, snippet }))
  const { byChannel, customers, interactions, waiting } = counts(db)
  return {
    people: people.sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))),
    found,
    byChannel,
    customers,
    interactions,
    waiting,
  }
}

/** Interactions, by their number here, that are in a case that is not over. */
function atWork(db: Db): Set<number> {
  const { rows } = listCases(db, { filter: { states: ['new', 'open', 'pending', 'hold'], order: 'latest', limit: 500 }, now })
  const ids = db
    .prepare<[string], string>(
      'SELECT source_id FROM case_interaction c JOIN interaction i ON i.id = c.interaction_id WHERE case_id IN (SELECT value FROM json_each(?))',
    )
    .pluck()
    .all(JSON.stringify(rows.map(({ id }) => id)))
  return new Set(ids.map(id => Number(id.slice(2, -2))))
}

/** Takes every case up again: an answer that is gone, or an agent, ended the waiting in cases that without them would be waited in. */
function takeUpAll(db: Db): void {
  for (const { id, state } of listCases(db, { filter: { order: 'latest', limit: 500 }, now }).rows)
    if (state !== 'open') changeCase(db, { case: id, changes: { state: 'open' }, at: now })
}

/** The plain bytes of a database, with whatever lies in its free pages. */
function plain(folder: string): string {
  const copy = testFolder()
  for (const name of ['hilo.db', 'store.json']) cpSync(join(folder, name), join(copy, name))
  const db = open(copy)
  db.pragma('journal_mode = DELETE')
  db.pragma("rekey = ''")
  db.close()
  return readFileSync(join(copy, 'hilo.db'), 'latin1').toLowerCase()
}

test('exactly what is older than its channel keeps, and in no case at work, is gone from everywhere; the rest is as if that had never come', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(plan, { minLength: 1, maxLength: 60 }),
      rules,
      fc.array(fc.boolean()),
      fc.nat(8),
      async (plans, rules, solved, stop) => {
        const folder = testFolder()
        const db = open(folder)
        const items = plans.map(incoming)
        fill(db, items)
        while (!learnWords(db).done) {}
        const { rows: cases } = listCases(db, { filter: { order: 'latest', limit: 500 }, now })
        for (const [index, one] of cases.entries()) {
          if (!solved[index]) continue
          if (one.state !== 'solved') changeCase(db, { case: one.id, changes: { state: 'solved' }, at: now })
          // What it was called before is what one of its mails says, and lies in what the agent did.
          if (index % 3 === 0) continue
          const { op } = changeCase(db, { case: one.id, changes: { subject: `called ${index} by us` }, at: now })
          if (index % 3 === 1) undoCaseOp(db, { op, at: now })
        }
        const held = atWork(db)
        const limits = limitsAt(rules, now)
        const old = items.map(({ channel, occurredAt }) => occurredAt < (limits[channels.indexOf(channel)] ?? 0))
        const goes = items.map((_, index) => old[index] === true && !held.has(index))
        const gone = items.filter((_, index) => goes[index])
        const stay = items.filter((_, index) => !goes[index])
        const foreseen = await keeper(db).preview(rules)
        expect(foreseen).toMatchObject({ interactions: gone.length, held: old.filter(Boolean).length - gone.length })
        expect(foreseen.oldest).toBe(gone.length > 0 ? Math.min(...gone.map(({ occurredAt }) => occurredAt)) : undefined)

        saveRetention(db, { rules, at: now })
        // Ended in the middle, and gone on with: what was removed is counted once.
        const cut = await keeper(db, stop)
          .run()
          .catch(() => undefined)
        const removed = cut ?? (await keeper(db).run())
        expect(removed).toMatchObject({ interactions: gone.length, attachments: gone.filter(({ attachments }) => attachments).length })
        const ran = auditLines(db, { limit: 10 }).filter(({ what }) => what === 'retention.ran')
        expect(ran.map(({ detail }) => detail.interactions)).toEqual(gone.length > 0 ? [gone.length] : [])

        const fresh = open()
        fill(fresh, stay)
        for (const one of [db, fresh]) takeUpAll(one)
        expect(shown(db)).toEqual(shown(fresh))
        // Read once more, nothing that went comes back.
        fill(db, items)
        expect(shown(db)).toEqual(shown(fresh))
        expect(checkIntegrity(db)).toEqual([])
        fresh.close()
        db.close()
        const bytes = plain(folder)
        for (const [index] of items.entries()) {
          const words = [`zqword${index}end`, `zqsubject${index}end`, `zqfile${index}end`, `zqname${index}end`]
          if (goes[index]) expect(words.filter(word => bytes.includes(word))).toEqual([])
          else expect(bytes, 'the search finds what is there').toContain(words[0])
        }
        const theirs = (all: readonly Incoming[]) => all.flatMap(({ from, to }) => [from, ...to]).filter(party => !party.own)
        const left = new Set(theirs(stay).map(({ address }) => address))
        const nobody = theirs(gone).filter(({ address }) => !left.has(address))
        expect(nobody.filter(({ address }) => bytes.includes(address))).toEqual([])
      },
    ),
    {
      numRuns: 4,
      // A solved case of both is called by the mail, which goes.
      examples: [
        [
          [
            { channel: 'chat', person: 1, age: 16, out: false, file: false },
            { channel: 'email', person: 1, age: 16, out: false, file: false },
          ],
          { email: 1 },
          [true],
          0,
        ],
      ],
    },
  )
})

test('rules are foreseen, saved and run; what comes in later and is older is not taken in; the audit log says so', async () => {
  const { app, client } = await openTestApp({ now: () => now })
  const at = (months: number) => new Date(now - months * MONTH).toISOString()
  const base = { from: 'Ana <ana@x.example>', to: us.address }
  const mails = [
    { ...base, id: 'old@x', at: at(30), subject: 'Long ago', text: 'zqancient' },
    { ...base, id: 'new@x', at: at(2), subject: 'Of late', text: 'zqrecent' },
    { ...base, from: 'Bea <bea@x.example>', id: 'bea@x', at: at(31), subject: 'Hers', text: 'zqancient too' },
  ]
  const path = writeMbox(join(testFolder(), 'all.mbox'), mails)
  await importFiles(client, [path], [us.address])
  expect(await client.retention.preview({ email: 24 })).toEqual({
    interactions: 2,
    notes: 0,
    customers: 2,
    held: 0,
    oldest: Date.parse(at(31)),
  })
  expect((await client.workspace.get()).interactions).toBe(3)
  const bea = (await client.customers.list({})).rows.find(({ name }) => name === 'Bea')?.id
  const told = client.events().then(async events => {
    for await (const event of events) if (event.type === 'customer.erased') return event.customer
  })
  await client.retention.set({ email: 24 })
  await expect.poll(async () => (await client.retention.get()).last).toMatchObject({ interactions: 2, customers: 1, at: now })
  expect(await told).toBe(bea)
  expect((await client.customers.list({})).rows.map(({ name, interactions }) => [name, interactions])).toEqual([['Ana', 1]])
  expect((await client.search.query({ text: 'zqancient', timeZone: 'UTC' })).hits).toEqual([])
  const again = await importFiles(client, [path], [us.address])
  expect(again).toMatchObject({ read: 3, added: 0, duplicates: 1, rejected: 2, problems: [{ code: 'too-old' }] })
  const command = (positionals: string[], options = {}) =>
    retention({ client, positionals, options: { own: [], ...options }, check: app.check, document: app.document, progress: () => {} })
  expect((await command([])).lines).toContain('email: 2 years')
  const asked = await command(['set', 'email=1m'])
  expect(asked).toMatchObject({ failed: true, json: { foreseen: { interactions: 1 } } })
  expect(asked.lines[0]).toMatch(/^Would remove 1 interactions and 0 notes of 1 customers, the oldest of 2026-04-16\.$/)
  expect((await command(['run'], { dryRun: true })).json).toMatchObject({ interactions: 0 })
  expect(await client.retention.run()).toEqual({ interactions: 0, notes: 0, attachments: 0, customers: 0 })
  expect((await client.privacy.audit({})).lines.map(({ what, detail }) => [what, detail])).toEqual([
    ['retention.ran', { interactions: 2, notes: 0, attachments: 0, customers: 1 }],
    ['retention.changed', { email: 24 }],
  ])
  expect(await app.check()).toEqual([])
})

test('notes go by their last change, unless something is to be done; calls and replies that came to nothing go too', async () => {
  let clock = now
  const { app, client, folder } = await openTestApp({ now: () => clock })
  const base = { from: 'Ana <ana@x.example>', to: us.address }
  const mails = [{ ...base, id: 'new@x', at: new Date(now - MONTH).toISOString() }]
  await importFiles(client, [writeMbox(join(testFolder(), 'one.mbox'), mails)], [us.address])
  const customer = (await client.customers.list({})).rows[0]?.id ?? 0
  clock = now - 30 * MONTH
  const noted = async (text: string) => {
    const note = randomUUID()
    const doc = new Y.Doc()
    write(doc, text)
    await client.notes.sync({ note, after: 0, customer, update: Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64') })
    return note
  }
  await noted('zqoldnote')
  await client.notes.change({ note: await noted('zqtodonote'), changes: { dueAt: clock } })
  const account = await addSender(client, { user: us.address, port: 1 })
  const key = randomUUID()
  await client.replies.send({ key, customer, account, to: ['ana@x.example'], text: 'zqtakenback' })
  await client.replies.cancel({ key })
  const ring = callOfLink('hilo://call?from=%2B34600111333&id=c1')
  if (!ring) throw new Error('no call')
  await app.call(ring)
  await client.calls.note({ key: (await client.calls.now()).calls[0]?.key ?? '', text: 'zqcallnote' })
  await app.call({ ...ring, state: 'ended' })
  const notes = async () =>
    (await client.notes.list({ customer })).notes.map(({ beginning }) => JSON.stringify(beginning).match(/zq\w+/)?.[0]).sort()
  clock += 3_600_000
  await expect.poll(notes).toEqual(['zqoldnote', 'zqtodonote'])

  clock = now
  const wanted: RetentionRules = { email: 24, phone: 24, note: 24 }
  expect(await client.retention.preview(wanted)).toMatchObject({ interactions: 0, notes: 1, customers: 1, held: 1 })
  await client.retention.set(wanted)
  expect(await client.retention.run()).toMatchObject({ notes: 1 })
  expect(await notes()).toEqual(['zqtodonote'])
  expect(await app.check()).toEqual([])
  await app.close()
  const bytes = plain(folder)
  expect(['zqoldnote', 'zqtakenback', 'zqcallnote', 'zqtodonote'].filter(word => bytes.includes(word))).toEqual(['zqtodonote'])
})

test.each([
  ['5y', 60],
  ['18m', 18],
  ['keep', null],
  ['0y', undefined],
  ['101y', undefined],
  ['five', undefined],
])('%s is an age of %s months', (text, months) => expect(parseAge(text)).toBe(months))

test('whole months back end on the last day of a shorter month', () => {
  const [mail, chat] = limitsAt({ email: 1 }, Date.parse('2026-03-31T10:00:00Z'))
  expect([new Date(mail ?? 0).toISOString(), chat]).toEqual(['2026-02-28T10:00:00.000Z', null])
})
