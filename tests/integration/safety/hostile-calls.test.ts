import { join } from 'node:path'
import { call, isProcedure, ORPCError } from '@orpc/server'
import { expect, test } from 'vitest'
import { ZodType } from 'zod'
import { contract } from '#shared/contract/index.ts'
import type { App } from '../../../electron/app/app.ts'
import { writeMbox } from '../support/mail.ts'
import { importFiles, openTestApp, testFolder } from '../support/workspace.ts'
import { hostileInputs, hostileTexts } from './hostile-input.ts'

/** Not tried: they never end, reach for the network or for other programs, start a thread each, or take away what the others are tried on. */
const spared =
  /^(events|imports\.inspect|workspace\.open|backups\.(protect|rekey)|connectors\.authorize|privacy\.erase|profile\.open|timeline\.follow)/

/** Ms after which a call is thought to go on for ever. */
const endless = 20_000

function callsOf(tree: object, path: readonly string[] = []): { path: string[]; schema: ZodType }[] {
  return Object.entries(tree).flatMap(([name, one]) => {
    if (!('~orpc' in one)) return callsOf(one, [...path, name])
    const { inputSchema } = one['~orpc']
    return inputSchema instanceof ZodType ? [{ path: [...path, name], schema: inputSchema }] : []
  })
}

/** What a call came to: undefined for an answer or one of the contract's codes, else what went wrong. */
async function defect(app: App, path: readonly string[], input: unknown): Promise<string | undefined> {
  const procedure: unknown = path.reduce<unknown>(
    (tree, name) => (typeof tree === 'object' && tree !== null ? Reflect.get(tree, name) : tree),
    app.router,
  )
  if (!isProcedure(procedure)) return 'no such call'
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error('no answer')), endless)
  try {
    await Promise.race([call(procedure, input, { context: {} }), late])
    return undefined
  } catch (error) {
    if (!(error instanceof ORPCError)) return String(error)
    if (!error.defined) return error.code === 'BAD_REQUEST' ? undefined : error.code
    // The window makes sense of every other code; this one is what nobody foresaw.
    return JSON.stringify(error.data) === '{"code":"failed","detail":"failed"}' ? 'failed' : undefined
  } finally {
    clearTimeout(timer)
  }
}

async function small() {
  const opened = await openTestApp()
  const mails = ['ana', 'bea', 'cid'].map((name, at) => ({
    id: `${name}@x`,
    from: `${name}@a.example`,
    to: 'us@b.example',
    at: `2025-01-0${at + 1}T10:00:00Z`,
    subject: `For ${name}`,
    text: `a constructor 請求書 only${name}`,
  }))
  await importFiles(opened.client, [writeMbox(join(testFolder(), 'a.mbox'), mails)], ['us@b.example'])
  return opened
}

test('no input that a schema lets through is a defect, an endless wait or a key of every object', async () => {
  const { app, client } = await small()
  const ids = (await client.customers.list({})).rows.map(({ id }) => id)
  const found = new Map<string, string>()
  let tried = 0
  for (const { path, schema } of callsOf(contract)) {
    const name = path.join('.')
    if (spared.test(name)) continue
    for (const input of hostileInputs(schema, ids)) {
      tried++
      const what = await defect(app, path, input)
      if (what !== undefined) found.set(`${name}: ${what}`, JSON.stringify(input).slice(0, 200))
    }
  }
  expect(Object.fromEntries(found)).toEqual({})
  expect(tried).toBeGreaterThan(1500)
  expect([Object.keys(Object.prototype), Reflect.get({}, 'polluted')]).toEqual([[], undefined])
  expect(await app.check()).toEqual([])
  for (const kind of ['constructor', '__proto__', 'toString']) {
    await expect(client.connectors.add({ kind, settings: {} }), kind).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await client.connectors.test({ kind, settings: {} }), kind).toEqual({ steps: [] })
  }
  for (const name of ['..', '.', '../backups', '.next', 'a:b', '\0', '\\\\?\\C:\\x', '\\\\host\\share', 'CON', 'NUL']) {
    const asked = [client.backups.verify({ name }), client.backups.restore({ from: { name } }), client.backups.find({ name })]
    const codes = await Promise.all(asked.map(one => one.catch(error => error.code)))
    expect([name, codes[0], codes[1], codes[2]]).toEqual([
      name,
      'CONFLICT',
      'CONFLICT',
      expect.toSatisfy(found => found === 'CONFLICT' || found.backups.length === 0),
    ])
  }
  // Nothing that was written keeps the workspace from being read.
  await client.workspace.get()
  await client.customers.list({})
})

test('what is typed into a search is never syntax of the store: it finds what holds it, and nothing of another search', async () => {
  const { client } = await small()
  const asked = async (text: string) => (await client.search.query({ text, timeZone: 'UTC' })).hits.length
  const listed = async (text: string) => (await client.customers.list({ text: text.slice(0, 200) })).rows.length
  for (const text of ['onlyana', 'constructor']) expect([text, await asked(text)]).toEqual([text, text === 'onlyana' ? 1 : 3])
  // Each of these, if it were taken for the store's syntax, would find more: of them all, search itself knows OR between two words.
  const joins: [join: string, hits: number][] = [
    [' OR ', 2],
    ['" OR "', 2],
    ['") OR ("', 2],
    ['* OR ', 2],
    ['\0" OR "', 0],
    [' or ', 0],
    [' NEAR ', 0],
    ["' OR 1=1 --", 0],
    ['} : ', 0],
    [' NOT zzz OR ', 0],
    [' UNION SELECT ', 0],
    ['%', 0],
    ['_', 0],
  ]
  for (const [join, hits] of joins) {
    const text = `onlyana${join}onlybea`
    expect([text, await asked(text)]).toEqual([text, hits])
    expect([text, await listed(text)]).toEqual([text, 0])
  }
  for (const text of [...hostileTexts, '(a '.repeat(160), '"'.repeat(500), 'a* '.repeat(160), '^請 '.repeat(120)]) {
    await asked(text.slice(0, 500))
    await client.timeline.find({ customer: 1, text: text.slice(0, 200) || 'a' })
  }
  await expect(client.search.query({ text: 'a '.repeat(50_000), timeZone: 'UTC' })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
})
