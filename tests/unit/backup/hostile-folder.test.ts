import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { linkSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { listBackups, removeOld } from '../../../electron/backup/folder.ts'
import { findBackups } from '../../../electron/backup/found.ts'
import { checkUnchanged } from '../../../electron/backup/restore.ts'
import { keyFromSalt, passphraseKeys } from '../../../electron/platform/passphrase-keys.ts'

const salt = { kdf: 'scrypt', N: 2 ** 14, r: 8, p: 1, salt: Buffer.alloc(32, 1).toString('base64') }

/** A folder of backups with one in it whose bytes are those that its manifest tells of. */
function place(more: Record<string, unknown> = {}) {
  const into = mkdtempSync(join(tmpdir(), 'hilo-hostile-'))
  onTestFinished(() => rmSync(into, { recursive: true }))
  const backup = join(into, 'backup')
  mkdirSync(backup)
  const sha256 = createHash('sha256').update('db').digest('hex')
  writeFileSync(join(backup, 'hilo.db'), 'db')
  writeFileSync(join(backup, 'key.json'), JSON.stringify(salt))
  writeFileSync(
    join(backup, 'backup.json'),
    JSON.stringify({ format: 1, madeAt: 1, bytes: 2, interactions: 1, customers: 1, sha256, ...more }),
  )
  return { into, backup }
}

const known = { keys: passphraseKeys(), key: undefined, worker: new URL('file:///nowhere') }

test('a link, a pipe, a device or a flood in the place of a file makes a folder no backup, and nobody waits for it', async () => {
  const { into, backup } = place()
  expect(await listBackups(into)).toHaveLength(1)
  await checkUnchanged(backup)
  for (const name of ['hilo.db', 'backup.json', 'key.json', 'recovery.json', 'store.json']) {
    const path = join(backup, name)
    const kept = join(into, '.kept')
    const had = readdirSync(backup).includes(name)
    if (had) renameSync(path, kept)
    const others: Record<string, () => void> = {
      link: () => symlinkSync(kept, path),
      device: () => symlinkSync('/dev/zero', path),
      pipe: () => execFileSync('mkfifo', [path]),
      folder: () => mkdirSync(path),
      ...(name !== 'hilo.db' && { flood: () => writeFileSync(path, Buffer.alloc(1_000_000, ' ')) }),
    }
    for (const [what, make] of Object.entries(others)) {
      make()
      expect([name, what, await listBackups(into), await findBackups(backup, known)]).toEqual([name, what, [], []])
      await expect(checkUnchanged(backup), `${name} ${what}`).rejects.toMatchObject({ reason: 'not-a-backup' })
      rmSync(path, { recursive: true })
    }
    if (had) linkSync(kept, path)
    rmSync(kept, { force: true })
  }
  await checkUnchanged(backup)
})

test('what is taken away when backups are many is never what a link leads to', async () => {
  const { into, backup } = place()
  const elsewhere = place().backup
  symlinkSync(elsewhere, join(into, 'linked'))
  await removeOld(into, 0)
  expect(readdirSync(into)).toEqual([])
  expect(readdirSync(elsewhere)).toEqual(['backup.json', 'hilo.db', 'key.json'])
  expect(backup).toContain(into)
})

test('a key file cannot ask for more memory or time than a computer has to spare', async () => {
  const asks = async (costs: Partial<typeof salt>) => keyFromSalt(Buffer.from(JSON.stringify({ ...salt, ...costs })), 'a passphrase')
  expect(await asks({})).toHaveLength(32)
  for (const costs of [{ N: 2 ** 22, r: 32 }, { N: 2 ** 20, p: 16 }, { N: 2 ** 40 }, { N: 2 ** 14, r: 1e9 }, { N: -1 }])
    await expect(asks(costs)).rejects.toThrow()
})

test('keys of every object in a manifest or a key file change no object', async () => {
  for (const name of ['__proto__', 'constructor', 'prototype']) {
    const { into } = place(JSON.parse(`{"${name}":{"polluted":1,"prototype":{"polluted":1}}}`))
    expect(await listBackups(into)).toEqual([{ name: 'backup', madeAt: 1, bytes: 2, interactions: 1, customers: 1 }])
    await keyFromSalt(Buffer.from(JSON.stringify({ ...salt, [name]: 1 }).replace('1}', '{"polluted":1}}')), 'a passphrase')
  }
  expect([Object.keys(Object.prototype), Reflect.get({}, 'polluted')]).toEqual([[], undefined])
})
