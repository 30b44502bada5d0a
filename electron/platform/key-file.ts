import { randomUUID } from 'node:crypto'
import { link, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makePrivate } from './folder.ts'

/** `key.json` holds the salt of a passphrase, `key.keychain` a key that only the system's keychain can decrypt. A folder has one of them. */
export type KeyFileName = 'key.json' | 'key.keychain'

/** A new key, and the file that leads to it. Nothing is written yet. */
export interface FreshKey {
  key: Uint8Array
  name: KeyFileName
  file: Uint8Array
}

/** Undefined when there is none. */
export async function readKeyFile(folder: string, name: KeyFileName): Promise<Buffer | undefined> {
  try {
    return await readFile(join(folder, name))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/**
 * Writes the file for this user alone and answers with what it holds in the end: another process may write it at the same time, and
 * the first one counts. A link is made whole or not at all.
 */
export async function writeKeyFile(folder: string, name: KeyFileName, content: Uint8Array): Promise<Buffer> {
  makePrivate(folder)
  const draft = join(folder, `${name}.${randomUUID()}`)
  await writeFile(draft, content, { mode: 0o600, flag: 'wx', flush: true })
  try {
    await link(draft, join(folder, name))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    await rm(draft, { force: true })
  }
  return readFile(join(folder, name))
}
