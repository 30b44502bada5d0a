import { randomBytes, randomUUID, scrypt } from 'node:crypto'
import { link, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import * as z from 'zod'
import type { KeyPort } from '../app/ports.ts'
import { makePrivate } from './folder.ts'

/** `salt` is base64. The costs stand beside it so that a later version can raise them for new workspaces. */
const KeyFile = z.object({
  kdf: z.literal('scrypt'),
  N: z
    .number()
    .int()
    .min(2 ** 14)
    .max(2 ** 22),
  r: z.number().int().min(1).max(32),
  p: z.number().int().min(1).max(16),
  salt: z.base64().min(22),
})
type KeyFile = z.infer<typeof KeyFile>

/** RFC 7914 scrypt with the costs of the OWASP Password Storage Cheat Sheet (section scrypt): 128 MB and about 0.3 s. */
const costs = { N: 2 ** 17, r: 8, p: 1 } as const

/**
 * The key of a workspace from a passphrase, for where the system has no keychain. Only the salt is written (`key.json`, for this
 * user alone); whether the passphrase is right shows when the database is opened. `given` answers for a person who is not there.
 */
export function passphraseKeys(given?: string): KeyPort {
  return {
    async state(folder) {
      if (given) return 'ready'
      return (await read(folder)) ? 'locked' : 'new'
    },
    async key(folder, passphrase = given) {
      if (!passphrase) throw new Error('a passphrase is needed')
      const { N, r, p, salt } = (await read(folder)) ?? (await choose(folder))
      const text = passphrase.normalize('NFKC')
      const derive = promisify<string, Uint8Array, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt)
      return derive(text, Buffer.from(salt, 'base64'), 32, { N, r, p, maxmem: 256 * N * r })
    },
  }
}

async function read(folder: string): Promise<KeyFile | undefined> {
  try {
    return KeyFile.parse(JSON.parse(await readFile(join(folder, 'key.json'), 'utf8')))
  } catch (error) {
    if (isMissing(error)) return undefined
    throw new Error(`${join(folder, 'key.json')} cannot be read; without it the workspace cannot be opened`, { cause: error })
  }
}

/** Another process may choose at the same time: a link is made whole or not at all, and the first one counts. */
async function choose(folder: string): Promise<KeyFile> {
  makePrivate(folder)
  const chosen: KeyFile = { kdf: 'scrypt', ...costs, salt: randomBytes(32).toString('base64') }
  const draft = join(folder, `key.json.${randomUUID()}`)
  await writeFile(draft, `${JSON.stringify(chosen)}\n`, { mode: 0o600, flag: 'wx', flush: true })
  try {
    await link(draft, join(folder, 'key.json'))
    return chosen
  } catch (error) {
    const first = await read(folder)
    if (!first) throw error
    return first
  } finally {
    await rm(draft, { force: true })
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
