import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { BackupView } from '#shared/contract/safety/backups.ts'
import { openStoreThread } from '../store/client.ts'
import type { checkIntegrity } from '../store/database.ts'
import { StoreError } from '../store/protocol.ts'
import type { counts } from '../workspace/queries.ts'
import type { copyInto } from './copy.ts'
import { copyFiles, digestOf, flush, KEY_FILES, writeManifest } from './folder.ts'

/** What is asked of the store's thread here. */
export interface Asked {
  copyInto: typeof copyInto
  checkIntegrity: typeof checkIntegrity
  counts: typeof counts
}

export interface Made {
  /** The workspace's folder and key. */
  folder: string
  key: Uint8Array
  /** Where backups lie, one folder each. */
  into: string
  worker: URL
  /** Epoch ms. */
  at: number
}

/**
 * Backs a workspace up while it is in use, from a thread of its own. The copy has the workspace's cipher and key; it is opened, read to its
 * last page and counted before it gets its name, so that a folder with a name is whole. Rejects with StoreError `disk-full`, `corrupt`, ...
 */
export async function makeBackup({ folder, key, into, worker, at }: Made): Promise<BackupView> {
  const draft = join(into, `.new-${randomUUID()}`)
  await mkdir(draft, { recursive: true, mode: 0o700 })
  try {
    const path = join(draft, 'hilo.db')
    const source = await openStoreThread<Asked>(worker, { folder, key, readonly: true })
    await source.call('copyInto', { path }).finally(() => source.close())
    await copyFiles(folder, draft, KEY_FILES)
    const { interactions, customers } = await verify(draft, key, worker)
    await flush(path, 'file')
    const manifest = { madeAt: at, bytes: (await stat(path)).size, interactions, customers }
    await writeManifest(draft, { format: 1, ...manifest, sha256: await digestOf(path) })
    const name = new Date(at).toISOString().replace(/[:.]/g, '-')
    await rename(draft, join(into, name))
    await flush(into, 'folder')
    return { name, ...manifest }
  } catch (error) {
    throw isFull(error) ? new StoreError({ code: 'disk-full' }) : error
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

/** Reads every page of a copy. Rejects with StoreError `corrupt` or `wrong-key`. */
export async function verify(folder: string, key: Uint8Array, worker: URL) {
  const copy = await openStoreThread<Asked>(worker, { folder, key, readonly: true })
  try {
    if ((await copy.call('checkIntegrity')).length > 0) throw new StoreError({ code: 'corrupt' })
    return await copy.call('counts')
  } finally {
    await copy.close()
  }
}

/** The disk, or what this user may write to it, is full. */
export function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
}
