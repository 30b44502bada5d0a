import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { safeFileName } from '#shared/safety/file-name.ts'

/**
 * Files for other programs to read that they are dragged to, in `<folder>/dragged`, for this user alone. Whoever takes one may read it later, such
 * as a mail program when the mail is sent: they stay until they are cleared.
 */
export function createDragged(folder: string) {
  const dragged = join(folder, 'dragged')
  return {
    /** Answers with its full path. */
    async write(name: string, content: Uint8Array): Promise<string> {
      await mkdir(dragged, { recursive: true, mode: 0o700 })
      const file = join(await mkdtemp(join(dragged, 'file-')), safeFileName(name))
      await writeFile(file, content, { mode: 0o600, flag: 'wx' })
      return file
    },
    clear: () => rm(dragged, { recursive: true, force: true, maxRetries: 3 }),
  }
}
