/**
 * A process to be killed: does at random (seeded) what a day brings, one thing after the other, in the workspace of a folder, and says on stdout
 * what it begins and what was acknowledged, a line of JSON each: `folder key files seed ahead round people`, the last as JSON: ids by name.
 */
import { randomUUID } from 'node:crypto'
import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { ORPCError } from '@orpc/client'
import { createRouterClient } from '@orpc/server'
import * as Y from 'yjs'
import * as z from 'zod'
import { casePriorities } from '#shared/model/case.ts'
import { createApp } from '../../../../electron/app/app.ts'
import { workers } from '../../../../electron/app/workers.ts'
import { createRandom } from '../../../../electron/sample/random.ts'
import { preferences } from '../../../../electron/serve/preferences.ts'
import { textIn, write } from '../../notes/documents.ts'
import { fixedKey } from '../../support/fixed-key.ts'
import { mail } from '../../support/mail.ts'

const [folder = '', key = '', files = '', seed = '', before = '', round = '', known = ''] = process.argv.slice(2)
const random = createRandom(Number(seed))
let ahead = Number(before)
const app = createApp({
  folder,
  keys: fixedKey(Buffer.from(key, 'hex')),
  preferences: preferences(folder),
  workers,
  // Nobody waits ten seconds for each reply.
  now: () => Date.now() + ahead,
})
await app.start('own')
const client = createRouterClient(app.router)

const say = (word: object): void => void process.stdout.write(`${JSON.stringify(word)}\n`)
/** Says that it is begun, does it, says that it was acknowledged, or refused. */
async function step(key: string, value: string | undefined, act: () => Promise<unknown>): Promise<void> {
  say({ begin: key, ...(value !== undefined && { value }) })
  try {
    await act()
  } catch (error) {
    say({ refused: true })
    throw error
  }
  say({ done: true })
}

const ids = z.record(z.string(), z.number()).parse(JSON.parse(known))
const idOf = (name: string): number => ids[name] ?? 0
const people = ['Ana', 'Bob', 'Eva'].map(name => ({ name, id: idOf(name), address: `${name.toLowerCase()}@x.example` }))
const [from, into] = [idOf('Fay'), idOf('Gil')]
const { attributes } = await client.profile.attributes()
const [account] = await client.replies.accounts().then(({ accounts }) => accounts)
const { rows: cases } = await client.cases.list({ limit: 200 })
const begun = cases.filter(({ subject }) => subject === 'Begin')
const docs = new Map<string, { doc: Y.Doc; seq: number; saved: Uint8Array }>()
let merge: string | undefined
let count = 0

async function bring(path: string): Promise<void> {
  const events = await client.events()
  await events.next()
  const { job: id } = await client.imports.start({ items: [{ path }], own: [] })
  for await (const event of events) {
    if (event.type !== 'import.progress' || event.job.id !== id || event.job.endedAt === undefined) continue
    await events.return(undefined)
    const problem = event.job.problem ?? event.job.problems[0]
    if (problem) throw new ORPCError('PROBLEM', { data: problem })
    return
  }
}

/** Mails of one day, the first with a file if wanted. */
function mails(item: string, address: string, many: number, withFile: boolean): string[] {
  return Array.from({ length: many }, (_, index) => {
    const one = {
      id: `${item}n${index}@x.example`,
      from: address,
      to: 'support@us.example',
      at: new Date(Date.UTC(2025, 0, 1) + index).toISOString(),
    }
    const text = `about ${item}n${index} ${'and so on '.repeat(random.int(0, 300))}`
    if (!withFile || index > 0) return mail({ ...one, text })
    const parts = `--b\nContent-Type: text/plain\n\n${text}\n--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename="a.txt"\n\nfile of ${item}${'.'.repeat(random.int(1, 40_000))}\n--b--`
    return mail({ ...one, text: parts, headers: ['Content-Type: multipart/mixed; boundary=b'] }).replace(
      'Content-Type: text/plain; charset=utf-8\n',
      '',
    )
  })
}

const acts: Record<string, (item: string) => Promise<void>> = {
  async mails(item) {
    const [many, withFile] = [random.int(1, 20), random.chance(0.5)]
    const path = join(files, `${item}.mbox`)
    const written = mails(item, random.pick(people).address, many, withFile)
    writeFileSync(path, written.map(one => `From - Mon Jan  6 10:00:00 2025\n${one}\n`).join(''))
    await step(item, withFile ? `${many} and its file` : `${many}`, () => bring(path))
  },
  async chat(item) {
    const many = random.int(1, 5)
    const path = join(files, `WhatsApp Chat with Ana ${item}.txt`)
    const lines = Array.from({ length: many }, (_, index) => `12/03/2025, 18:0${index} - Ana ${item}: about ${item}n${index}\n`)
    writeFileSync(path, `${lines.join('')}13/03/2025, 18:06 - Shop: thanks\n`)
    await step(item, `${many}`, () => bring(path))
  },
  async live(item) {
    const [one = ''] = mails(item, random.pick(people).address, 1, false)
    writeFileSync(join(files, `${item}.eml`), one)
    await step(item, '1', async () => {
      renameSync(join(files, `${item}.eml`), join(files, 'watched', `${item}.eml`))
      for (let tries = 1; tries <= 1500; tries++) {
        const { hits } = await client.search.query({ text: `${item}n0`, timeZone: 'UTC' })
        if (hits.length > 0) return
        await pause(20)
        if (tries % 25 > 0) continue
        const { connectors } = await client.connectors.list()
        const watched = connectors.find(({ kind }) => kind === 'folder')
        if (watched?.state.state !== 'waiting') continue
        say({ problem: watched.state.code })
        await client.connectors.reconnect({ id: watched.id })
      }
      throw new Error('the live source brought nothing')
    })
  },
  async note() {
    const name = random.pick(['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'])
    let known = docs.get(name)
    if (!known) {
      const { seq, updates } = await client.notes.sync({ note: name, after: 0 }).catch(() => ({ seq: 0, updates: [] }))
      const doc = new Y.Doc()
      for (const update of updates) Y.applyUpdate(doc, Buffer.from(update, 'base64'))
      known = { doc, seq, saved: Y.encodeStateVector(doc) }
      docs.set(name, known)
    }
    const { doc, seq } = known
    for (let letters = random.int(1, 8); letters > 0; letters--) {
      write(doc, String.fromCharCode(97 + random.int(0, 25)), textIn(doc).length)
      const update = Buffer.from(Y.encodeStateAsUpdate(doc, known.saved)).toString('base64')
      await step(`note ${name}`, textIn(doc), () => client.notes.sync({ note: name, after: seq, customer: idOf('Ana'), update }))
      known.saved = Y.encodeStateVector(doc)
    }
  },
  async draft(item) {
    const draft = { to: ['eva@x.example'], cc: [], bcc: [], subject: 'S', text: `draft ${item}` }
    await step(`draft ${idOf('Eva')}`, draft.text, () => client.replies.saveDraft({ customer: idOf('Eva'), writer: 'w', draft }))
  },
  async reply() {
    const reply = randomUUID()
    const sent = { key: reply, customer: idOf('Bob'), account: account?.id ?? '', to: ['bob@x.example'], text: `Reply ${reply}` }
    await step(`reply ${reply}`, 'there', () => client.replies.send(sent))
    ahead += 11_000
    say({ ahead })
  },
  async case() {
    const one = random.pick(begun)
    const { priority } = await client.cases.get({ id: one.id })
    const next = random.pick(casePriorities.filter(each => each !== priority))
    let op = ''
    await step(`case ${one.id}`, next, async () => {
      ;({ op } = await client.cases.change({ case: one.id, changes: { priority: next } }))
    })
    if (random.chance(0.5)) await step(`case ${one.id}`, priority, () => client.cases.undo({ op }))
  },
  async merge() {
    const address = 'owner of fay@x.example'
    if (merge === undefined) {
      // One of the round before may stand.
      const { history } = await client.customers.get({ id: into })
      merge = history.find(op => op.kind === 'merge' && !op.undone)?.id
    }
    const op = merge
    merge = undefined
    if (op !== undefined) return step(address, `${from}`, () => client.customers.undo({ op }))
    await step(address, `${into}`, async () => {
      merge = (await client.customers.merge({ from, into })).op
    })
  },
  async split() {
    const { identities, history } = await client.customers.get({ id: idOf('Ivo') })
    const second = identities.find(({ value }) => value === 'ivo2@x.example')
    let op = history.find(({ kind, undone }) => kind === 'split' && !undone)?.id ?? ''
    if (second) {
      await step('second of Ivo', 'apart', async () => {
        ;({ op } = await client.customers.split({ customer: idOf('Ivo'), identities: [second.id] }))
      })
    }
    await step('second of Ivo', 'with him', () => client.customers.undo({ op }))
  },
  async attribute(item) {
    const one = random.pick(people)
    await step(`plan of ${one.id}`, item, () => client.profile.set({ customer: one.id, field: attributes[0]?.id ?? '', value: item }))
  },
  async settings() {
    const region = random.pick(['ES', 'US', 'DE', 'FR'])
    await step('setting region', JSON.stringify(region), () => client.workspace.settings({ region }))
  },
  async surveys() {
    const settings = { kind: random.pick(['csat', 'nps', 'ces'] as const), when: 'choice', language: 'theirs', base: '' } as const
    await step('setting survey', JSON.stringify(settings), () => client.surveys.saveSettings(settings))
  },
  async looks() {
    await client.workspace.preferences({ theme: random.pick(['light', 'dark', 'system']) })
  },
  async backup() {
    const { name } = await client.backups.make()
    say({ backup: name })
  },
  async erase(item) {
    const path = join(files, `${item}.mbox`)
    const address = `${item}@gone.example`
    writeFileSync(
      path,
      mails(item, address, 3, true)
        .map(one => `From - Mon Jan  6 10:00:00 2025\n${one}\n`)
        .join(''),
    )
    await step(item, '3 and its file', () => bring(path))
    const { rows: found } = await client.customers.list({ text: address })
    await step(item, undefined, () => client.privacy.erase({ customer: found[0]?.id ?? 0 }))
  },
}

/** How often, compared to the others. */
const often: Record<string, number> = { note: 8, draft: 3, mails: 3, case: 3, reply: 2, backup: 1, erase: 1 }
const hat = Object.keys(acts).flatMap(name => Array<string>(often[name] ?? 2).fill(name))
say({ ready: true })
for (;;) {
  try {
    await acts[random.pick(hat)]?.(`item${round}x${count++}`)
  } catch (error) {
    if (!(error instanceof ORPCError) || error.code !== 'PROBLEM') throw error
    say({ problem: error.data?.code })
    // Whatever was written in the note is still there, and goes with the next exchange.
    await pause(20)
  }
}
