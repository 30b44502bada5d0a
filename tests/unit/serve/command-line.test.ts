import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const commandLine = join(import.meta.dirname, '..', '..', '..', 'electron', 'serve', 'hilo.ts')
const folder = mkdtempSync(join(tmpdir(), 'hilo-cli-'))
const data = join(folder, 'data')
afterAll(() => rmSync(folder, { recursive: true }))

interface Outcome {
  code: number
  stdout: string
  stderr: string
}

function hilo(args: string[], env: Record<string, string> = {}): Promise<Outcome> {
  return new Promise(resolve => {
    const child = execFile(
      process.execPath,
      [commandLine, ...args, '--data', data],
      { env: { ...process.env, HILO_PASSPHRASE: 'correct horse', LC_ALL: 'C', ...env } },
      (_error, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    )
    child.stdin?.end()
  })
}

async function json(args: string[]) {
  const { code, stdout } = await hilo([...args, '--json'])
  expect(code).toBe(0)
  return JSON.parse(stdout)
}

function mail(n: number, from: string, to: string, date: string, text: string): string {
  return `From x Mon Mar  2 10:00:00 2026\nFrom: ${from}\nTo: ${to}\nSubject: Alta ${n}\nDate: ${date}\nMessage-ID: <${n}@example.es>\n\n${text}\n\n`
}

const ours = 'soporte@hilo.example'
const long = 'palabra '.repeat(4000).trim()
const files = { mbox: join(folder, 'a.mbox'), notes: join(folder, 'notes.bin'), missing: join(folder, 'missing.mbox') }

beforeAll(() => {
  writeFileSync(
    files.mbox,
    mail(1, 'Ana <ana@example.es>', ours, 'Mon, 2 Mar 2026 10:00:00 +0100', long) +
      mail(2, ours, 'ana@example.es', 'Mon, 2 Mar 2026 11:00:00 +0100', 'Hecho.') +
      mail(3, 'Jonas <jonas@example.de>', ours, 'Tue, 3 Mar 2026 09:00:00 +0100', 'Guten Tag'),
  )
  writeFileSync(files.notes, Buffer.from([0, 1, 2, 3, 255, 254, 0, 7]))
})

test('an import counts what it read, and what it could not read, with file and reason', async () => {
  const result = await json([
    'import',
    files.mbox,
    files.notes,
    files.missing,
    '--own',
    ours,
    '--region',
    'es',
    '--time-zone',
    'Europe/Madrid',
  ])
  expect(result).toMatchObject({ read: 3, added: 3, duplicates: 0, rejected: 2 })
  expect(result.rejections).toEqual([
    { file: expect.stringContaining('notes.bin'), reason: expect.stringMatching(/\.$/) },
    { file: expect.stringContaining('missing.mbox'), reason: expect.stringMatching(/\.$/) },
  ])
  expect(await json(['import', files.mbox])).toMatchObject({ read: 3, added: 0, duplicates: 3, rejected: 0 })
})

test('a timeline is whole and oldest first', async () => {
  const rows = await json(['timeline', '--who', 'ANA@example.es'])
  expect(rows).toMatchObject([
    {
      channel: 'email',
      direction: 'in',
      occurredAt: '2026-03-02T09:00:00.000Z',
      from: 'ana@example.es',
      to: [ours],
      subject: 'Alta 1',
      text: long,
      attachments: [],
      source: { connector: 'email' },
    },
    { direction: 'out', occurredAt: '2026-03-02T10:00:00.000Z', from: ours, to: ['ana@example.es'], text: 'Hecho.' },
  ])
})

test('customers come with their identities, newest activity first', async () => {
  expect(await json(['customers'])).toEqual([
    {
      id: expect.any(Number),
      name: 'Jonas',
      identities: [{ kind: 'email', value: 'jonas@example.de' }],
      interactions: 1,
      lastAt: '2026-03-03T08:00:00.000Z',
    },
    {
      id: expect.any(Number),
      name: 'Ana',
      identities: [{ kind: 'email', value: 'ana@example.es' }],
      interactions: 2,
      lastAt: '2026-03-02T10:00:00.000Z',
    },
  ])
})

test('a search finds words', async () => {
  const found = await json(['search', 'guten'])
  expect(found.hits).toMatchObject([
    { customerName: 'Jonas', occurredAt: '2026-03-03T08:00:00.000Z', snippet: expect.stringContaining('Guten') },
  ])
})

test('a person reads tables and sentences, in their language', async () => {
  expect((await hilo(['customers'])).stdout).toBe('2026-03-03  1  Jonas  jonas@example.de\n2026-03-02  2  Ana    ana@example.es\n')
  expect((await hilo(['check'], { LC_ALL: 'es_ES.UTF-8' })).stdout).toBe('El espacio está íntegro.\n')
  expect((await hilo(['import', files.mbox], { LC_ALL: 'es_ES.UTF-8' })).stdout).toBe('3 leídas, 0 añadidas, 3 ya estaban, 0 rechazadas\n')
})

test.each([
  ['nobody of that name', ['timeline', '--who', 'nobody@example.es'], {}, 'nobody@example.es'],
  ['a wrong passphrase', ['customers'], { HILO_PASSPHRASE: 'wrong horse' }, 'does not fit'],
  ['no passphrase and no terminal', ['customers'], { HILO_PASSPHRASE: '' }, 'HILO_PASSPHRASE'],
])('%s fails with one line', async (_why, args, env, says) => {
  const { code, stdout, stderr } = await hilo([...args, '--json'], env)
  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toContain(says)
  expect(stderr.trim().split('\n')).toHaveLength(1)
})

test.each([
  [[], 'hilo COMMAND'],
  [['constructor'], 'There is no command constructor.'],
  [['import'], '  import PATH...'],
  [['erase', '--who', 'ana@example.es'], '  erase --who IDENTITY --yes'],
  [['retention', 'set', 'email=5x', '--yes'], '5y, 18m or keep'],
  [['restore'], '  restore BACKUP'],
  [['customers', '--colour', 'red'], 'hilo COMMAND'],
  [['serve', '--port', 'http'], 'hilo COMMAND'],
  [['import', 'a.mbox', '--region', 'Spain'], 'hilo COMMAND'],
  [['import', 'a.mbox', '--time-zone', 'Madrid'], 'hilo COMMAND'],
])('%j is wrong usage, and says what is right', async (args, says) => {
  const { code, stdout, stderr } = await hilo(args)
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toContain(says)
})

test('help is a result', async () => {
  const { code, stdout } = await hilo(['--help'])
  expect(code).toBe(0)
  expect(stdout).toContain('hilo COMMAND')
})

test('an intact workspace says so', async () => {
  expect(await json(['check'])).toEqual({ ok: true, problems: [] })
})

test('a list to link: what is wrong with the file or a line of it is one sentence each, and the other lines go in', async () => {
  const list = join(folder, 'people.csv')
  writeFileSync(
    list,
    '\ufeffentity;name;mail\n1;"Ana; Gil";ana@a.example\n1;"Ana Gil;ana@a.example\n2;Eva;e;e@a.example\n3;Leo;leo@a.example\n',
  )
  writeFileSync(join(folder, 'none.csv'), '')
  const [missing, aFolder, none, noTruth, linked] = await Promise.all(
    [join(folder, 'nowhere.csv'), folder, join(folder, 'none.csv'), files.mbox, list].map(file =>
      hilo(['link', '--truth', file, '--json']),
    ),
  )
  expect(missing).toEqual({ code: 1, stdout: '', stderr: `There is no file ${join(folder, 'nowhere.csv')}.\n` })
  expect(aFolder).toEqual({ code: 1, stdout: '', stderr: `${folder} is a folder; name a file.\n` })
  expect(none).toEqual({ code: 1, stdout: '', stderr: `${join(folder, 'none.csv')} is empty.\n` })
  expect(noTruth).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/no column named entity/) })
  expect(linked?.code).toBe(0)
  expect(JSON.parse(linked?.stdout ?? '')).toEqual({ precision: 1, recall: 1, f1: 1, pairs: 1 })
  expect(linked?.stderr).toBe(
    `${list}: line 3: a quote does not end its cell; read without it.\n${list}: line 4: more cells than the first line has; left out.\n`,
  )
})
