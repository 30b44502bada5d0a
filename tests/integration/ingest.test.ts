import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeMbox } from './support/mail.ts'
import { importFiles, openTestApp, testFolder } from './support/workspace.ts'

const support = 'Support <support@us.example>'
const ana = 'Ana Ruiz <Ana@Example.es>'

function thread(folder: string, name: string, count: number, from = 0) {
  return writeMbox(
    join(folder, name),
    Array.from({ length: count }, (_, index) => ({
      id: `m${index + from}@example.es`,
      from: (index + from) % 2 === 0 ? ana : support,
      to: (index + from) % 2 === 0 ? support : ana,
      at: new Date(Date.UTC(2025, 2, 1, 10, index + from)).toISOString(),
      text: `message ${index + from}`,
    })),
  )
}

test('importing twice, or two overlapping exports, adds nothing', async () => {
  const { client } = await openTestApp()
  const files = testFolder()
  const first = await importFiles(client, [thread(files, 'first.mbox', 20)], ['support@us.example'])
  expect(first).toMatchObject({ state: 'done', read: 20, added: 20, duplicates: 0, rejected: 0 })
  expect(await importFiles(client, [join(files, 'first.mbox')])).toMatchObject({ read: 20, added: 0, duplicates: 20 })
  expect(await importFiles(client, [thread(files, 'later.mbox', 20, 10)])).toMatchObject({ read: 20, added: 10, duplicates: 10 })
  const { rows } = await client.customers.list({})
  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({ name: 'Ana Ruiz', interactions: 30, lastDirection: 'out' })
})

test('the same mail as mbox, Maildir and .eml is one interaction', async () => {
  const { client } = await openTestApp()
  const files = testFolder()
  const mbox = thread(files, 'one.mbox', 1)
  const raw = readFileSync(mbox, 'utf8').replace(/^From .*\n/, '')
  for (const folder of ['cur', 'new', 'tmp']) mkdirSync(join(files, 'maildir', folder), { recursive: true })
  writeFileSync(join(files, 'maildir', 'cur', '1700000000.1.host:2,S'), raw)
  writeFileSync(join(files, 'one.eml'), raw)
  const job = await importFiles(client, [mbox, join(files, 'maildir'), join(files, 'one.eml')], ['support@us.example'])
  expect(job).toMatchObject({ read: 3, added: 1, duplicates: 2 })
})

test('one number is one customer on every channel, however it is written', async () => {
  const { client } = await openTestApp()
  await client.workspace.settings({ region: 'ES', timeZone: 'Europe/Madrid' })
  const files = testFolder()
  writeFileSync(
    join(files, 'WhatsApp Chat with +34 600 11 12 22.txt'),
    '12/03/2025, 18:05 - +34 600 11 12 22: hola\n13/03/2025, 18:06 - Tienda: buenas\n',
  )
  writeFileSync(join(files, 'calls.csv'), 'Start;Caller;Called;Status;Talk\n2025-03-12 17:59:00;600111222;910000000;missed;0\n')
  const job = await importFiles(
    client,
    [join(files, 'WhatsApp Chat with +34 600 11 12 22.txt'), join(files, 'calls.csv')],
    ['910000000', 'Tienda'],
  )
  expect(job.problems).toEqual([])
  const { rows } = await client.customers.list({})
  expect(rows.map(row => row.interactions)).toEqual([3])
  const { rows: timeline } = await client.timeline.page({ customer: rows[0]?.id ?? 0 })
  expect(timeline.map(row => [row.channel, row.direction])).toEqual([
    ['phone', 'in'],
    ['chat', 'in'],
    ['chat', 'out'],
  ])
})

test('mails that arrive in any order join one thread', async () => {
  const { client } = await openTestApp()
  const files = testFolder()
  const mails = ['a', 'b', 'c', 'd'].map((id, index, all) => ({
    id,
    from: ana,
    to: support,
    at: new Date(Date.UTC(2025, 2, 1, 10, index)).toISOString(),
    references: all.slice(Math.max(0, index - 1), index),
  }))
  const [a, b, c, d] = mails
  if (!a || !b || !c || !d) throw new Error('four mails')
  for (const [name, one] of [
    ['1', d],
    ['2', a],
    ['3', c],
    ['4', b],
  ] as const) {
    await importFiles(client, [writeMbox(join(files, `${name}.mbox`), [one])], ['support@us.example'])
  }
  const { rows } = await client.customers.list({})
  const page = await client.timeline.page({ customer: rows[0]?.id ?? 0 })
  expect(new Set(page.rows.map(row => row.thread)).size).toBe(1)
  expect(page.rows).toHaveLength(4)
})

test('what cannot be read costs one problem each and the rest goes in', async () => {
  const { client } = await openTestApp()
  const files = testFolder()
  writeFileSync(join(files, 'empty.mbox'), '')
  writeFileSync(join(files, 'picture.png'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]))
  writeFileSync(join(files, 'cut.zip'), Buffer.from('PK\x03\x04 and then nothing'))
  thread(files, 'good.mbox', 3)
  writeMbox(join(files, 'dates.mbox'), [
    { id: 'old@x', from: ana, to: support, at: '1900-01-01T00:00:00Z' },
    { id: 'new@x', from: ana, to: support, at: '2099-01-01T00:00:00Z' },
    { id: 'fine@x', from: ana, to: support, at: '2025-01-01T00:00:00Z' },
  ])
  const job = await importFiles(client, [files, join(files, 'gone.mbox')], ['support@us.example'])
  expect(job.state).toBe('done')
  const problems = job.problems.map(({ file, code }) => `${file.split('/').at(-1)} ${code}`)
  expect(problems).toContain('empty.mbox empty')
  expect(problems).toContain('picture.png not-recognised')
  expect(problems).toContain('cut.zip broken-zip')
  expect(problems).toContain('gone.mbox not-found')
  expect(job.added).toBeGreaterThanOrEqual(4)
})

test('a folder without permission is said to be one', async () => {
  const { client } = await openTestApp()
  const files = testFolder()
  const locked = join(files, 'locked')
  mkdirSync(locked)
  writeFileSync(join(locked, 'a.eml'), 'From: a@b.example\n\nhi')
  chmodSync(locked, 0o000)
  const readable = process.getuid?.() === 0
  const job = await importFiles(client, [locked])
  chmodSync(locked, 0o700)
  // The administrator may read anything: there is nothing to refuse then.
  expect(job.problems.map(problem => problem.code)).toEqual(readable ? job.problems.map(problem => problem.code) : ['no-permission'])
})

test('one import at a time; a cancelled one is safe to run again', async () => {
  const { client } = await openTestApp()
  const files = testFolder()
  const path = thread(files, 'long.mbox', 8000)
  const { job } = await client.imports.start({ items: [{ path }], own: ['support@us.example'] })
  await expect(client.imports.start({ items: [{ path }], own: [] })).rejects.toMatchObject({ code: 'BUSY' })
  await client.imports.cancel({ job })
  await expect.poll(async () => (await client.imports.jobs()).jobs[0]?.endedAt).toBeDefined()
  expect((await client.imports.jobs()).jobs[0]?.state).toMatch(/cancelled|done/)
  const again = await importFiles(client, [path])
  expect(again.added + again.duplicates).toBe(8000)
  expect((await client.workspace.get()).interactions).toBe(8000)
})

test('nothing of a customer can be read in any file of the workspace', async () => {
  const { app, client, folder } = await openTestApp()
  const files = testFolder()
  const path = writeMbox(join(files, 'secret.mbox'), [
    {
      id: 'secret@x',
      from: 'Zoraida <zoraida@private.example>',
      to: support,
      at: '2025-01-01T00:00:00Z',
      text: 'the quetzalcoatl password',
    },
  ])
  expect(await importFiles(client, [path], ['support@us.example'])).toMatchObject({ added: 1 })
  const everything = () => readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  const holds = (word: string) => everything().filter(entry => readFileSync(join(entry.parentPath, entry.name)).includes(word))
  for (const word of ['quetzalcoatl', 'zoraida', 'SQLite format']) expect(holds(word)).toEqual([])
  await app.close()
  for (const word of ['quetzalcoatl', 'zoraida', 'SQLite format']) expect(holds(word)).toEqual([])
  expect(everything().map(entry => entry.name)).toContain('hilo.db')
})

test('a full disk stops the import with one clear word, keeps what was committed, and the next run completes it', async () => {
  const folder = testFolder()
  const mount = join(folder, 'small')
  mkdirSync(mount)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', mount], { stdio: 'ignore' })
  } catch {
    // Only the administrator can make a small disk; elsewhere the limit of SQLite's own page count says the same.
    return
  }
  try {
    const { app, client } = await openTestApp({ folder: mount })
    const path = writeMbox(
      join(folder, 'big.mbox'),
      Array.from({ length: 4000 }, (_, index) => ({
        id: `m${index}@x`,
        from: ana,
        to: support,
        at: new Date(Date.UTC(2025, 2, 1, 10, 0, index)).toISOString(),
        text: `${index} ${'lorem ipsum dolor sit amet '.repeat(150)}`,
      })),
    )
    const job = await importFiles(client, [path], ['support@us.example'])
    expect(job).toMatchObject({ state: 'failed', problem: { code: 'disk-full' } })
    const kept = (await client.workspace.get()).interactions
    expect(kept).toBe(job.added)
    expect(await app.check()).toEqual([])
    execFileSync('mount', ['-o', 'remount,size=200m', mount])
    expect(await importFiles(client, [path])).toMatchObject({ state: 'done', added: 4000 - kept, duplicates: kept })
    await app.close()
  } finally {
    execFileSync('umount', ['-l', mount])
  }
})
