import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FreshKey } from '../platform/key-file.ts'
import { openStoreThread } from '../store/client.ts'
import type { beAlone } from '../store/database.ts'
import { copyFiles } from './folder.ts'
import { type Asked, verify } from './make.ts'
import { beginNext, dropNext, finishNext, readyNext } from './next.ts'
import { changeKey } from './restore.ts'

interface Rekeyed {
  folder: string
  key: Uint8Array
  fresh: FreshKey
  worker: URL
}

/**
 * Gives a workspace another key. Nobody else may have it open: rejects with StoreError `busy` when somebody does. The database is encrypted
 * anew beside the old one and read to its end; only then it is put in place with its key, and should that be cut off, `finishNext` goes on with
 * it. Backups made from then on need a passphrase of their own again, where they had one.
 */
export async function rekeyWorkspace({ folder, key, fresh, worker }: Rekeyed): Promise<void> {
  const next = await beginNext(folder)
  const source = await openStoreThread<Asked & { beAlone: typeof beAlone }>(worker, { folder, key, readonly: false })
  try {
    await source.call('beAlone')
    await source.call('copyInto', { path: join(next, 'hilo.db') })
    await copyFiles(folder, next, ['store.json'])
    await changeKey(next, key, fresh.key, worker)
    await verify(next, fresh.key, worker)
    await writeFile(join(next, fresh.name), fresh.file, { mode: 0o600, flush: true })
    await readyNext(folder, {})
    // Windows replaces no open file; elsewhere nobody can come in between.
    if (process.platform !== 'win32') await finishNext(folder)
  } finally {
    await source.close()
    await dropNext(folder)
  }
  await finishNext(folder)
}
