import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { isValidPhoneNumber } from 'libphonenumber-js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { normalisePhone } from '#shared/model/phone.ts'
import type { Problem } from '#shared/model/problem.ts'
import { telegram } from '../../../electron/connectors/chat/telegram.ts'
import { whatsapp } from '../../../electron/connectors/chat/whatsapp.ts'
import type { Incoming, Party } from '../../../electron/connectors/connector.ts'
import { mbox } from '../../../electron/connectors/email/mbox.ts'
import type { FileFormat } from '../../../electron/connectors/file-format.ts'
import { asteriskCdr } from '../../../electron/connectors/phone/asterisk-cdr.ts'
import { type SampleManifest, writeSample } from '../../../electron/sample/write-sample.ts'

const NOW = Date.UTC(2026, 2, 10, 10, 30)
const formats: Record<SampleManifest['files'][number]['kind'], FileFormat> = { mbox, whatsapp, telegram, asterisk: asteriskCdr }

let root = ''
let manifest: SampleManifest
let items: Incoming[] = []
let problems: Problem[] = []

async function readAll({ files, own, region, timeZone }: SampleManifest): Promise<void> {
  items = []
  problems = []
  for (const { path, kind } of files) {
    for await (const batch of formats[kind].read({ path, own, region, timeZone, now: NOW }, undefined, new AbortController().signal)) {
      items.push(...batch.items)
      problems.push(...batch.problems)
    }
  }
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'hilo-sample-'))
  manifest = await writeSample(join(root, 'a'), { seed: 42, now: NOW })
  await readAll(manifest)
})
afterAll(() => rm(root, { recursive: true }))

const said = (item: Incoming): boolean => !item.marks?.includes('system')
const key = (party: Party): string =>
  party.kind === 'phone' ? `phone:${normalisePhone(party.address, 'ES')}` : `${party.kind}:${party.address.toLowerCase()}`
const customerOf = (item: Incoming): string => {
  const other = item.direction === 'in' ? item.from : item.to[0]
  return other ? key(other) : ''
}

async function digest(one: SampleManifest, folder: string): Promise<string> {
  const hash = createHash('sha256')
  for (const { path } of one.files) hash.update(relative(folder, path)).update(await readFile(path))
  return hash.digest('hex')
}

describe('the sample workspace', () => {
  test('is about 300 customers and 6,000 interactions in six months', () => {
    const { email, chat, phone } = manifest.interactions
    expect(manifest.customers).toBe(300)
    expect(email + chat + phone).toBeGreaterThan(5200)
    expect(email + chat + phone).toBeLessThan(6800)
    const times = items.map(item => item.occurredAt)
    expect(Math.max(...times)).toBeLessThanOrEqual(NOW)
    expect(NOW - Math.min(...times)).toBeLessThan(190 * 86_400_000)
  })

  test('goes through the connectors without a problem and without loss', () => {
    expect(problems).toEqual([])
    const count = (channel: string): number => items.filter(item => item.channel === channel && said(item)).length
    expect({ email: count('email'), chat: count('chat'), phone: count('phone') }).toEqual(manifest.interactions)
  })

  test('gives every interaction a source id of its own', () => {
    const ids = items.map(item => `${item.channel} ${item.sourceId}`)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('tells us from the customers', () => {
    const own = new Set(manifest.own)
    for (const item of items.filter(said)) {
      const [ours, theirs] = item.direction === 'in' ? [item.to[0], item.from] : [item.from, item.to[0]]
      expect(ours?.own).toBe(true)
      expect(theirs?.own ?? false).toBe(false)
      if (theirs) expect(own.has(theirs.address)).toBe(false)
      if (theirs?.kind === 'email') expect(theirs.address).not.toMatch(/alba\.example$/)
      if (theirs?.kind === 'phone') expect(isValidPhoneNumber(normalisePhone(theirs.address, 'ES') ?? '')).toBe(true)
    }
  })

  test('has both directions and every outcome of a call', () => {
    for (const channel of ['email', 'chat', 'phone'])
      for (const direction of ['in', 'out']) expect(items.some(item => item.channel === channel && item.direction === direction)).toBe(true)
    expect(new Set(items.flatMap(item => item.call?.outcome ?? []))).toEqual(new Set(['answered', 'missed', 'busy', 'voicemail']))
  })

  test('keeps its words in every charset it writes', () => {
    for (const item of items) expect(`${item.subject ?? ''}${item.text}${item.quoted ?? ''}`).not.toContain('\ufffd')
    expect(items.some(item => item.subject === 'Re: 請求書の件')).toBe(true)
    const mails = items.filter(item => item.channel === 'email')
    for (const mail of mails) expect(mail.text).not.toMatch(/[{}]|\[.*\||undefined|=\?/)
    expect(mails.some(mail => mail.text.includes('€'))).toBe(true)
    expect(mails.some(mail => mail.html?.includes('https://track.alba.example/'))).toBe(true)
  })

  test('folds quoted history away and keeps threads', () => {
    const replies = items.filter(item => item.channel === 'email' && item.references?.length)
    const ids = new Set(items.filter(item => item.channel === 'email').map(item => item.sourceId))
    expect(replies.length).toBeGreaterThan(500)
    for (const reply of replies) for (const id of reply.references ?? []) expect([...ids].some(known => known.includes(id))).toBe(true)
    const folded = replies.filter(reply => reply.quoted)
    expect(folded.length).toBeGreaterThan(replies.length / 2)
    for (const reply of replies) expect(reply.text).not.toMatch(/^>/m)
  })

  test('has chats with edited and deleted messages and with pictures left out', () => {
    const marks = new Set(items.filter(item => item.channel === 'chat').flatMap(item => item.marks ?? []))
    expect([...marks]).toEqual(expect.arrayContaining(['edited', 'deleted', 'missing-media']))
  })

  test('keeps the hours of a contact centre', () => {
    const hours = new Intl.DateTimeFormat('en-GB', { timeZone: manifest.timeZone, hour: 'numeric', weekday: 'short', hourCycle: 'h23' })
    const local = (item: Incoming): string => hours.format(item.occurredAt)
    const written = items.filter(item => item.channel === 'email' && item.direction === 'out' && !item.marks?.includes('automatic'))
    for (const mail of written) expect(local(mail)).toMatch(/^(Mon|Tue|Wed|Thu|Fri), (09|1\d|2[01])$|^Sat, (09|1[0-5])$/)
    expect(items.filter(item => item.direction === 'in' && /^Sun/.test(local(item))).length).toBeGreaterThan(0)
  })

  test('carries attachments of every kind', () => {
    const types = new Set(items.flatMap(item => item.attachments ?? []).map(file => file.type))
    expect([...types]).toEqual(expect.arrayContaining(['application/pdf', 'image/png', 'text/csv']))
  })

  test('puts the three people of the first view on top, all of them waiting', () => {
    const newest = items.filter(said).sort((a, b) => b.occurredAt - a.occurredAt)
    const order = [...new Set(newest.map(customerOf))].slice(0, 3)
    expect(order).toEqual(['phone:+34600111222', 'phone:+4915112345670', 'email:keiko.mori@tegami.example'])
    expect(newest[0]).toMatchObject({ channel: 'chat', text: 'sigo esperando' })
    const missed = newest.filter(item => item.call).find(item => customerOf(item) === 'phone:+34600111222')
    expect(missed).toMatchObject({ direction: 'in', call: { outcome: 'missed', ring: 32, talk: 0 } })
    expect(newest.find(item => customerOf(item) === 'phone:+4915112345670')?.call).toMatchObject({ outcome: 'missed', ring: 32 })
  })

  test('names in its address book only identities that exist, and leaves some customers to be merged by hand', () => {
    const known = new Set(items.flatMap(item => [item.from, ...item.to]).map(key))
    for (const { a, b } of manifest.links) {
      expect(known).toContain(a)
      expect(known).toContain(b)
    }
    const byName = Map.groupBy(
      items.filter(item => item.direction === 'in' && item.from.name),
      item => item.from.name,
    )
    const linked = new Set(manifest.links.flatMap(({ a, b }) => [a, b]))
    const separate = [...byName.values()]
      .map(own => new Set(own.map(customerOf)))
      .filter(ids => ids.size > 1 && ![...ids].some(id => linked.has(id)))
    expect(separate.length).toBeGreaterThan(10)
    expect(separate.length).toBeLessThan(40)
  })

  test('leaves about one customer in eight waiting, some with long histories', () => {
    const home = new Map<string, string>()
    const homeOf = (id: string): string => home.get(id) ?? id
    for (const { a, b } of manifest.links) home.set(b, homeOf(a))
    const customers = Map.groupBy(items.filter(said), item => homeOf(customerOf(item)))
    const lastWords = [...customers.values()].map(own => own.reduce((last, item) => (item.occurredAt >= last.occurredAt ? item : last)))
    const waiting = lastWords.filter(last => last.direction === 'in' && last.call?.outcome !== 'answered')
    expect(waiting.length / customers.size).toBeGreaterThan(0.08)
    expect(waiting.length / customers.size).toBeLessThan(0.18)
    const sizes = [...customers.values()].map(own => own.length).sort((a, b) => b - a)
    expect(sizes[0]).toBeGreaterThan(500)
    expect(sizes.filter(size => size >= 100).length).toBeGreaterThan(6)
  })

  test('is the same to the byte for the same seed and time, and another for another seed', async () => {
    const again = await writeSample(join(root, 'b'), { seed: 42, now: NOW })
    const other = await writeSample(join(root, 'c'), { seed: 43, now: NOW })
    expect(await digest(again, join(root, 'b'))).toBe(await digest(manifest, join(root, 'a')))
    expect(await digest(other, join(root, 'c'))).not.toBe(await digest(again, join(root, 'b')))
  })

  test.each([1, 5, 1500])('can be made for %i customers', async customers => {
    const folder = join(root, String(customers))
    const made = await writeSample(folder, { seed: 1, now: Date.UTC(2025, 9, 26, 1, 30), customers })
    expect(made.customers).toBe(customers)
    expect(made.interactions.chat).toBeGreaterThan(0)
  })
})
