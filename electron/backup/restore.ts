import { existsSync } from 'node:fs'
import { copyFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { noteAudit } from '../audit/audit.ts'
import type { holdReplies } from '../outbox/settle.ts'
import type { FreshKey } from '../platform/key-file.ts'
import { openStoreThread } from '../store/client.ts'
import type { rekey } from '../store/database.ts'
import { StoreError } from '../store/protocol.ts'
import { copyFiles, digestOf, KEY_FILES, readManifest } from './folder.ts'
import { isFull, verify } from './make.ts'
import { beginNext, dropNext, finishNext, readyNext } from './next.ts'

export interface Restored {
  /** A folder that a backup lies in. */
  from: string
  /** The workspace's place. */
  folder: string
  /** The key that the backup was made with, and the one that it is to have from now on; without, it keeps its own. */
  key: Uint8Array
  fresh?: FreshKey | undefined
  worker: URL
  /** Epoch ms, and who does it. */
  at: number
  agent?: string | undefined
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
 * Makes a workspace of a backup where there is none yet. Cut off at any moment, there is either no workspace or all of it, at the latest after
 * `finishNext`. Rejects with CannotRestore, or StoreError `wrong-key`, `corrupt`, `disk-full`.
 */
export async function restoreBackup(restored: Restored): Promise<{ interactions: number; customers: number }> {
  if (existsSync(join(restored.folder, 'hilo.db'))) throw new CannotRestore('taken')
  const { interactions, customers } = await stageRestore(restored)
  await readyNext(restored.folder, {})
  await finishNext(restored.folder)
  return { interactions, customers }
}

/**
 * Makes a workspace of a backup beside the one that is there, which is not touched: it takes its place by `readyNext` and `finishNext`. Rejects as
 * `restoreBackup` does.
 */
export async function stageRestore({
  from,
  folder,
  key,
  fresh,
  worker,
  at,
  agent,
}: Restored): Promise<{ interactions: number; customers: number }> {
  await checkUnchanged(from)
  const next = await beginNext(folder)
  try {
    await copyFile(join(from, 'hilo.db'), join(next, 'hilo.db'))
    await copyFiles(from, next, fresh ? ['store.json'] : KEY_FILES)
    if (fresh) {
      await changeKey(next, key, fresh.key, worker)
      await writeFile(join(next, fresh.name), fresh.file, { mode: 0o600, flush: true })
    }
    const now = fresh?.key ?? key
    const thread = await openStoreThread<{ noteAudit: typeof noteAudit; holdReplies: typeof holdReplies }>(worker, {
      folder: next,
      key: now,
      readonly: false,
    })
    try {
      await thread.call('holdReplies')
      await thread.call('noteAudit', { at, agent, what: 'workspace.restored' })
    } finally {
      await thread.close()
    }
    return await verify(next, now, worker)
  } catch (error) {
    await dropNext(folder)
    throw isFull(error) ? new StoreError({ code: 'disk-full' }) : error
  }
}

/** Rejects with CannotRestore unless there is a backup with every byte that was written. */
export async function checkUnchanged(from: string): Promise<void> {
  const manifest = await readManifest(from)
  if (!manifest || !existsSync(join(from, 'hilo.db'))) throw new CannotRestore('not-a-backup')
  if ((await digestOf(join(from, 'hilo.db'))) !== manifest.sha256) throw new CannotRestore('changed')
}

/** Encrypts the database of a folder that nobody else has open anew. */
export async function changeKey(folder: string, key: Uint8Array, fresh: Uint8Array, worker: URL): Promise<void> {
  const thread = await openStoreThread<{ rekey: typeof rekey }>(worker, { folder, key, readonly: false })
  await thread.call('rekey', { key: fresh }).finally(() => thread.close())
}
