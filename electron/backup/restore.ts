import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { openStoreThread } from '../store/client.ts'
import type { rekey } from '../store/database.ts'
import { StoreError } from '../store/protocol.ts'
import { copyFiles, digestOf, flush, readManifest } from './folder.ts'
import { verify } from './make.ts'

interface Restored {
  /** A folder that a backup lies in. */
  from: string
  /** The workspace's new place: there must be none yet. */
  folder: string
  /** The key that the backup was made with, and the one that it is to have from now on. */
  key: Uint8Array
  newKey: () => Promise<Uint8Array>
  worker: URL
}

/** `not-a-backup`: nothing there, or it was never finished. `changed`: its bytes are not those that were written. `taken`: there is a workspace. */
export class CannotRestore extends Error {
  readonly reason: 'not-a-backup' | 'changed' | 'taken'
  constructor(reason: 'not-a-backup' | 'changed' | 'taken') {
    super(reason)
    this.reason = reason
  }
}

/**
 * Makes a workspace of a backup. The database comes last and whole: cut off at any moment, there is either no workspace or all of it. Rejects
 * with CannotRestore, or StoreError `wrong-key`, `corrupt`, `disk-full`.
 */
export async function restoreBackup({ from, folder, key, newKey, worker }: Restored): Promise<{ interactions: number; customers: number }> {
  const manifest = await readManifest(from)
  if (!manifest || !existsSync(join(from, 'hilo.db'))) throw new CannotRestore('not-a-backup')
  if (existsSync(join(folder, 'hilo.db'))) throw new CannotRestore('taken')
  if ((await digestOf(join(from, 'hilo.db'))) !== manifest.sha256) throw new CannotRestore('changed')
  const draft = join(folder, `.restore-${randomUUID()}`)
  await mkdir(draft, { recursive: true, mode: 0o700 })
  try {
    await copyFile(join(from, 'hilo.db'), join(draft, 'hilo.db'))
    await copyFiles(from, draft, ['store.json'])
    await verify(draft, key, worker)
    const fresh = await newKey()
    await changeKey(draft, key, fresh, worker)
    const { interactions, customers } = await verify(draft, fresh, worker)
    await flush(join(draft, 'hilo.db'), 'file')
    await rename(join(draft, 'store.json'), join(folder, 'store.json'))
    await rename(join(draft, 'hilo.db'), join(folder, 'hilo.db'))
    await flush(folder, 'folder')
    return { interactions, customers }
  } catch (error) {
    throw error instanceof Error && 'code' in error && error.code === 'ENOSPC' ? new StoreError({ code: 'disk-full' }) : error
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

/** Encrypts the database of a folder that nobody else has open anew. */
export async function changeKey(folder: string, key: Uint8Array, fresh: Uint8Array, worker: URL): Promise<void> {
  const thread = await openStoreThread<{ rekey: typeof rekey }>(worker, { folder, key, readonly: false })
  await thread.call('rekey', { key: fresh }).finally(() => thread.close())
}
