import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, lstat, open, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import type { BackupView } from '#shared/contract/safety/backups.ts'

/** Which files of a workspace say how its database is opened; the others where its key comes from. */
export const KEY_FILES = ['store.json', 'key.json', 'key.keychain', 'recovery.json'] as const

/** `backup.json` beside the copy. `sha256` is that of hilo.db, in hex. It is written last: a backup without it is none. */
const Manifest = z.object({
  format: z.literal(1),
  madeAt: z.number().int(),
  bytes: z.number().int(),
  interactions: z.number().int(),
  customers: z.number().int(),
  sha256: z.string().length(64),
})
export type Manifest = z.infer<typeof Manifest>

/** Bytes of each file beside the copy; they hold some hundred. */
const LARGEST = 64 * 1024

/** Undefined when there is none that can be read, or its folder holds what no backup does. */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  try {
    if (!(await isPlain(folder))) return undefined
    return Manifest.parse(JSON.parse(await readFile(join(folder, 'backup.json'), 'utf8')))
  } catch {
    return undefined
  }
}

/** A link, a pipe or a device in the place of a file leads elsewhere, or never ends. */
async function isPlain(folder: string): Promise<boolean> {
  const look = (name: string) => lstat(join(folder, name)).catch(() => undefined)
  const [copy, ...small] = await Promise.all(['hilo.db', 'backup.json', ...KEY_FILES].map(look))
  return copy?.isFile() !== false && small.every(file => !file || (file.isFile() && file.size <= LARGEST))
}

export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  await writeFile(join(folder, 'backup.json'), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600, flush: true })
}

/** Those that were finished, newest first. */
export async function listBackups(into: string): Promise<BackupView[]> {
  const names = await readdir(into).catch(() => [])
  const found = await Promise.all(
    names.map(async name => {
      const manifest = name.startsWith('.') ? undefined : await readManifest(join(into, name))
      if (!manifest) return []
      const { madeAt, bytes, interactions, customers } = manifest
      return [{ name, madeAt, bytes, interactions, customers }]
    }),
  )
  return found.flat().sort((a, b) => b.madeAt - a.madeAt || (a.name < b.name ? 1 : -1))
}

/** The newest backup whose bytes are still those that were written, with the folder it lies in. Reads it to its end. */
export async function newestWhole(into: string): Promise<(BackupView & { path: string }) | undefined> {
  for (const backup of await listBackups(into)) {
    const path = join(into, backup.name)
    const digest = await digestOf(join(path, 'hilo.db')).catch(() => undefined)
    if (digest !== undefined && digest === (await readManifest(path))?.sha256) return { ...backup, path }
  }
  return undefined
}

/** Takes away all but the newest, and what was begun and never finished. */
export async function removeOld(into: string, keep: number): Promise<void> {
  const old = (await listBackups(into)).slice(keep).map(({ name }) => name)
  const begun = (await readdir(into)).filter(name => name.startsWith('.new-'))
  for (const name of [...old, ...begun]) await rm(join(into, name), { recursive: true, force: true })
}

/** SHA-256 in hex. */
export async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return hash.digest('hex')
}

/** Has what was written survive a power cut. Folders cannot be opened on Windows, and need not be. */
export async function flush(path: string, what: 'file' | 'folder'): Promise<void> {
  if (what === 'folder' && process.platform === 'win32') return
  const handle = await open(path, what === 'file' ? 'r+' : 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Copies those of these files that there are. */
export async function copyFiles(from: string, to: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await copyFile(join(from, name), join(to, name)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
    })
  }
}
