import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { flush, KEY_FILES } from './folder.ts'

/** What is to become of the workspace that is there: it is put into a folder of this name, or, without one, gives way. */
const Ready = z.object({ aside: z.string().min(1).optional() })

const DATABASE = ['hilo.db', 'hilo.db-wal', 'hilo.db-shm']
const ALL = [...KEY_FILES, ...DATABASE]

/** Where a workspace is made ready that is to take the place of another. */
export const nextOf = (folder: string): string => join(folder, '.next')

/** A new one, with nothing in it. */
export async function beginNext(folder: string): Promise<string> {
  const next = nextOf(folder)
  await rm(next, { recursive: true, force: true })
  await mkdir(next, { recursive: true, mode: 0o700 })
  return next
}

/** From here on it takes the other's place, now or at the next start. Everything in it must lie on the disk already. */
export async function readyNext(folder: string, ready: z.infer<typeof Ready>): Promise<void> {
  const next = nextOf(folder)
  await flush(join(next, 'hilo.db'), 'file')
  await writeFile(join(next, 'ready'), JSON.stringify(ready), { mode: 0o600, flush: true })
  await flush(next, 'folder')
}

/** What was not made ready goes. */
export async function dropNext(folder: string): Promise<void> {
  if (!isReady(folder)) await rm(nextOf(folder), { recursive: true, force: true })
}

function isReady(folder: string): boolean {
  return ['ready', 'moving'].some(name => existsSync(join(nextOf(folder), name)))
}

/**
 * Puts a workspace in place that was made ready: the same however often it is begun, so that cut off anywhere it is finished at the next start.
 * Nobody may have the one open that is there.
 */
export async function finishNext(folder: string): Promise<void> {
  const next = nextOf(folder)
  const [ready, moving] = [join(next, 'ready'), join(next, 'moving')]
  if (!existsSync(ready) && !existsSync(moving)) return
  if (existsSync(ready)) {
    const { aside } = Ready.parse(JSON.parse(await readFile(ready, 'utf8')))
    if (aside === undefined) for (const name of KEY_FILES) await rm(join(folder, name), { force: true })
    else await putAside(folder, join(folder, aside))
    await flush(folder, 'folder')
    await rename(ready, moving)
    await flush(next, 'folder')
  }
  for (const name of ALL) if (existsSync(join(next, name))) await rename(join(next, name), join(folder, name))
  await flush(folder, 'folder')
  await rm(next, { recursive: true, force: true })
}

async function putAside(folder: string, aside: string): Promise<void> {
  await mkdir(aside, { recursive: true, mode: 0o700 })
  for (const name of ALL) if (existsSync(join(folder, name))) await rename(join(folder, name), join(aside, name))
  await flush(aside, 'folder')
}

/** A name by date that no folder here has yet; undefined when there is no workspace to put aside. */
export async function asideOf(folder: string, at: number): Promise<string | undefined> {
  if (!existsSync(join(folder, 'hilo.db'))) return undefined
  const taken = await readdir(folder)
  const date = new Date(at).toISOString().slice(0, 10)
  for (let number = 1; ; number++) {
    const name = number === 1 ? `before-${date}` : `before-${date}-${number}`
    if (!taken.includes(name)) return name
  }
}
