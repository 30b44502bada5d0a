import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CaseView } from '#shared/contract/cases.ts'
import type { Client } from '#shared/contract/index.ts'
import { type Mail, writeMbox } from './support/mail.ts'
import { importFiles, openTestApp, testFolder } from './support/workspace.ts'

const OWN = 'support@us.example'
const DAY = 24 * 3600_000
/** Near enough to now that nothing is history yet. */
const START = Math.floor(Date.now() / 1000) * 1000 - 10 * DAY

const at = (days: number) => new Date(START + days * DAY).toISOString()

function mail(id: string, days: number, subject: string, extra: Partial<Mail> = {}): Mail {
  return { id, from: 'Ana <ana@x.example>', to: OWN, at: at(days), subject, text: `text of ${id}`, ...extra }
}

const reply = (id: string, days: number, to: string, subject: string): Mail => ({
  ...mail(id, days, subject),
  from: OWN,
  to: 'ana@x.example',
  references: [to],
})

/** The workspace with these mails in it and every case found. */
async function withMails(mails: Mail[]): Promise<Client> {
  const { client } = await openTestApp()
  await bring(client, mails)
  return client
}

async function bring(client: Client, mails: Mail[]): Promise<void> {
  await importFiles(client, [writeMbox(join(testFolder(), 'mails.mbox'), mails)], [OWN])
  await placed(client)
}

/** Waits until everything that came in has its case. */
async function placed(client: Client): Promise<void> {
  await expect.poll(async () => (await client.cases.unplaced()).count).toBe(0)
}

/** Cases oldest first, with what their mails say. */
async function picture(client: Client) {
  const { rows } = await client.cases.list({ limit: 200 })
  const { rows: customers } = await client.customers.list({ limit: 200 })
  const pages = await Promise.all(customers.map(({ id }) => client.timeline.page({ customer: id, limit: 500 })))
  const touches = new Map(pages.flatMap(page => page.rows).map(row => [row.id, row]))
  return rows
    .sort((a, b) => a.openedAt - b.openedAt || a.id - b.id)
    .map(({ id, subject, state }) => ({
      id,
      subject,
      state,
      texts: [...touches.values()]
        .filter(row => row.case?.id === id)
        .map(row => `${row.text.trim()} (${row.case?.reason.why})`)
        .sort(),
    }))
}

const brief = async (client: Client) => (await picture(client)).map(({ id: _, ...one }) => one)

async function only(client: Client): Promise<CaseView> {
  const [one, ...others] = (await client.cases.list({})).rows
  if (!one || others.length > 0) throw new Error(`${others.length + 1} cases`)
  return one
}

test('a thread is one case; our answer makes it the customer’s turn, theirs opens it again', async () => {
  const client = await withMails([mail('a', 0, 'Broken lamp'), reply('b', 1, 'a', 'Re: Broken lamp')])
  expect(await brief(client)).toEqual([{ subject: 'Broken lamp', state: 'pending', texts: ['text of a (first)', 'text of b (thread)'] }])
  expect((await only(client)).waitingSince).toBeUndefined()
  await bring(client, [mail('c', 9, 'Re: Broken lamp', { references: ['b'] })])
  const { state, waitingSince, interactions } = await only(client)
  expect({ state, waitingSince, interactions }).toEqual({ state: 'open', waitingSince: Date.parse(at(9)), interactions: 3 })
})

test.each<[string, Mail[], string[][]]>([
  [
    'soon after belongs to the open case, and says how soon',
    [mail('a', 0, 'Broken lamp'), mail('b', 1, 'One more thing')],
    [['text of a (first)', 'text of b (near)']],
  ],
  [
    'long after is another matter',
    [mail('a', 0, 'Broken lamp'), mail('b', 5, 'Opening hours')],
    [['text of a (first)'], ['text of b (first)']],
  ],
  [
    'a mail under another subject is another matter, even soon after',
    [mail('a', 0, 'Broken lamp'), mail('b', 1, 'Parking permit')],
    [['text of a (first)'], ['text of b (first)']],
  ],
  [
    'another invoice is another matter, whatever the other words',
    [mail('a', 0, 'Copy of invoice F2026-1711'), mail('b', 4, 'Copy of invoice F2026-4679')],
    [['text of a (first)'], ['text of b (first)']],
  ],
  [
    'the only matter of a customer is taken up again within a week',
    [mail('a', 0, 'Broken lamp'), mail('b', 6, 'Any news?')],
    [['text of a (first)', 'text of b (near)']],
  ],
  [
    'the same order is the same matter',
    [mail('a', 0, 'Order 4711-22'), mail('b', 8, 'Nothing came', { text: 'Where is my order no. 471122?' })],
    [['Where is my order no. 471122? (reference)', 'text of a (first)']],
  ],
  [
    'the same words are the same matter',
    [mail('a', 0, 'Broken kitchen lamp'), mail('b', 8, 'kitchen lamp still broken')],
    [['text of a (first)', 'text of b (subject)']],
  ],
])('%s', async (_name, mails, expected) => {
  expect((await picture(await withMails(mails))).map(one => one.texts)).toEqual(expected)
})

test('a reply to a solved case opens it again; what is new near a solved one is another', async () => {
  const client = await withMails([mail('a', 0, 'Broken lamp')])
  const { id } = await only(client)
  await client.cases.change({ case: id, changes: { state: 'solved' } })
  await bring(client, [mail('b', 1, 'Opening hours')])
  await bring(client, [mail('c', 2, 'Re: Broken lamp', { references: ['a'] })])
  expect(await brief(client)).toEqual([
    { subject: 'Broken lamp', state: 'open', texts: ['text of a (first)', 'text of c (thread)'] },
    { subject: 'Opening hours', state: 'new', texts: ['text of b (first)'] },
  ])
})

test('a case that is solved without an answer, or waits for the customer, keeps nobody waiting until it is taken up again', async () => {
  const client = await withMails([mail('a', 0, 'Broken lamp'), mail('b', 5, 'Opening hours')])
  const [hours, lamp] = (await client.cases.list({})).rows
  if (!hours || !lamp) throw new Error('two cases')
  const waits = async () => {
    const { rows } = await client.customers.list({ waiting: true })
    const { hits } = await client.search.query({ text: 'is:unanswered', timeZone: 'UTC' })
    return [rows.map(row => row.waitingSince), hits.length, (await client.day.cases({})).waiting.count]
  }
  const both = [[Date.parse(at(0))], 2, 2]
  expect(await waits()).toEqual(both)
  const { op } = await client.cases.change({ case: lamp.id, changes: { state: 'solved' } })
  expect(await waits()).toEqual([[Date.parse(at(5))], 1, 1])
  const later = await client.cases.change({ case: hours.id, changes: { state: 'pending' } })
  expect(await waits()).toEqual([[], 0, 0])
  const { lastInteraction = 0 } = hours
  const split = await client.cases.move({ interactions: [lastInteraction] })
  expect(await waits()).toEqual([[Date.parse(at(5))], 1, 1])
  await client.cases.undo({ op: split.op })
  expect(await waits()).toEqual([[], 0, 0])
  await client.cases.undo({ op: later.op })
  await client.cases.undo({ op })
  expect(await waits()).toEqual(both)

  await client.cases.change({ case: lamp.id, changes: { state: 'solved' } })
  await bring(client, [mail('c', 6, 'Re: Broken lamp', { references: ['a'] })])
  expect(await waits()).toEqual([[Date.parse(at(0))], 3, 2])
})

test('history that is brought in is closed; an answer to it follows it', async () => {
  const client = await withMails([mail('a', -400, 'Old lamp'), mail('b', 0, 'Re: Old lamp', { references: ['a'] })])
  const [follower, old] = (await client.cases.list({})).rows
  expect(old).toMatchObject({ subject: 'Old lamp', state: 'closed' })
  expect(follower).toMatchObject({ subject: 'Old lamp', state: 'new', follows: old?.id })
  expect((await client.cases.list({ states: ['new', 'open', 'pending', 'hold'] })).rows).toEqual([follower])
})

test('a greeting names no matter: what the customer says next does', async () => {
  const client = await withMails([mail('a', 0, 'Hola'), mail('b', 0.1, 'Re: Lámpara rota', { references: ['a'] })])
  expect((await only(client)).subject).toBe('Lámpara rota')
})

test('what was closed long ago is taken up again, and let go of by undoing', async () => {
  const client = await withMails([mail('a', -400, 'Old lamp')])
  const { id } = await only(client)
  const { op } = await client.cases.change({ case: id, changes: { state: 'open' } })
  expect((await only(client)).state).toBe('open')
  expect((await client.cases.list({ states: ['new', 'open'] })).rows).toHaveLength(1)
  await client.cases.undo({ op })
  expect((await only(client)).state).toBe('closed')
  const { lastInteraction = 0 } = await only(client)
  const split = await client.cases.move({ interactions: [lastInteraction] })
  expect((await client.cases.get({ id: split.case })).state).toBe('closed')
  await client.cases.change({ case: split.case, changes: { state: 'solved' } })
  expect((await client.cases.get({ id: split.case })).state).toBe('solved')
})

test('in:case finds what is in a case at work', async () => {
  const client = await withMails([mail('old', -400, 'Old lamp'), mail('new', 0, 'Broken lamp'), mail('done', 1, 'Parking permit')])
  const done = (await picture(client)).find(one => one.subject === 'Parking permit')
  const find = async (text: string) =>
    (await client.search.query({ text, timeZone: 'UTC' })).hits.map(hit => hit.snippet.map(part => part.text).join(''))
  expect(await find('in:case')).toHaveLength(2)
  await client.cases.change({ case: done?.id ?? 0, changes: { state: 'solved' } })
  expect(await find('text in:case')).toEqual([expect.stringContaining('text of new')])
})

test('a newsletter is no case', async () => {
  const client = await withMails([mail('a', 0, 'Our news', { headers: ['Auto-Submitted: auto-generated'] })])
  expect(await brief(client)).toEqual([])
})

test('lists: pages in either order lose and repeat nothing; queues keep the order they are given', async () => {
  const client = await withMails(
    Array.from({ length: 7 }, (_, index) =>
      mail(`m${index}`, index / 10, `Matter ${index}`, { from: `C${index} <c${index}@x.example>`, text: 'Where is it?' }),
    ),
  )
  for (const order of ['latest', 'waiting'] as const) {
    const subjects: string[] = []
    let next: { by: number; id: number } | undefined
    do {
      const page = await client.cases.list({ order, limit: 3, ...(next && { cursor: next }) })
      subjects.push(...page.rows.map(row => row.subject))
      next = page.next
    } while (next)
    const inTime = Array.from({ length: 7 }, (_, index) => `Matter ${index}`)
    expect(subjects).toEqual(order === 'waiting' ? inTime : inTime.reverse())
  }
  const ids = []
  for (const name of ['A', 'B', 'C']) ids.push((await client.cases.saveQueue({ name })).id)
  await client.cases.orderQueues({ ids: ids.slice(2) })
  expect((await client.cases.queues()).map(queue => queue.name)).toEqual(['C', 'A', 'B'])
})

test('one case of a customer can be read alone, from its newest and from its oldest end', async () => {
  const client = await withMails([mail('a', 0, 'Broken lamp'), mail('b', 1, 'Parking permit'), reply('c', 2, 'a', 'Re: Broken lamp')])
  const lamp = (await picture(client))[0]
  const customer = (await client.customers.list({})).rows[0]?.id ?? 0
  const page = await client.timeline.page({ customer, case: lamp?.id ?? 0, limit: 1 })
  expect({ ...page, rows: page.rows.map(row => row.text.trim()) }).toEqual({ rows: ['text of c'], older: true, newer: false })
  const oldest = await client.timeline.page({ customer, case: lamp?.id ?? 0, after: 0, channels: ['email'] })
  expect(oldest.rows.map(row => row.text.trim())).toEqual(['text of a', 'text of c'])
  expect((await client.timeline.page({ customer, case: lamp?.id ?? 0, channels: ['phone'] })).rows).toEqual([])
})

test('fields are changed and put back exactly; what was changed since stays', async () => {
  const client = await withMails([mail('a', 0, 'Broken lamp')])
  const { id } = await only(client)
  const { id: queue } = await client.cases.saveQueue({ name: 'Repairs' })
  const first = await client.cases.change({ case: id, changes: { priority: 'high', queue, tags: ['Lamp', 'lamp', 'warranty'] } })
  await client.cases.change({ case: id, changes: { priority: 'urgent', assignee: 'Berta' } })
  expect(await only(client)).toMatchObject({ priority: 'urgent', queue, assignee: 'Berta', tags: ['lamp', 'warranty'] })
  expect(await client.cases.queues()).toEqual([{ id: queue, name: 'Repairs', open: 1, waiting: 1 }])
  await client.cases.undo({ op: first.op })
  const now = await only(client)
  expect(now).toMatchObject({ priority: 'urgent', assignee: 'Berta', tags: [] })
  expect(now.queue).toBeUndefined()
  const { history } = await client.cases.get({ id })
  expect(history.map(({ what, undone }) => ({ what, undone }))).toEqual([
    { what: 'change', undone: false },
    { what: 'change', undone: true },
  ])
  await expect(client.cases.undo({ op: first.op })).rejects.toMatchObject({ data: { reason: 'already-undone' } })
  await expect(client.cases.change({ case: id, changes: { priority: 'urgent' } })).rejects.toMatchObject({
    data: { reason: 'nothing-left' },
  })
  await expect(client.cases.change({ case: 999, changes: { priority: 'low' } })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('a split-off mail takes the rest of its thread along from then on; a join is undone', async () => {
  const client = await withMails([mail('a', 0, 'Broken lamp'), mail('b', 1, 'One more thing')])
  const whole = await brief(client)
  const { customer, id } = await only(client)
  const { rows } = await client.timeline.page({ customer })
  const second = rows.at(-1)?.id ?? 0
  const split = await client.cases.move({ interactions: [second] })
  expect((await client.cases.get({ id: split.case })).state).toBe('open')
  await bring(client, [mail('c', 2, 'Re: One more thing', { references: ['b'] })])
  const apart = await brief(client)
  expect(apart.map(one => one.texts)).toEqual([['text of a (first)'], ['text of b (agent)', 'text of c (thread)']])
  const join = await client.cases.join({ from: split.case, into: id })
  expect((await client.cases.get({ id: split.case })).joinedInto).toBe(id)
  expect((await only(client)).interactions).toBe(3)
  await client.cases.undo({ op: join.op })
  expect(await brief(client)).toEqual(apart)
  await client.cases.undo({ op: split.op })
  const [first] = await brief(client)
  expect(first?.texts).toEqual(whole[0]?.texts)
})

test('merging and splitting customers takes their cases along and rewrites none', async () => {
  const client = await withMails([mail('a', 0, 'Broken lamp'), mail('b', 0, 'Opening hours', { from: 'Ana <ana@work.example>' })])
  const before = await picture(client)
  const [one, other] = (await client.customers.list({})).rows
  if (!one || !other) throw new Error('two customers')
  const { op } = await client.customers.merge({ from: one.id, into: other.id })
  expect((await client.cases.list({ customer: other.id })).rows).toHaveLength(2)
  await bring(client, [mail('c', 1, 'Hello again')])
  expect((await client.cases.list({ customer: other.id })).rows).toHaveLength(2)
  await client.customers.undo({ op })
  expect((await client.cases.list({ customer: other.id })).rows).toHaveLength(1)
  expect((await picture(client)).map(row => row.id)).toEqual(before.map(row => row.id))
})

test('whatever is moved, joined and changed, undoing all of it backwards leaves what was there', async () => {
  const client = await withMails(
    Array.from({ length: 6 }, (_, index) => mail(`m${index}`, index * 5 - 25, `Matter ${index} of kind ${'abcdef'[index]}${index}`)),
  )
  const ids = (await client.timeline.page({ customer: (await client.customers.list({})).rows[0]?.id ?? 0 })).rows.map(row => row.id)
  const step = fc.oneof(
    fc.record({ kind: fc.constant('move' as const), interaction: fc.nat(5), into: fc.option(fc.nat(5)) }),
    fc.record({ kind: fc.constant('join' as const), from: fc.nat(5), into: fc.nat(5) }),
    fc.record({ kind: fc.constant('change' as const), case: fc.nat(5), priority: fc.constantFrom('low' as const, 'urgent' as const) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), async steps => {
      const before = await picture(client)
      const cases = before.map(one => one.id)
      const ops: string[] = []
      for (const one of steps) {
        const done = await act(client, one, ids, cases).catch((error: unknown) => refused(error))
        if (done) ops.push(done.op)
      }
      for (const op of ops.reverse()) await client.cases.undo({ op })
      expect((await picture(client)).filter(one => one.texts.length > 0)).toEqual(before)
    }),
    { numRuns: 25 },
  )
})

type Step =
  | { kind: 'move'; interaction: number; into: number | null }
  | { kind: 'join'; from: number; into: number }
  | { kind: 'change'; case: number; priority: 'low' | 'urgent' }

function act(client: Client, step: Step, ids: number[], cases: number[]): Promise<{ op: string }> {
  const at = (index: number) => cases[index % cases.length] ?? 0
  if (step.kind === 'join') return client.cases.join({ from: at(step.from), into: at(step.into) })
  if (step.kind === 'change') return client.cases.change({ case: at(step.case), changes: { priority: step.priority } })
  return client.cases.move({ interactions: [ids[step.interaction] ?? 0], ...(step.into !== null && { into: at(step.into) }) })
}

function refused(error: unknown): undefined {
  expect(error).toMatchObject({ code: 'CONFLICT', data: { reason: 'nothing-left' } })
}

test('a chat goes on within its session and begins anew after a silence', async () => {
  const { client } = await openTestApp()
  const file = join(testFolder(), 'WhatsApp Chat with Ana.txt')
  const day = new Date(START)
  const date = `${day.getUTCDate()}/${day.getUTCMonth() + 1}/${day.getUTCFullYear()}`
  const later = new Date(START + 9 * DAY)
  const laterDate = `${later.getUTCDate()}/${later.getUTCMonth() + 1}/${later.getUTCFullYear()}`
  writeFileSync(
    file,
    `${date}, 09:00 - Ana: Hello, is the shop open?\n${date}, 09:05 - Us: It is.\n${laterDate}, 11:00 - Ana: My lamp broke\n`,
  )
  await importFiles(client, [file], ['Us'])
  await placed(client)
  const found = await brief(client)
  expect(found.map(one => one.texts)).toEqual([['Hello, is the shop open? (first)', 'It is. (session)'], ['My lamp broke (first)']])
})

test('what is known of a case fits its type, is taken back like any other field, and is nothing of its customer', async () => {
  const client = await withMails([mail('a', 0, 'Broken lamp')])
  const one = await only(client)
  const [contract, due, cause] = await Promise.all(
    [
      { name: 'Contract', type: 'number' as const, choices: [] },
      { name: 'Until', type: 'date' as const, choices: [] },
      { name: 'Cause', type: 'choice' as const, choices: ['Ours', 'Theirs'] },
    ].map(async draft => {
      await client.profile.saveAttribute({ ...draft, about: 'case' })
      return (await client.profile.caseAttributes()).attributes.find(({ name }) => name === draft.name)?.id ?? ''
    }),
  )
  const set = (values: Record<string, string | null>) => client.cases.change({ case: one.id, changes: { values } })
  const values = async () => (await only(client)).values
  await set({ [contract ?? '']: '4711', [due ?? '']: '2027-01-05' })
  const { op } = await set({ [contract ?? '']: '4712', [cause ?? '']: 'ours' })
  expect(await values()).toEqual({ [contract ?? '']: '4712', [due ?? '']: '2027-01-05', [cause ?? '']: 'Ours' })
  await expect(set({ [due ?? '']: 'soon' })).rejects.toMatchObject({ data: { reason: 'not-a-date' } })
  await expect(set({ [due ?? '']: '2027-01-05' })).rejects.toMatchObject({ data: { reason: 'nothing-left' } })
  await client.cases.undo({ op })
  expect(await values()).toEqual({ [contract ?? '']: '4711', [due ?? '']: '2027-01-05' })
  expect((await client.cases.get({ id: one.id })).history.map(({ undone }) => undone)).toEqual([true, false])
  await set({ [contract ?? '']: null })
  expect(await values()).toEqual({ [due ?? '']: '2027-01-05' })
  expect((await client.profile.attributes()).attributes).toEqual([])
  expect((await client.profile.details({ customer: one.customer })).fields).toEqual([])
  // The same name may stand for something of customers too, and a name is taken only among its kind.
  await client.profile.saveAttribute({ name: 'Contract', type: 'text', choices: [] })
  await expect(client.profile.saveAttribute({ name: 'contract', type: 'text', choices: [], about: 'case' })).rejects.toMatchObject({
    data: { reason: 'name-taken' },
  })
})
