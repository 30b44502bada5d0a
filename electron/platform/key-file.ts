import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { link, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makePrivate } from './folder.ts'

/** `key.json` holds the salt of a passphrase, `key.keychain` a key that only the system's keychain can decrypt. A folder has one of them. */
export type KeyFileName = 'key.json' | 'key.keychain'

/** There is a workspace, and what leads to its key is gone or is not what was written; no backup has it either. */
export class KeyLost extends Error {}

/**
 * What the file leads to, taken out by `take`, which throws when it is not what was written. Without it nobody can read the workspace, and every
 * backup has a copy: where the file is damaged or gone, the newest that is whole takes its place. Undefined when there is no workspace yet either.
 */
export async function takeKeyFile<T>(folder: string, name: KeyFileName, take: (file: Buffer) => T | Promise<T>): Promise<T | undefined> {
  const file = await readKeyFile(folder, name)
  try {
    if (file) return await take(file)
  } catch {
    // Another place may have it whole.
  }
  const isUsed = existsSync(join(folder, 'hilo.db'))
  const backups = join(folder, 'backups')
  const made = !isUsed ? [] : (await readdir(backups).catch(() => [])).filter(each => !each.startsWith('.'))
  for (const each of made.sort().reverse()) {
    const copy = await readKeyFile(join(backups, each), name)
    if (!copy) continue
    try {
      const taken = await take(copy)
      await rm(join(folder, name), { force: true })
      await writeKeyFile(folder, name, copy)
      return taken
    } catch {
      // That one is damaged too.
    }
  }
  // A new one would lead to another key than the one that everything was written with.
  if (file || isUsed) throw new KeyLost()
  return undefined
}

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
