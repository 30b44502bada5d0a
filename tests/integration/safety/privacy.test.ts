import { randomUUID } from 'node:crypto'
import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import * as yauzl from 'yauzl'
import * as Y from 'yjs'
import { checkIntegrity } from '../../../electron/audit/audit.ts'
import { openDatabase } from '../../../electron/store/database.ts'
import { write } from '../notes/documents.ts'
import { mail } from '../support/mail.ts'
import { importFiles, nextEvent, openTestApp, testFolder } from '../support/workspace.ts'

const key = new Uint8Array(32).fill(7)

/** Words that are in the planted customer's mails, names, notes and files, and nowhere else. */
const planted = ['Zanzibarine', 'zanzibarine', 'quxwordle', 'plughfile', 'ana.hidden', 'xyzzynote', '600777888']

/** Two addresses of Ana, one mail to her with Bea in copy, and what Bea wrote by herself. */
function write3(folder: string): string {
  const from = 'Ana Zanzibarine <ana.hidden@one.example>'
  const base = { to: 'support@us.example' }
  const attached = ['Content-Type: multipart/mixed; boundary=b', 'X-Part: x']
  const body = `--b\nContent-Type: text/plain\n\nThe quxwordle is broken, call +34 600777888\n--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename="zanzibarine.txt"\n\nplughfile\n--b--`
  const mails = [
    mail({ ...base, id: 'ana1@x', from, at: '2025-01-01T10:00:00Z', subject: 'Zanzibarine asks', text: 'quxwordle' }),
    mail({ ...base, id: 'ana2@x', from: 'ana.hidden@two.example', at: '2025-01-02T10:00:00Z', text: body, headers: attached }).replace(
      'Content-Type: text/plain; charset=utf-8\n',
      '',
    ),
    mail({
      id: 'out1@x',
      from: 'support@us.example',
      to: `${from}, Bea <bea@b.example>`,
      at: '2025-01-03T10:00:00Z',
      text: 'quxwordle mended',
    }),
    mail({ ...base, id: 'bea1@x', from: 'Bea <bea@b.example>', at: '2025-01-04T10:00:00Z', text: 'My parcel is late' }),
    mail({
      ...base,
      id: 'bea2@x',
      from: 'Bea <bea@b.example>',
      at: '2025-01-05T10:00:00Z',
      text: 'Still late, paid with 4111 1111 1111 1111',
    }),
  ]
  const path = join(folder, 'planted.mbox')
  writeFileSync(path, mails.map(one => `From - Mon Jan  6 10:00:00 2025\n${one}\n`).join(''))
  return path
}

/** A workspace with all that, merged, noted, searched, and backed up; still open. */
async function plantedWorkspace() {
  const { app, client, folder } = await openTestApp()
  await importFiles(client, [write3(testFolder())], ['support@us.example'])
  const { rows } = await client.customers.list({ limit: 100 })
  const idOf = (address: string) => rows.find(row => row.name.includes(address))?.id ?? 0
  const [one, two, bea] = [idOf('Zanzibarine'), idOf('two.example'), idOf('Bea')]
  await client.customers.merge({ from: two, into: one })
  const doc = new Y.Doc()
  write(doc, 'xyzzynote about her')
  const update = Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64')
  await client.notes.sync({ note: randomUUID(), after: 0, customer: one, update })
  await client.search.save({ id: randomUUID(), name: 'hers', text: 'from:ana.hidden@one.example' })
  await expect.poll(async () => JSON.stringify((await client.notes.list({ customer: one })).notes)).toContain('xyzzynote')
  return { app, client, folder, ana: one, bea }
}

/** Every file below a folder. */
const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(name => join(folder, name))
    .filter(path => statSync(path).isFile())

/** Which of the planted words are in these bytes, in UTF-8 or UTF-16. */
const foundIn = (bytes: Buffer): string[] =>
  planted.filter(word => bytes.includes(word) || bytes.includes(word.toLowerCase()) || bytes.includes(Buffer.from(word, 'utf16le')))

/** The plain bytes of a closed database, with whatever lies in its free pages. */
function plain(folder: string): Buffer {
  const copy = testFolder()
  for (const name of ['hilo.db', 'store.json']) cpSync(join(folder, name), join(copy, name))
  const db = openDatabase({ folder: copy, key, readonly: false })
  db.pragma('journal_mode = DELETE')
  db.pragma("rekey = ''")
  db.close()
  return readFileSync(join(copy, 'hilo.db'))
}

test('with the app closed no file holds a readable word; erasing one customer leaves none in any page, index, log or later backup', async () => {
  const { app, client, folder, ana, bea } = await plantedWorkspace()
  const early = await client.backups.make()
  const { folder: into } = await client.backups.list()
  // Nothing of it is in the log either while it is written.
  expect(filesIn(folder).flatMap(path => foundIn(readFileSync(path)))).toEqual([])

  const { others, ...foreseen } = await client.privacy.foresee({ customer: ana })
  expect(others).toEqual([{ id: bea, name: 'Bea' }])
  const { audit, ...receipt } = await client.privacy.erase({ customer: ana })
  expect(receipt).toMatchObject({ interactions: 3, calls: 0, shared: 1, attachments: 1, notes: 1, mentions: 0, backups: [early.name] })
  expect(foreseen).toEqual(receipt)
  expect(receipt.identities).toBeGreaterThanOrEqual(2)
  expect((await client.privacy.audit({})).lines[0]).toEqual(audit)
  await expect(client.customers.get({ id: ana })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect((await client.search.query({ text: 'quxwordle', timeZone: 'UTC' })).hits).toEqual([])
  expect((await client.search.saved()).searches).toEqual([])
  expect(await client.customers.get({ id: bea })).toMatchObject({ name: 'Bea' })
  expect((await client.timeline.page({ customer: bea })).rows.map(({ text }) => text.trim())).toEqual([
    'My parcel is late',
    'Still late, paid with •••• •••• •••• 1111',
  ])
  const shown = [await client.customers.list({}), await client.search.query({ text: 'paid with', timeZone: 'UTC' })]
  expect(shown.map(each => JSON.stringify(each).match(/[•\d]{4} [•\d]{4} [•\d]{4} 1111/)?.[0])).toEqual([
    '•••• •••• •••• 1111',
    '•••• •••• •••• 1111',
  ])
  expect((await client.workspace.get()).interactions).toBe(2)
  // Nobody who comes later gets a number that a window still knows as that of somebody erased.
  const newest = async (id: string) => {
    const path = join(testFolder(), `${id}.eml`)
    const text = mail({ id, from: `${id}@x.example`, to: 'support@us.example', at: '2025-02-01T10:00:00Z', text: 'Hi' })
    writeFileSync(path, text)
    await importFiles(client, [path], ['support@us.example'])
    return (await client.customers.list({})).rows.find(({ name }) => name.includes(id))?.id ?? 0
  }
  const gone = await newest('first')
  await client.privacy.erase({ customer: gone })
  expect(await newest('second')).toBeGreaterThan(gone)
  await expect(client.customers.get({ id: gone })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const late = await client.backups.make()
  expect(await app.check()).toEqual([])
  await app.close()

  expect(filesIn(folder).flatMap(path => foundIn(readFileSync(path)))).toEqual([])
  expect(new Set(foundIn(plain(join(into, early.name)))), 'the search finds what is there').toEqual(new Set(planted))
  expect(foundIn(plain(folder))).toEqual([])
  expect(foundIn(plain(join(into, late.name)))).toEqual([])
})

test('everything of one customer is exported, and nothing of another; names of files lead nowhere', async () => {
  const { app, client, ana } = await plantedWorkspace()
  await expect(client.privacy.export({ customer: ana }, { signal: AbortSignal.abort() })).rejects.toThrow()
  expect((await client.privacy.audit({})).lines.map(({ what }) => what)).not.toContain('customer.exported')
  const events = await client.events()
  await events.next()
  const { path } = await client.privacy.export({ customer: ana })
  expect(await nextEvent(events, 'export.progress')).toEqual({ type: 'export.progress', customer: ana, done: 3, of: 3 })
  const answer = await app.document(path)
  expect(await app.document(path)).toBeUndefined()
  const entries = new Map<string, string>()
  const zip = await yauzl.fromBufferPromise(Buffer.from(answer?.body ?? []))
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName, String(await buffer(await zip.openReadStreamPromise(entry))))
  expect([...entries.keys()]).toEqual(['customer.json', 'customer.html', expect.stringMatching(/^attachments\/\d+-0-zanzibarine\.txt$/)])
  expect([...entries.values()].at(-1)).toBe('plughfile\n')
  const json = entries.get('customer.json') ?? ''
  expect(planted.filter(word => !json.includes(word) && !['plughfile', '600777888'].includes(word))).toEqual([])
  expect(json).not.toContain('parcel')
  expect(entries.get('customer.html')).toContain('xyzzynote about her')
  expect(entries.get('customer.html')).not.toMatch(/<script|src=/)
  expect((await client.privacy.audit({})).lines[0]).toMatchObject({ what: 'customer.exported', detail: { customer: ana } })
})

test('a line of the audit log that was changed, or taken out, is told by the check', async () => {
  const { app, client, folder } = await openTestApp()
  for (const keep of [3, 4, 5]) await client.backups.settings({ every: 'never', keep })
  expect(await app.check()).toEqual([])
  const { lines } = await client.privacy.audit({ limit: 2 })
  expect(lines.map(({ id }) => id)).toEqual([3, 2])
  expect((await client.privacy.audit({ limit: 2, before: 2 })).lines.map(({ id }) => id)).toEqual([1])
  expect(await client.privacy.checkAudit()).toEqual({ lines: 3, since: expect.any(Number) })
  await app.close()
  const db = openDatabase({ folder, key, readonly: false })
  expect(() => db.exec("UPDATE audit SET agent = 'somebody'")).toThrow('only added to')
  expect(() => db.exec('DELETE FROM audit')).toThrow('only added to')
  db.exec('DROP TRIGGER audit_never_changes; DROP TRIGGER audit_never_goes')
  const tried = (sql: string) => {
    db.exec(`SAVEPOINT tried; ${sql}`)
    const problems = checkIntegrity(db)
    db.exec('ROLLBACK TO tried')
    return problems
  }
  expect(tried("UPDATE audit SET agent = 'somebody' WHERE id = 2")).toEqual(['audit log: line 2 was changed'])
  expect(tried('UPDATE audit SET at = at + 1 WHERE id = 1')).toEqual(['audit log: line 1 was changed'])
  expect(tried('DELETE FROM audit WHERE id = 2')).toEqual(['audit log: line 2 is missing'])
  expect(tried('DELETE FROM audit WHERE id = 1')).toEqual(['audit log: line 1 is missing'])
  expect(tried('SELECT 1')).toEqual([])
  db.close()
})
