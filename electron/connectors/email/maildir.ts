import { closeSync, existsSync, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Problem } from '#shared/model/problem.ts'
import type { Batch, Check } from '../connector.ts'
import type { FileFormat, FileSettings, Preview, Probe } from '../file-format.ts'
import { fileProblem } from '../file-problem.ts'
import { isDraftsFolder, isSentFolder } from './folders.ts'
import { LARGEST_MESSAGE } from './mbox-splitter.ts'
import { batches, checkPath, previewOf, type RawMail } from './reading.ts'

/** Folders inside folders. Real trees stay below 10. */
const DEEPEST = 32
/** Bytes kept ready for one mail after the other: few are larger. */
const ROOM = 1024 * 1024

interface MailFile {
  /** From the root, with "/": unique, and what the cursor compares. */
  path: string
  sent: boolean
}

/**
 * Maildir (qmail's maildir(5)), with Maildir++ sub-folders (`.Sent`) and plain nested ones. `tmp`, drafts (flag D or a folder of
 * drafts) and links are left out. The cursor is the path, from the root, of the last file read, in sorted order.
 */
export const maildir: FileFormat = {
  kind: 'maildir',
  source: 'email',

  recognise(probe: Probe): number {
    if (!probe.folder) return 0
    if (probe.entries.includes('cur') && probe.entries.includes('new')) return 1
    // The root of a tree of Maildirs, as mbsync and offlineimap write it, holds none itself.
    return probe.entries.some(name => existsSync(join(probe.path, name, 'cur')) && existsSync(join(probe.path, name, 'new'))) ? 0.9 : 0
  },

  async check(settings: FileSettings): Promise<Check> {
    return checkPath(settings.path)
  },

  async *read(settings: FileSettings, cursor: unknown, signal: AbortSignal): AsyncGenerator<Batch> {
    const { files, problems } = listMails(settings.path)
    if (problems.length > 0) yield { items: [], problems, done: 0 }
    yield* batches(rawMails(settings.path, files, typeof cursor === 'string' ? cursor : ''), settings, signal)
  },

  async preview(settings: FileSettings, signal: AbortSignal): Promise<Preview> {
    const { files, problems } = listMails(settings.path)
    // Every folder has its say about who we are: a few from each, spread evenly.
    const step = Math.max(1, Math.floor(files.length / 200))
    const some = files.filter((_, i) => i % step === 0)
    const found = await previewOf(rawMails(settings.path, some, ''), settings, signal)
    return { ...found, problems: [...problems, ...found.problems] }
  },
}

async function* rawMails(root: string, files: MailFile[], after: string): AsyncGenerator<RawMail> {
  const room = Buffer.allocUnsafeSlow(ROOM)
  let done = 0
  for (const { path, sent } of files) {
    const file = join(root, path)
    if (path <= after) done += sizeOf(file)
    else {
      const mail = contentOf(file, room)
      if (typeof mail !== 'string') done += mail.byteLength
      yield { mail, file, sent, done, cursor: path }
    }
  }
}

/** In `room`, where it fits. */
function contentOf(file: string, room: Buffer): RawMail['mail'] {
  try {
    const opened = openSync(file, 'r')
    try {
      const length = readSync(opened, room)
      if (length < room.length) return room.subarray(0, length)
      const { size } = fstatSync(opened)
      if (size > LARGEST_MESSAGE) return 'too-large'
      const large = Buffer.concat([room], size)
      return large.subarray(0, length + readSync(opened, large, { offset: length }))
    } finally {
      closeSync(opened)
    }
  } catch (error) {
    return fileProblem(file, error).code
  }
}

/** 0 for what cannot be looked at; reading it says why. */
function sizeOf(file: string): number {
  try {
    return statSync(file).size
  } catch {
    return 0
  }
}

function listMails(root: string): { files: MailFile[]; problems: Problem[] } {
  const files: MailFile[] = []
  const problems: Problem[] = []
  const entries = (folder: string): { files: string[]; folders: string[] } => {
    try {
      const all = readdirSync(join(root, folder), { withFileTypes: true })
      return {
        files: all.filter(entry => entry.isFile()).map(entry => entry.name),
        folders: all.filter(entry => entry.isDirectory()).map(entry => entry.name),
      }
    } catch (error) {
      problems.push(fileProblem(join(root, folder), error))
      return { files: [], folders: [] }
    }
  }
  const visit = (folder: string, depth: number): void => {
    const { folders } = entries(folder)
    const name = basename(folder === '' ? root : folder)
    const isMaildir = folders.includes('cur') || folders.includes('new')
    if (isMaildir && !isDraftsFolder(name)) {
      const sent = isSentFolder(name)
      for (const place of ['cur', 'new'].filter(part => folders.includes(part))) {
        const mails = entries(join(folder, place)).files.filter(file => !file.startsWith('.') && !/:2,[A-Z]*D/.test(file))
        for (const file of mails) files.push({ path: [folder, place, file].filter(part => part !== '').join('/'), sent })
      }
    }
    if (depth === DEEPEST) return void problems.push({ file: join(root, folder), code: 'too-deep' })
    for (const inner of folders) {
      if (!isMaildir || !['cur', 'new', 'tmp'].includes(inner)) visit(join(folder, inner), depth + 1)
    }
  }
  visit('', 0)
  files.sort((a, b) => (a.path < b.path ? -1 : 1))
  return { files, problems }
}
