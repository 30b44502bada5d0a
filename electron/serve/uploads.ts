import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { inside } from '../platform/content.ts'
import { makePrivate } from '../platform/folder.ts'

/** Bytes that stay free whatever is dropped: the database needs room for what it takes in. */
const reserve = 64 * 1024 * 1024

export type Upload = { path: string; top: string } | { refused: 'bad-name' | 'exists' | 'disk-full' }

/**
 * Files dropped on a window in a browser, which cannot name paths: they are copied to where the import reads them and
 * deleted afterwards. Each process has a folder of its own, so that clearing up never takes another's files.
 */
export class Uploads {
  private readonly folder: string

  constructor(data: string) {
    this.folder = join(data, 'uploads', `${process.pid}-${randomUUID()}`)
  }

  /** Makes the folder and clears what processes that ended without clearing up left behind. */
  async open(): Promise<void> {
    const all = dirname(this.folder)
    makePrivate(all)
    for (const name of await readdir(all))
      if (!isAlive(Number.parseInt(name, 10))) await rm(join(all, name), { recursive: true, force: true })
    makePrivate(this.folder)
  }

  /**
   * Stores one file under `name`, relative with `/`, as a dropped folder gives it. `size` in bytes when known. `path` is where the
   * file went and `top` the dropped file or folder itself. Rejects when the sender goes away; nothing is left of it then.
   */
  async put(batch: string, name: string, size: number, content: Readable): Promise<Upload> {
    const [path, top] = this.place(batch, name)
    if (!path || !top) return { refused: 'bad-name' }
    const { bavail, bsize } = await statfs(this.folder)
    if (size > bavail * bsize - reserve) return { refused: 'disk-full' }
    let opened = false
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      const file = createWriteStream(path, { flags: 'wx', mode: 0o600 })
      file.once('open', () => {
        opened = true
      })
      await pipeline(content, file)
      return { path, top }
    } catch (error) {
      if (opened) await rm(path, { force: true })
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      if (code === 'EEXIST' || code === 'EISDIR') return { refused: 'exists' }
      if (code === 'ENOTDIR' || code === 'ENAMETOOLONG' || code === 'EINVAL') return { refused: 'bad-name' }
      if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') return { refused: 'disk-full' }
      throw error
    }
  }

  async remove(batch: string): Promise<void> {
    if (isBatch(batch)) await rm(join(this.folder, batch), { recursive: true, force: true })
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true })
  }

  private place(batch: string, name: string): [string | undefined, string | undefined] {
    const parts = name.split('/')
    if (!isBatch(batch) || parts.some(part => part === '' || part === '.' || part === '..')) return [undefined, undefined]
    const folder = join(this.folder, batch)
    return [inside(folder, name), inside(folder, parts[0] ?? '')]
  }
}

function isBatch(batch: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(batch)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
