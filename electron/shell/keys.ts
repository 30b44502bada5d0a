import { randomBytes } from 'node:crypto'
import { safeStorage } from 'electron'
import type { KeyPort } from '../app/ports.ts'
import { readKeyFile, takeKeyFile, writeKeyFile } from '../platform/key-file.ts'

/**
 * A random key per workspace, encrypted by the system's keychain. Where there is none, and for a workspace that a passphrase was
 * chosen for, `fallback` gives the key.
 */
export function keychainKeys(fallback: KeyPort): KeyPort {
  const choice = async (folder: string): Promise<'keychain' | 'fallback'> => {
    if (await readKeyFile(folder, 'key.json')) return 'fallback'
    return (await hasKeychain()) ? 'keychain' : 'fallback'
  }
  return {
    async state(folder) {
      return (await choice(folder)) === 'keychain' ? 'ready' : fallback.state(folder)
    },
    async key(folder, passphrase) {
      return (await choice(folder)) === 'keychain' ? keychainKey(folder) : fallback.key(folder, passphrase)
    },
    async keyIn(folder, passphrase) {
      const file = (await hasKeychain()) ? await readKeyFile(folder, 'key.keychain') : undefined
      // That of another computer, or user, says nothing here.
      return file ? decrypted(file).catch(() => undefined) : fallback.keyIn(folder, passphrase)
    },
    async fresh(passphrase) {
      if (passphrase !== undefined) return fallback.fresh(passphrase)
      const key = randomBytes(32)
      return { key, name: 'key.keychain', file: await safeStorage.encryptStringAsync(key.toString('base64')) }
    },
    hasKeychain,
  }
}

/** `basic_text` is Chromium's stand-in on a Linux desktop without one: a key that is the same everywhere, so no protection. */
async function hasKeychain(): Promise<boolean> {
  if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return false
  return safeStorage.isAsyncEncryptionAvailable()
}

async function keychainKey(folder: string): Promise<Uint8Array> {
  return (await takeKeyFile(folder, 'key.keychain', decrypted)) ?? decrypted(await make(folder))
}

async function decrypted(file: Buffer): Promise<Uint8Array> {
  const { result } = await safeStorage.decryptStringAsync(file)
  return Buffer.from(result, 'base64')
}

async function make(folder: string): Promise<Buffer> {
  const encrypted = await safeStorage.encryptStringAsync(randomBytes(32).toString('base64'))
  return writeKeyFile(folder, 'key.keychain', encrypted)
}
