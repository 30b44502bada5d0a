import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ORPCError } from '@orpc/client'
import { expect, onTestFinished, test } from 'vitest'
import * as z from 'zod'
import { listBackups } from '../../../electron/backup/folder.ts'
import { finishNext } from '../../../electron/backup/next.ts'
import { CannotRestore, restoreBackup } from '../../../electron/backup/restore.ts'
import { KeyLost } from '../../../electron/platform/key-file.ts'
import { keyOf, passphraseKeys } from '../../../electron/platform/passphrase-keys.ts'
import { createRandom, type Random } from '../../../electron/sample/random.ts'
import { preferences } from '../../../electron/serve/preferences.ts'
import { StoreError } from '../../../electron/store/protocol.ts'
import type { Client } from '../../../shared/contract/index.ts'
import { startSmtp, type TestSmtp } from '../../servers/smtp.ts'
import { writeMbox } from '../support/mail.ts'
import { addSender, importFiles, openTestApp, testFolder } from '../support/workspace.ts'
import { copyOf, cut, flip, smallDisk } from './accidents/damage.ts'
import { findAll } from './accidents/found.ts'
import { type Journal, openJournal } from './accidents/journal.ts'

const accidents = [
  'killed',
  'byte of the log changed',
  'byte of the database changed',
  'disk full',
  'log cut off',
  'new key cut off',
  'byte of the key file changed',
  'byte of store.json changed',
  'byte of a backup changed',
  'byte of the preferences changed',
] as const
type Accident = (typeof accidents)[number]

/** A hundred when asked for; what they came to is in out/accidents.txt then, with the rounds, what was acknowledged and what was lost of it. */
const ROUNDS = Number(process.env.HILO_CUTS ?? 2)
const OWN = 'support@us.example'
const PASSPHRASE = 'correct horse'
const worker = new URL('../support/safety-worker.ts', import.meta.url)
const day = join(import.meta.dirname, 'accidents', 'day.ts')

interface World {
  folder: string
  key: Uint8Array
  files: string
  journal: Journal
  smtp: TestSmtp
  random: Random
  /** Customers' ids by their names. */
  people: Record<string, number>
  /** How far the clock of the workspace is ahead, ms. */
  ahead: number
}

/** A workspace with some people in it, an account to send through, a folder that is watched. */
async function begin(seed: number): Promise<World> {
  const smtp = await startSmtp(OWN, 'secret')
  onTestFinished(smtp.close)
  const [folder, files] = [testFolder(), testFolder()]
  for (const path of [join(files, 'watched'), 'out']) mkdirSync(path, { recursive: true })
  const key = await passphraseKeys(PASSPHRASE).key(folder)
  const { client, app } = await openTestApp({ folder, key })
  const mails = ['Ana', 'Bob', 'Eva', 'Fay', 'Gil', 'Ivo', 'Ivo2'].map((name, index) => ({
    id: `begin${index}@x.example`,
    from: `${name} <${name.toLowerCase()}@x.example>`,
    to: OWN,
    at: new Date(Date.now() - 86_400_000 + index * 60_000).toISOString(),
    subject: 'Begin',
  }))
  await importFiles(client, [writeMbox(join(files, 'begin.mbox'), mails)], [OWN, 'Shop'])
  const { rows } = await client.customers.list({ limit: 200 })
  const idOf = (name: string) => rows.find(row => row.name === name)?.id ?? 0
  await client.customers.merge({ from: idOf('Ivo2'), into: idOf('Ivo') })
  await client.profile.saveAttribute({ name: 'Plan', type: 'text', choices: [] })
  await addSender(client, { user: OWN, port: smtp.port })
  await client.connectors.add({ kind: 'folder', settings: { path: join(files, 'watched'), rest: 0.02, every: 0.1 } })
  await client.backups.settings({ every: 'never', keep: 2 })
  await client.backups.make()
  await expect.poll(async () => (await client.cases.unplaced()).count).toBe(0)
  await app.close()
  return {
    folder,
    key,
    files,
    smtp,
    random: createRandom(seed),
    ahead: 0,
    journal: openJournal(findAll(folder, key)),
    people: Object.fromEntries(rows.map(({ name, id }) => [name, id])),
  }
}

const Word = z.object({
  begin: z.string().optional(),
  value: z.string().optional(),
  done: z.boolean().optional(),
  refused: z.boolean().optional(),
  ahead: z.number().optional(),
  backup: z.string().optional(),
  problem: z.string().optional(),
})

/** A day's work in another process until it is killed, after so many things were acknowledged and then some ms. Answers with its problems. */
async function work(
  world: World,
  round: number,
  things: number,
  wait: number,
  onProblem?: (codes: string[]) => boolean,
  command: string[] = [],
) {
  const { folder, key, files, random, journal } = world
  const args = [
    folder,
    Buffer.from(key).toString('hex'),
    files,
    `${random.int(1, 1e9)}`,
    `${world.ahead}`,
    `${round}`,
    JSON.stringify(world.people),
  ]
  const [program = '', ...rest] = [...command, process.execPath, day, ...args]
  const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stderr.on('data', chunk => {
    said += chunk
  })
  const problems: string[] = []
  const from = journal.acknowledged()
  createInterface({ input: child.stdout }).on('line', line => {
    const word = Word.parse(JSON.parse(line))
    if (word.begin !== undefined) journal.begin(word.begin, word.value)
    if (word.done) journal.acknowledge()
    if (word.refused) journal.refuse()
    if (word.ahead !== undefined) world.ahead = word.ahead
    if (word.problem !== undefined) problems.push(word.problem)
    const over = onProblem ? onProblem(problems) : true
    if (over && journal.acknowledged() - from >= things) setTimeout(() => child.kill('SIGKILL'), wait)
  })
  const [, signal] = await once(child, 'close')
  if (signal !== 'SIGKILL') throw new Error(`the day ended by itself: ${said}`)
  return problems
}

/** What lies in a workspace after an accident, held against the journal; and what the app says of it. */
async function look({ folder, key, journal, ahead }: Pick<World, 'folder' | 'key' | 'journal' | 'ahead'>) {
  // Before the app is opened: what was lost of a live source comes again then. In a copy: the app is the first to open this one.
  const found = findOrNot(copyOf(folder), key)
  const told: string[] = []
  const opened = await openTestApp({ folder, key, now: () => Date.now() + ahead }).catch(error => void told.push(codeOf(error)))
  if (opened) {
    told.push(...(await opened.app.check().catch(error => [codeOf(error)])))
    if (told.length > 0) await expectRightOrTold(opened.client)
    await opened.app.close().catch(() => {})
  }
  if (!found) {
    expect(told).toEqual(['corrupt'])
    return { told, torn: [], lost: 0 }
  }
  return { told, ...journal.compare(found) }
}

/** Undefined when a page of it cannot be read. */
function findOrNot(folder: string, key: Uint8Array): Map<string, string> | undefined {
  try {
    return findAll(folder, key)
  } catch {
    return undefined
  }
}

/** In a damaged workspace each page is either as it was, which its tag proves, or says that it is damaged. */
async function expectRightOrTold(client: Client): Promise<void> {
  const { rows } = await client.customers.list({ limit: 200 }).catch(expectTold(() => ({ rows: [] })))
  for (const { id } of rows) await client.timeline.page({ customer: id }).catch(expectTold(() => undefined))
  await client.search.query({ text: 'about', timeZone: 'UTC' }).catch(expectTold(() => undefined))
}

function expectTold<T>(instead: () => T): (error: unknown) => T {
  return error => {
    expect(error).toBeInstanceOf(ORPCError)
    expect(error).toMatchObject({ code: 'PROBLEM', data: { code: 'damaged' } })
    return instead()
  }
}

function codeOf(error: unknown): string {
  if (error instanceof StoreError) return error.code
  throw error
}

interface Outcome {
  acknowledged: number
  lost: number
  told: string[]
}

/** One accident. What it came to; fails the test when anything acknowledged is lost, or anything is wrong and not said. */
async function suffer(world: World, accident: Accident, round: number): Promise<Outcome> {
  const { random, key } = world
  if (accident === 'disk full') return apart(world, () => fullDisk(world, round))
  const before = world.journal.acknowledged()
  await work(world, round, random.int(1, 40), random.int(0, 20))
  const acknowledged = world.journal.acknowledged() - before
  const undone = world.journal.settle(findAll(copyOf(world.folder), key))
  // It would come in at some other time.
  if (undone) rmSync(join(world.files, 'watched', `${undone}.eml`), { force: true })
  if (accident === 'killed') return befall({ ...world }, accident, acknowledged)
  return apart(world, () => befall({ ...world, folder: copyOf(world.folder) }, accident, acknowledged))
}

/** A copy sends once more what waited in the original, as two of one workspace would: each of them may send a thing once. */
async function apart({ smtp }: World, act: () => Promise<Outcome>): Promise<Outcome> {
  const quiet = () => expect.poll(() => smtp.talking()).toBe(0)
  await quiet()
  const before = smtp.taken.length
  const outcome = await act()
  await quiet()
  expectSentOnce(smtp.taken.splice(before))
  return outcome
}

function expectSentOnce(taken: TestSmtp['taken']): void {
  const sent = taken.map(({ raw }) => /Reply ([0-9a-f-]{36})/.exec(raw)?.[1] ?? '')
  expect(new Set(sent).size, 'nothing was sent twice').toBe(sent.length)
}

/** Does to a workspace that nobody works in what the accident is. */
async function befall(there: World, accident: Exclude<Accident, 'disk full'>, acknowledged: number): Promise<Outcome> {
  const { folder, key, random } = there
  const whole = async (told: string[] = []): Promise<Outcome> => {
    const seen = await look(there)
    expect(seen).toMatchObject({ told, torn: [], lost: 0 })
    return { acknowledged, lost: 0, told: seen.told }
  }
  switch (accident) {
    case 'killed': {
      const outcome = await whole()
      const [newest] = await listBackups(join(folder, 'backups'))
      if (newest) await expectRestores(there, join(folder, 'backups', newest.name))
      return outcome
    }
    case 'log cut off':
    case 'byte of the log changed':
    case 'byte of the database changed': {
      if (accident === 'log cut off') cut(join(folder, 'hilo.db-wal'), random)
      else flip(join(folder, accident === 'byte of the log changed' ? 'hilo.db-wal' : 'hilo.db'), random)
      const seen = await look(there)
      expect(seen.torn).toEqual([])
      if (seen.told.length === 0) expect(seen.lost, 'what is lost is told').toBe(0)
      return { acknowledged, lost: seen.lost, told: seen.told }
    }
    case 'new key cut off': {
      const child = spawn(
        process.execPath,
        [join(import.meta.dirname, 'accidents', 'rekey.ts'), folder, Buffer.from(key).toString('hex')],
        { stdio: 'ignore' },
      )
      setTimeout(() => child.kill('SIGKILL'), random.int(200, 3000))
      await once(child, 'close')
      await finishNext(folder)
      const fresh = readFileSync(join(folder, 'key.json'), 'utf8') === 'another'
      there.key = fresh ? new Uint8Array(32).fill(9) : key
      return { ...(await whole()), told: [fresh ? 'opens with the new key' : 'opens with the old key'] }
    }
    case 'byte of the key file changed': {
      const path = join(folder, 'key.json')
      if (random.chance(0.5)) flip(join(folder, 'backups', newestName(folder), 'key.json'), random)
      flip(path, random)
      const found = await keyOf(folder, PASSPHRASE).catch(error => {
        expect(error).toBeInstanceOf(KeyLost)
        return undefined
      })
      if (found) expect(Buffer.from(found)).toEqual(Buffer.from(key))
      return { acknowledged, lost: 0, told: found ? [] : ['key lost'] }
    }
    case 'byte of store.json changed':
      flip(join(folder, 'store.json'), random)
      return whole()
    case 'byte of a backup changed': {
      const backup = join(folder, 'backups', newestName(folder))
      flip(join(backup, random.pick(readdirSync(backup))), random)
      return { acknowledged, lost: 0, told: await expectRestores(there, backup, true) }
    }
    case 'byte of the preferences changed': {
      const path = join(folder, 'preferences.json')
      if (existsSync(path)) flip(path, random)
      preferences(folder).set('looks', { theme: 'dark' })
      expect(preferences(folder).get('looks')).toEqual({ theme: 'dark' })
      return whole()
    }
  }
}

/** The disk fills up while somebody works on, and is given room again: what was not saved was said not to be, and the rest goes on. */
async function fullDisk(world: World, round: number): Promise<Outcome> {
  const disk = smallDisk(world.folder, 300)
  const journal = world.journal.copy()
  const there = { ...world, folder: disk.folder, journal }
  const before = journal.acknowledged()
  let widened = false
  const problems = await work(
    there,
    round,
    disk.kind === 'tmpfs' ? 60 : 0,
    0,
    codes => {
      if (codes.length >= 5 && !widened) {
        widened = true
        disk.widen()
      }
      return widened
    },
    disk.command,
  )
  expect([...new Set(problems)]).toEqual(['disk-full'])
  expect(await look(there)).toMatchObject({ told: [], torn: [], lost: 0 })
  return { acknowledged: journal.acknowledged() - before, lost: 0, told: [`disk-full (${disk.kind})`] }
}

/** A backup is as of one moment, or is refused; the latter only when it was damaged. */
async function expectRestores({ key, journal }: World, from: string, damaged = false): Promise<string[]> {
  const target = testFolder()
  try {
    await restoreBackup({ from, folder: target, key, worker, at: Date.now() })
  } catch (error) {
    if (!damaged) throw error
    const code = error instanceof CannotRestore ? error.reason : codeOf(error)
    expect(existsSync(join(target, 'hilo.db'))).toBe(false)
    return [code]
  }
  const { told, torn } = await look({ folder: target, key, journal, ahead: 0 })
  expect({ told, torn }).toEqual({ told: [], torn: [] })
  return []
}

function newestName(folder: string): string {
  return (
    readdirSync(join(folder, 'backups'))
      .filter(name => !name.startsWith('.'))
      .sort()
      .at(-1) ?? ''
  )
}

type Table = Map<Accident, { rounds: number; acknowledged: number; lost: number; told: Map<string, number> }>

test(`whatever happens at any moment of a day, nothing acknowledged is lost and nothing wrong goes unsaid (${ROUNDS} accidents)`, {
  timeout: 60_000 + ROUNDS * 60_000,
}, async () => {
  const world = await begin(Number(process.env.HILO_SEED ?? 1))
  const table: Table = new Map()
  const failures: string[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const accident = accidents[round % accidents.length] ?? 'killed'
    const row = table.get(accident) ?? { rounds: 0, acknowledged: 0, lost: 0, told: new Map() }
    const outcome = await suffer(world, accident, round).catch((error: unknown) => {
      failures.push(`${round}, ${accident}: ${error instanceof Error ? error.stack : error}`)
      return { acknowledged: 0, lost: 0, told: ['FAILED'] }
    })
    const { acknowledged, lost, told } = outcome
    // Without the numbers, as one.
    for (const each of new Set(told.map(line => line.replace(/\d+/g, 'N')))) row.told.set(each, (row.told.get(each) ?? 0) + 1)
    table.set(accident, { ...row, rounds: row.rounds + 1, acknowledged: row.acknowledged + acknowledged, lost: row.lost + lost })
    if (process.env.HILO_CUTS) writeFileSync('out/accidents.txt', [...lines(table), ...failures, ''].join('\n'))
  }
  expect(failures).toEqual([])
  expectSentOnce(world.smtp.taken)
})

function lines(table: Table): string[] {
  return [...table].map(([accident, { rounds, acknowledged, lost, told }]) =>
    [accident, rounds, acknowledged, lost, [...told].map(([what, count]) => `${what} ×${count}`).join(', ')].join('\t'),
  )
}
