import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openStoreThread } from '../store/client.ts'
import type { beAlone } from '../store/database.ts'
import { copyFiles, flush } from './folder.ts'
import { type Asked, verify } from './make.ts'
import { changeKey } from './restore.ts'

const stageOf = (folder: string) => join(folder, '.rekey')

interface Rekeyed {
  folder: string
  key: Uint8Array
  /** The new key, and the content of the key.json that leads to it. */
  fresh: { key: Uint8Array; file: Uint8Array }
  worker: URL
}

/**
 * Gives a workspace another key. Nobody else may have it open: rejects with StoreError `busy` when somebody does. The database is encrypted
 * anew beside the old one and read to its end; only then both files are put in place, and should that be cut off, `finishRekey` goes on with it.
 */
export async function rekeyWorkspace({ folder, key, fresh, worker }: Rekeyed): Promise<void> {
  const stage = stageOf(folder)
  await rm(stage, { recursive: true, force: true })
  await mkdir(stage, { mode: 0o700 })
  const source = await openStoreThread<Asked & { beAlone: typeof beAlone }>(worker, { folder, key, readonly: false })
  try {
    await source.call('beAlone')
    await source.call('copyInto', { path: join(stage, 'hilo.db') })
    await copyFiles(folder, stage, ['store.json'])
    await changeKey(stage, key, fresh.key, worker)
    await verify(stage, fresh.key, worker)
    await flush(join(stage, 'hilo.db'), 'file')
    await writeFile(join(stage, 'key.json'), fresh.file, { mode: 0o600, flush: true })
    await writeFile(join(stage, 'ready'), '', { flush: true })
    // Windows replaces no open file; elsewhere nobody can come in between.
    if (process.platform !== 'win32') await finishRekey(folder)
  } catch (error) {
    // What is ready is put in place at the next start.
    if (!existsSync(join(stage, 'ready'))) await rm(stage, { recursive: true, force: true })
    throw error
  } finally {
    await source.close()
  }
  await finishRekey(folder)
}

/** Puts a database and its key in place that were made ready for it: the same however often it is begun. */
export async function finishRekey(folder: string): Promise<void> {
  const stage = stageOf(folder)
  if (!existsSync(join(stage, 'ready'))) return
  for (const name of ['hilo.db', 'key.json']) {
    if (existsSync(join(stage, name))) await rename(join(stage, name), join(folder, name))
  }
  await flush(folder, 'folder')
  await rm(stage, { recursive: true, force: true })
}
