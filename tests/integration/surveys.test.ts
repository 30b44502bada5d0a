import { join } from 'node:path'
import { xml } from '@xmpp/client'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { CaseView } from '#shared/contract/cases.ts'
import type { Client } from '#shared/contract/index.ts'
import { UNDO_SEND } from '#shared/model/reply.ts'
import type { SurveySettings } from '#shared/surveys/kinds.ts'
import { serve } from '../../electron/serve/http.ts'
import { startProsody } from '../servers/prosody.ts'
import { startSmtp, type TestSmtp } from '../servers/smtp.ts'
import { ask, type Site } from '../unit/serve/site.ts'
import { type Mail, writeMbox } from './support/mail.ts'
import { addSender, importFiles, openTestApp, testFolder } from './support/workspace.ts'

const OWN = 'support@us.example'
const MINUTE = 60_000
const SOON = { timeout: 60_000 }

const mail = (id: string, text: string, extra: Partial<Mail> = {}): Mail => ({
  id: `${id}@x.example`,
  from: 'Ana <ana@x.example>',
  to: OWN,
  at: new Date().toISOString(),
  subject: 'Lámpara rota',
  text,
  ...extra,
})

/** A customer who wrote in Spanish, a mail account, and a clock that stands still until it jumps. */
async function desk(settings: Partial<SurveySettings>) {
  let clock = Date.now()
  const smtp = await startSmtp(OWN, 'secret')
  onTestFinished(smtp.close)
  const { client, app, folder } = await openTestApp({ now: () => clock })
  const first = 'Hola, la lámpara que compré no se enciende. ¿Qué puedo hacer para que me la cambien?'
  await bring(client, [mail('first', first, { at: new Date(clock).toISOString() })])
  await addSender(client, { user: OWN, port: smtp.port })
  await client.surveys.saveSettings({ ...(await client.surveys.settings()), ...settings })
  const jump = (ms: number) => {
    clock += ms
  }
  /** What comes in a minute from now. */
  const answer = (id: string, text: string, extra: Partial<Mail> = {}) =>
    mail(id, text, { at: new Date(clock + MINUTE).toISOString(), ...extra })
  return { client, app, folder, smtp, jump, answer, about: await only(client) }
}

async function bring(client: Client, mails: Mail[]): Promise<void> {
  await importFiles(client, [writeMbox(join(testFolder(), 'mails.mbox'), mails)], [OWN])
  await expect.poll(async () => (await client.cases.unplaced()).count, SOON).toBe(0)
}

async function only(client: Client): Promise<CaseView> {
  const [one, ...others] = (await client.cases.list({})).rows
  if (!one || others.length > 0) throw new Error(`${others.length + 1} cases`)
  return one
}

/** The mail that asks, once the server has it and it is in the timeline: its text and Message-ID. */
async function asked({ taken }: TestSmtp, client: Client, customer: number): Promise<{ text: string; id: string }> {
  await vi.waitUntil(() => taken.length === 1, SOON)
  await expect.poll(async () => (await client.timeline.page({ customer })).rows.length, SOON).toBe(2)
  const text = (await client.timeline.page({ customer })).rows[1]?.text ?? ''
  return { text, id: /^Message-ID: <(.+)>/im.exec(taken[0]?.raw ?? '')?.[1] ?? '' }
}

test('a case that stays solved is asked about once, in the customer’s language; the number in reply is the answer and leaves it solved', async () => {
  const { client, smtp, jump, answer, about } = await desk({ kind: 'csat', when: 'solved' })
  const { op } = await client.cases.change({ case: about.id, changes: { state: 'solved' } })
  await client.cases.undo({ op })
  jump(2 * MINUTE)
  await client.cases.change({ case: about.id, changes: { state: 'solved' } })
  expect((await client.surveys.of({ customer: about.customer })).surveys).toEqual([])
  jump(2 * MINUTE)
  await expect.poll(() => client.replies.waiting({}), SOON).toMatchObject({ replies: [{ state: 'queued' }] })
  jump(UNDO_SEND)
  const { text, id } = await asked(smtp, client, about.customer)
  expect(text).toContain('del 1 (nada) al 5 (mucho)')
  expect(text).toContain('«Lámpara rota»')
  expect(text).not.toContain('http')
  await bring(client, [
    // A number elsewhere is none: another thread, and one of theirs to a thread in which nobody asked.
    answer('elsewhere', '4', { subject: 'Pedido 4711-22', from: 'Ben <ben@x.example>' }),
    answer('other', '3', { subject: 'Otra cosa' }),
    answer('answer', '4 - gracias', { references: ['first@x.example', id] }),
  ])
  const after = await client.surveys.of({ customer: about.customer })
  expect(after.surveys).toMatchObject([{ kind: 'csat', case: { id: about.id }, answer: { score: 4 } }])
  expect(after.everybody).toEqual([{ kind: 'csat', answers: 1, overall: 1 }])
  const { rows } = await client.timeline.page({ customer: about.customer })
  expect(rows.find(row => row.id === after.surveys[0]?.answer?.interaction)).toMatchObject({
    text: '4 - gracias',
    case: { id: about.id, reason: { why: 'survey' } },
  })
  const now = await client.cases.get({ id: about.id })
  expect(now.state).toBe('solved')
  expect(now.waitingSince).toBeUndefined()
  // A second number is a word like any other, and so is all that comes later.
  await bring(client, [answer('more', '5', { references: [id] })])
  expect((await client.surveys.of({ customer: about.customer })).surveys).toMatchObject([{ answer: { score: 4 } }])
  expect((await client.cases.get({ id: about.id })).state).toBe('open')
})

test('an answer that asks something back counts, and opens the case again', async () => {
  const { client, smtp, jump, answer, about } = await desk({ kind: 'nps', language: 'en' })
  await client.cases.change({ case: about.id, changes: { state: 'solved' } })
  await client.surveys.ask({ case: about.id })
  await expect(client.surveys.ask({ case: about.id })).rejects.toMatchObject({ data: { reason: 'already-asked' } })
  jump(UNDO_SEND)
  const { text, id } = await asked(smtp, client, about.customer)
  expect(text).toContain('How likely are you to recommend us')
  await bring(client, [answer('answer', '2/10. It broke again. Can you send a technician?', { references: [id] })])
  expect((await client.surveys.of({ customer: about.customer })).surveys).toMatchObject([{ kind: 'nps', answer: { score: 2 } }])
  const { state, waitingSince } = await client.cases.get({ id: about.id })
  expect({ state, waits: waitingSince !== undefined }).toEqual({ state: 'open', waits: true })
})

test('an answer link shows a form without scripts under the address in Settings alone, and keeps the first answer', async () => {
  const { client, app, folder, smtp, jump, about } = await desk({ kind: 'ces', language: 'es', base: 'https://answers.example/' })
  await client.cases.change({ case: about.id, changes: { state: 'solved', subject: 'Lámpara <b>rota</b>' } })
  await client.surveys.ask({ case: about.id })
  jump(UNDO_SEND)
  const { text } = await asked(smtp, client, about.customer)
  const path = /https:\/\/answers\.example(\/survey\/[\w-]{43})\n/.exec(text)?.[1] ?? ''
  const running = await serve({ app, folder, root: folder, port: 0 })
  onTestFinished(() => running.close())
  const { origin, host } = new URL(running.address())
  const site: Site = { running, folder, origin, host, code: '' }
  const outside = { host: 'answers.example' }

  const form = await ask(site, path, { headers: outside })
  expect(form.status).toBe(200)
  expect(form.headers['content-security-policy']).toMatch(
    /^default-src 'none'; style-src 'nonce-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
  )
  expect(form.body).toContain('lang="es"')
  expect(form.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-frame-options': 'DENY' })
  expect(form.headers['set-cookie']).toBeUndefined()
  // Nothing of whose case it is, or of what: the link may be in anybody's hands.
  expect(form.body).not.toMatch(/<script|<b>|onclick|L.mpara|ana|@|x\.example/i)
  expect(form.body.match(/type="radio"/g)).toHaveLength(7)
  expect(form.body.match(/aria-label="(?:1: muy difícil|[2-6]|7: muy fácil)"/g)).toHaveLength(7)
  // A program that looks at every link in a mail answers nothing.
  expect((await client.surveys.of({ customer: about.customer })).surveys[0]?.answer).toBeUndefined()

  const unasked = `/survey/${'A'.repeat(43)}`
  expect((await ask(site, unasked, { headers: outside })).status).toBe(404)
  expect((await ask(site, '/survey/x', { headers: outside })).status).toBe(404)
  expect((await ask(site, path, { headers: { host: 'elsewhere.example' } })).status).toBe(421)
  expect((await ask(site, '/', { headers: outside })).status).toBe(421)
  const post = (body: string) => ask(site, path, { method: 'POST', headers: outside, body })
  expect((await post('score=8')).status).toBe(400)
  expect((await post(`score=1&comment=${'x'.repeat(40_000)}`)).status).toBe(413)
  for (const score of ['', '6.0', '+6', '0x6', '٦', '1e0', '%00'])
    expect([score, (await post(`score=${score}`)).status]).toEqual([score, 400])
  const quarter = 91 * 24 * 60 * MINUTE
  jump(quarter)
  for (const late of [await ask(site, path, { headers: outside }), await post('score=6')]) {
    expect([late.status, late.body.includes('ha terminado')]).toEqual([410, true])
  }
  jump(-quarter)
  const comment = encodeURIComponent('Todo bien\n<i onclick=alert(1)>\u202e=1+1\0')
  const answers = await Promise.all(Array.from({ length: 12 }, () => post(`score=6&score=1&comment=${comment}&__proto__=1&case=1`)))
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
  expect(answers.filter(({ body }) => body.includes('Su respuesta ha llegado'))).toHaveLength(1)
  expect(answers.filter(({ body }) => body.includes('Ya ha respondido'))).toHaveLength(11)
  for (const { body } of answers) expect(body).not.toMatch(/Todo bien|<i/)

  const { surveys } = await client.surveys.of({ customer: about.customer })
  expect(surveys).toMatchObject([{ kind: 'ces', answer: { score: 6 } }])
  const { rows } = await client.timeline.page({ customer: about.customer })
  expect(rows.filter(row => row.channel === 'survey')).toMatchObject([
    {
      direction: 'in',
      subject: 'CES 6/7',
      text: expect.stringMatching(/^Todo bien\n<i onclick=alert\(1\)>/),
      case: { id: about.id, reason: { why: 'survey' } },
    },
  ])
  expect((await client.cases.get({ id: about.id })).state).toBe('solved')
})

test('in a chat the number counts right after the survey; later it is a word like any other', async () => {
  let ahead = 0
  const prosody = await startProsody({ users: { support: 'pw', ana: 'pw' } })
  onTestFinished(() => prosody.stop())
  const { client } = await openTestApp({ now: () => Date.now() + ahead })
  await client.connectors.add({
    kind: 'xmpp',
    settings: { jid: 'support@localhost', server: `127.0.0.1:${prosody.port}`, plain: true, pingEvery: 60 },
    secrets: { password: 'pw' },
  })
  await expect.poll(async () => (await client.connectors.list()).connectors[0]?.state.state, SOON).toBe('live')
  const ana = await prosody.connect('ana')
  const heard: string[] = []
  ana.on('stanza', stanza => {
    const text = stanza.is('message') ? stanza.getChildText('body') : null
    if (text !== null) heard.push(text)
  })
  const say = async (text: string) => {
    await ana.send(xml('message', { to: 'support@localhost', type: 'chat', id: text }, xml('body', {}, text)))
    await expect.poll(async () => JSON.stringify(await client.customers.list({})), SOON).toContain(text)
    await expect.poll(async () => (await client.cases.unplaced()).count, SOON).toBe(0)
  }
  await ana.send(xml('presence'))
  await say('The lamp is broken')
  const about = await only(client)
  await client.surveys.saveSettings({ kind: 'nps', when: 'choice', language: 'theirs', base: '' })
  await client.cases.change({ case: about.id, changes: { state: 'solved' } })
  const ask = async () => {
    await client.surveys.ask({ case: about.id })
    const before = heard.length
    ahead += UNDO_SEND
    await vi.waitUntil(() => heard.length > before, SOON)
    await expect.poll(async () => (await client.replies.waiting({})).replies, SOON).toEqual([])
  }
  await ask()
  expect(heard[0]).toContain('from 0 (not at all) to 10 (very likely)')
  await say('9 thanks')
  const scores = async () => (await client.surveys.of({ customer: about.customer })).surveys.map(({ answer }) => answer?.score)
  expect(await scores()).toEqual([9])
  expect((await client.cases.get({ id: about.id })).state).toBe('solved')
  // Asked again, and we go on talking: a number answers what we said last.
  await ask()
  const { accounts } = await client.replies.accounts()
  const reply = {
    account: accounts[0]?.id ?? '',
    customer: about.customer,
    to: ['ana@localhost'],
    text: 'How many lamps are there?',
    switched: 'she asked on the phone',
  }
  await client.replies.send({ ...reply, key: crypto.randomUUID() })
  ahead += UNDO_SEND
  await vi.waitUntil(() => heard.length === 3, SOON)
  await expect.poll(async () => (await client.replies.waiting({})).replies, SOON).toEqual([])
  const { rows } = await client.timeline.page({ customer: about.customer })
  expect(rows.map(({ switched }) => switched).filter(Boolean)).toEqual(['she asked on the phone'])
  await say('7')
  expect(await scores()).toEqual([9, undefined])
})
