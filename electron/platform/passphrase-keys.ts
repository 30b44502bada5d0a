import { createHash, randomBytes, scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import * as z from 'zod'
import type { KeyPort } from '../app/ports.ts'
import { type FreshKey, readKeyFile, takeKeyFile, writeKeyFile } from './key-file.ts'

/**
 * `salt` is base64. The costs stand beside it so that a later version can raise them for new workspaces. `sum`: over all else; a salt that was
 * damaged on the disk would make every passphrase look wrong.
 */
const Salt = z
  .object({
    kdf: z.literal('scrypt'),
    N: z
      .number()
      .int()
      .min(2 ** 14)
      .max(2 ** 22),
    r: z.number().int().min(1).max(32),
    p: z.number().int().min(1).max(16),
    salt: z.base64().min(22),
    sum: z.string().optional(),
  })
  // A backup may be anybody's: no more than 1 GB and some seconds (scrypt takes 128 N r bytes).
  .refine(({ N, r, p }) => N * r * p <= 2 ** 23)
type Salt = z.infer<typeof Salt>

/** RFC 7914 scrypt with the costs of the OWASP Password Storage Cheat Sheet (section scrypt): 128 MB and about 0.4 s. */
const costs = { N: 2 ** 17, r: 8, p: 1 } as const

const derive = promisify<string, Uint8Array, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt)

/**
 * The key of a workspace from a passphrase, for where the system has no keychain. Only the salt is written; whether the passphrase is
 * right shows when the database is opened. `atStart` answers for a person who is not there.
 */
export function passphraseKeys(atStart?: string): KeyPort {
  let given = atStart
  return {
    async state(folder) {
      const salt = await read(folder)
      if (given) return 'ready'
      return salt ? 'locked' : 'new'
    },
    async key(folder, passphrase = given) {
      if (!passphrase) throw new Error('a passphrase is needed')
      return fromPassphrase((await read(folder)) ?? (await choose(folder)), passphrase)
    },
    async keyIn(folder, passphrase = given) {
      return passphrase === undefined || (await readKeyFile(folder, 'key.keychain')) ? undefined : keyOf(folder, passphrase)
    },
    async fresh(passphrase) {
      if (passphrase === undefined) throw new Error('a passphrase is needed')
      // From now on somebody has to say it.
      given = undefined
      return freshKey(passphrase)
    },
    hasKeychain: async () => false,
  }
}

/** The key that opens what lies in a folder; undefined when it has no key.json. */
export async function keyOf(folder: string, passphrase: string): Promise<Uint8Array | undefined> {
  const salt = await read(folder)
  return salt && fromPassphrase(salt, passphrase)
}

/** A new key from a passphrase, and what a key.json has to hold for it. Nothing is written. */
export async function freshKey(passphrase: string): Promise<FreshKey> {
  const salt = newSalt()
  return { key: await fromPassphrase(salt, passphrase), name: 'key.json', file: serialised(salt) }
}

/** The key that a key.json's content and a passphrase lead to. */
export function keyFromSalt(file: Buffer, passphrase: string): Promise<Uint8Array> {
  return fromPassphrase(parse(file), passphrase)
}

function fromPassphrase({ N, r, p, salt }: Salt, passphrase: string): Promise<Buffer> {
  return derive(passphrase.normalize('NFKC'), Buffer.from(salt, 'base64'), 32, { N, r, p, maxmem: 256 * N * r })
}

function newSalt(): Salt {
  const salt = { kdf: 'scrypt' as const, ...costs, salt: randomBytes(32).toString('base64') }
  return { ...salt, sum: sumOf(salt) }
}

function sumOf({ kdf, N, r, p, salt }: Salt): string {
  return createHash('sha256')
    .update(JSON.stringify([kdf, N, r, p, salt]))
    .digest('hex')
    .slice(0, 16)
}

function serialised(salt: Salt): Buffer {
  return Buffer.from(`${JSON.stringify(salt)}\n`)
}

async function read(folder: string): Promise<Salt | undefined> {
  if (await readKeyFile(folder, 'key.keychain')) {
    throw new Error("the key of this workspace is in the system's keychain: open it with the desktop app")
  }
  return takeKeyFile(folder, 'key.json', parse)
}

async function choose(folder: string): Promise<Salt> {
  return parse(await writeKeyFile(folder, 'key.json', serialised(newSalt())))
}

function parse(file: Buffer): Salt {
  const salt = Salt.parse(JSON.parse(file.toString('utf8')))
  if (salt.sum !== undefined && salt.sum !== sumOf(salt)) throw new Error('damaged')
  return salt
}
