import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { asideOf, beginNext, dropNext, finishNext, nextOf, readyNext } from '../../../electron/backup/next.ts'

const old = ['hilo.db', 'hilo.db-wal', 'key.keychain', 'recovery.json', 'store.json']
const fresh = ['hilo.db', 'key.json', 'store.json']

/** A workspace, another one ready to take its place, and what does not belong to either. */
async function prepared(aside?: string) {
  const folder = mkdtempSync(join(tmpdir(), 'hilo-next-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const name of old) writeFileSync(join(folder, name), 'old')
  mkdirSync(join(folder, 'backups'))
  const next = await beginNext(folder)
  for (const name of fresh) writeFileSync(join(next, name), 'new')
  await readyNext(folder, aside === undefined ? {} : { aside })
  return { folder, next }
}

/** What lies in a folder: the workspace of which of the two. */
const lying = (folder: string) =>
  readdirSync(folder)
    .filter(name => name.includes('.'))
    .map(name => `${name} ${readFileSync(join(folder, name), 'utf8')}`)

test.each(Array.from({ length: 9 }, (_, cut) => cut))(
  'cut off after %i steps, the next start ends with the new one whole and the old one aside',
  async cut => {
    const { folder, next } = await prepared('before')
    const aside = join(folder, 'before')
    mkdirSync(aside)
    const steps = [
      ...['store.json', 'key.keychain', 'recovery.json', 'hilo.db', 'hilo.db-wal'].map(
        name => [join(folder, name), join(aside, name)] as const,
      ),
      [join(next, 'ready'), join(next, 'moving')] as const,
      ...['store.json', 'key.json'].map(name => [join(next, name), join(folder, name)] as const),
    ]
    for (const [from, to] of steps.slice(0, cut)) renameSync(from, to)
    await finishNext(folder)
    await finishNext(folder)
    expect(lying(aside)).toEqual(old.map(name => `${name} old`))
    expect(lying(folder)).toEqual(fresh.map(name => `${name} new`))
  },
)

test('what was not made ready goes without a trace; with nowhere to put it aside, the old key goes', async () => {
  const { folder } = await prepared()
  await dropNext(folder)
  expect(existsSync(nextOf(folder))).toBe(true)
  await finishNext(folder)
  expect(lying(folder)).toEqual(['hilo.db new', 'hilo.db-wal old', 'key.json new', 'store.json new'])
  await beginNext(folder)
  await finishNext(folder)
  await dropNext(folder)
  expect(existsSync(nextOf(folder))).toBe(false)
  expect(lying(folder)).toHaveLength(4)
})

test('a workspace is put aside by date, once more on the same day under a name of its own; where there is none, none is', async () => {
  const { folder } = await prepared()
  const at = Date.UTC(2026, 10, 22)
  expect(await asideOf(folder, at)).toBe('before-2026-11-22')
  mkdirSync(join(folder, 'before-2026-11-22'))
  expect(await asideOf(folder, at)).toBe('before-2026-11-22-2')
  expect(await asideOf(nextOf(join(folder, 'backups')), at)).toBeUndefined()
})
