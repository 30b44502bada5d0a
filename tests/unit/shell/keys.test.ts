import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { KeyLost } from '../../../electron/platform/key-file.ts'
import { passphraseKeys } from '../../../electron/platform/passphrase-keys.ts'
import { keychainKeys } from '../../../electron/shell/keys.ts'
import { safeStorage } from './fakes/fake-electron.ts'

vi.mock('electron', () => import('./fakes/fake-electron.ts'))

afterEach(() => {
  Object.assign(safeStorage, { backend: 'gnome_libsecret', available: true })
})

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'hilo-keys-'))
  onTestFinished(() => rmSync(made, { recursive: true }))
  return made
}

test('the keychain keeps a key of its own for each workspace, and gives the same one again', async () => {
  const [one, other] = [folder(), folder()]
  const keys = keychainKeys(passphraseKeys())
  expect(await keys.state(one)).toBe('ready')
  const key = await keys.key(one)
  expect(key).toHaveLength(32)
  expect(await keychainKeys(passphraseKeys()).key(one)).toEqual(key)
  expect(await keys.key(other)).not.toEqual(key)
  const file = readFileSync(join(one, 'key.keychain'))
  expect(file.includes(Buffer.from(key).toString('base64'))).toBe(false)
  expect(file.includes(Buffer.from(key))).toBe(false)
  expect(statSync(join(one, 'key.keychain')).mode & 0o077).toBe(0)
})

test('two that make the key at once get the same', async () => {
  const one = folder()
  const keys = await Promise.all([1, 2, 3].map(() => keychainKeys(passphraseKeys()).key(one)))
  expect(keys[1]).toEqual(keys[0])
  expect(keys[2]).toEqual(keys[0])
})

test.each([
  ['there is no keychain', { available: false }],
  ['what there is protects nothing', { backend: 'basic_text' }],
])('where %s, a passphrase is asked for', async (_why, state) => {
  Object.assign(safeStorage, state)
  const one = folder()
  const keys = keychainKeys(passphraseKeys())
  expect(await keys.state(one)).toBe('new')
  const key = await keys.key(one, 'correct horse')
  expect(await keys.state(one)).toBe('locked')
  expect(await keys.key(one, 'correct horse')).toEqual(key)
  expect(await keys.key(one, 'wrong horse')).not.toEqual(key)
})

test('a workspace with a passphrase keeps it when a keychain appears', async () => {
  const one = folder()
  const key = await passphraseKeys('correct horse').key(one)
  const keys = keychainKeys(passphraseKeys())
  expect(await keys.state(one)).toBe('locked')
  expect(await keys.key(one, 'correct horse')).toEqual(key)
})

test('a workspace whose key is in the keychain is not given another one without it', async () => {
  const one = folder()
  await keychainKeys(passphraseKeys()).key(one)
  const keys = passphraseKeys('correct horse')
  await expect(keys.state(one)).rejects.toThrow('keychain')
  await expect(keys.key(one)).rejects.toThrow('keychain')
})

test('a new key for the keychain leads back to itself, is known where it lies, and not where another system wrote it', async () => {
  const one = folder()
  const keys = keychainKeys(passphraseKeys())
  expect(await keys.keyIn(one)).toBeUndefined()
  const fresh = await keys.fresh()
  expect(fresh.name).toBe('key.keychain')
  expect(Buffer.from(fresh.file).includes(Buffer.from(fresh.key).toString('base64'))).toBe(false)
  expect(await keys.fresh()).not.toEqual(fresh)
  writeFileSync(join(one, fresh.name), fresh.file)
  expect(await keys.keyIn(one)).toEqual(fresh.key)
  expect(await keys.key(one)).toEqual(fresh.key)
  Object.assign(safeStorage, { available: false })
  expect(await keys.keyIn(one, 'correct horse')).toBeUndefined()
  const other = folder()
  const chosen = await keys.fresh('correct horse')
  writeFileSync(join(other, chosen.name), chosen.file)
  expect(await keys.keyIn(other)).toBeUndefined()
  expect(await keys.keyIn(other, 'correct horse')).toEqual(chosen.key)
})

test('a damaged salt is said, not replaced', async () => {
  const one = folder()
  writeFileSync(join(one, 'key.json'), '{"kdf":')
  await expect(passphraseKeys('correct horse').key(one)).rejects.toThrow(KeyLost)
  expect(readFileSync(join(one, 'key.json'), 'utf8')).toBe('{"kdf":')
})
