import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Incoming } from '../../../electron/connectors/connector.ts'
import { mbox } from '../../../electron/connectors/email/mbox.ts'
import { generateMailbox } from '../../../electron/sample/generate-mailbox.ts'

const MESSAGES = 1500
const options = { seed: 3, messages: MESSAGES, customers: 100 }
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hilo-mailbox-'))
})
afterAll(() => rm(folder, { recursive: true }))

test('a generated mailbox holds what was asked for and reads without a problem', async () => {
  const path = join(folder, 'a.mbox')
  await generateMailbox(path, options)
  const items: Incoming[] = []
  const settings = { path, own: ['support@alba.example'], region: 'ES', timeZone: 'Europe/Madrid', now: Date.UTC(2026, 6, 1) }
  for await (const batch of mbox.read(settings, undefined, new AbortController().signal)) {
    expect(batch.problems).toEqual([])
    items.push(...batch.items)
  }
  expect(new Set(items.map(item => item.sourceId)).size).toBe(MESSAGES)
  const senders = new Set(items.filter(item => item.direction === 'in').map(item => item.from.address))
  expect(senders.size).toBe(100)
  const html = items.filter(item => item.html).length / MESSAGES
  expect(html).toBeGreaterThan(0.4)
  expect(html).toBeLessThan(0.6)
  const { size } = await stat(path)
  expect(size / MESSAGES).toBeGreaterThan(3000)
  expect(size / MESSAGES).toBeLessThan(8000)
})

test('the same options give the same bytes', async () => {
  await generateMailbox(join(folder, 'b.mbox'), options)
  await generateMailbox(join(folder, 'c.mbox'), options)
  expect((await readFile(join(folder, 'b.mbox'))).equals(await readFile(join(folder, 'c.mbox')))).toBe(true)
})
