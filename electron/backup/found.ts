import { stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { FoundBackup } from '#shared/contract/safety/backups.ts'
import type { KeyPort } from '../app/ports.ts'
import { openStoreThread } from '../store/client.ts'
import { StoreError } from '../store/protocol.ts'
import { listBackups, readManifest } from './folder.ts'
import type { Asked } from './make.ts'
import { opensBy, recover } from './recovery.ts'

/** More than these of a folder nobody looks at. */
const MOST = 20

interface Known {
  keys: KeyPort
  /** That of the workspace that is open. */
  key: Uint8Array | undefined
  worker: URL
}

/** The backup that a folder is; else those in it, or in its folder of backups, newest first. */
export async function findBackups(path: string, known: Known): Promise<FoundBackup[]> {
  const places = (await readManifest(path)) ? [dirname(path)] : [path, join(path, 'backups')]
  const only = places.length === 1 ? basename(path) : undefined
  const found: FoundBackup[] = []
  for (const place of places) {
    for (const backup of (await listBackups(place)).slice(0, MOST)) {
      if (only !== undefined && backup.name !== only) continue
      const folder = join(place, backup.name)
      found.push({ ...backup, path: folder, opens: await howItOpens(folder, known) })
    }
  }
  return found
}

async function howItOpens(folder: string, known: Known): Promise<FoundBackup['opens']> {
  if (await keyOfBackup(folder, undefined, known)) return 'here'
  return opensBy(folder) === 'nothing' ? 'nothing' : 'passphrase'
}

/**
 * The key that opens a backup: one that is known here, that of its workspace's passphrase, or the one kept for a passphrase chosen for backups
 * (`recovered`). Undefined when none of them does.
 */
export async function keyOfBackup(
  folder: string,
  passphrase: string | undefined,
  { keys, key, worker }: Known,
): Promise<{ key: Uint8Array; recovered: boolean } | undefined> {
  for (const known of [key, await keys.keyIn(folder), passphrase && (await keys.keyIn(folder, passphrase))])
    if (known && (await opens(folder, known, worker))) return { key: known, recovered: false }
  const kept = passphrase && (await recover(folder, passphrase))
  return kept && (await opens(folder, kept, worker)) ? { key: kept, recovered: true } : undefined
}

async function opens(folder: string, key: Uint8Array, worker: URL): Promise<boolean> {
  try {
    const thread = await openStoreThread<Asked>(worker, { folder, key, readonly: true })
    await thread.close()
    return true
  } catch (error) {
    if (error instanceof StoreError && error.code === 'wrong-key') return false
    // What is no database at all is told by its fingerprint.
    if (
      await stat(join(folder, 'hilo.db')).then(
        () => true,
        () => false,
      )
    )
      throw error
    return false
  }
}
