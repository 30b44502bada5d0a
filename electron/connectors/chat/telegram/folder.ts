import { readFile, realpath, stat } from 'node:fs/promises'
import { dirname, resolve, sep } from 'node:path'
import { MEDIA_LIMIT } from '../media.ts'

/** Files beside an export. */
export interface Folder {
  /** Bytes of a file named in the export, unless it is missing, too large or lies outside the export's folder. */
  read(name: string): Promise<Uint8Array | undefined>
}

/** The folder that `path` (a result.json) lies in. Links are followed before it is judged whether a file is inside. */
export function folderOf(path: string): Folder {
  return {
    async read(name) {
      try {
        const folder = await realpath(dirname(path))
        const file = await realpath(resolve(folder, name))
        if (!file.startsWith(folder.endsWith(sep) ? folder : folder + sep)) return undefined
        const found = await stat(file)
        return !found.isFile() || found.size > MEDIA_LIMIT ? undefined : await readFile(file)
      } catch {
        // Not there, a folder, or not to be read: all the same to a reader, the media is missing.
        return undefined
      }
    },
  }
}
