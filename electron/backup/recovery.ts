import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { freshKey, keyFromSalt } from '../platform/passphrase-keys.ts'

/** `salt` is the text of a key.json, the rest AES-256-GCM (NIST SP 800-38D) over the workspace's key, in base64. */
const Recovery = z.object({ salt: z.string(), nonce: z.base64(), tag: z.base64(), wrapped: z.base64() })

const NAME = 'recovery.json'

/** How a backup made here opens on another computer: by the workspace's own passphrase, by one chosen for backups, or not at all. */
export function opensBy(folder: string): 'passphrase' | 'recovery' | 'nothing' {
  if (existsSync(join(folder, 'key.json'))) return 'passphrase'
  return existsSync(join(folder, NAME)) ? 'recovery' : 'nothing'
}

/** Keeps the workspace's key, encrypted with a passphrase, where every backup takes it along: for keys that only this computer's keychain knows. */
export async function protect(folder: string, key: Uint8Array, passphrase: string): Promise<void> {
  const { key: lock, file } = await freshKey(passphrase)
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', lock, nonce)
  const wrapped = Buffer.concat([cipher.update(key), cipher.final()])
  const text = (bytes: Buffer) => bytes.toString('base64')
  const kept: z.infer<typeof Recovery> = {
    salt: Buffer.from(file).toString('utf8'),
    nonce: text(nonce),
    tag: text(cipher.getAuthTag()),
    wrapped: text(wrapped),
  }
  const path = join(folder, NAME)
  await writeFile(`${path}.new`, JSON.stringify(kept), { mode: 0o600, flush: true })
  await rename(`${path}.new`, path)
}

/** The key that `protect` kept; undefined when there is none, or the passphrase is another one. */
export async function recover(folder: string, passphrase: string): Promise<Uint8Array | undefined> {
  const path = join(folder, NAME)
  if (!existsSync(path)) return undefined
  const { salt, nonce, tag, wrapped } = Recovery.parse(JSON.parse(await readFile(path, 'utf8')))
  const lock = await keyFromSalt(Buffer.from(salt), passphrase)
  const cipher = createDecipheriv('aes-256-gcm', lock, Buffer.from(nonce, 'base64')).setAuthTag(Buffer.from(tag, 'base64'))
  try {
    return Buffer.concat([cipher.update(Buffer.from(wrapped, 'base64')), cipher.final()])
  } catch {
    return undefined
  }
}
