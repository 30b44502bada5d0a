import { readdirSync, statSync } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import yauzl from 'yauzl'
import type { FileKind } from '#shared/contract/imports.ts'
import type { Problem } from '#shared/model/problem.ts'
import { telegram } from './chat/telegram.ts'
import { whatsapp } from './chat/whatsapp.ts'
import { listsPeople } from './contacts/table.ts'
import { vcard } from './contacts/vcard.ts'
import { eml } from './email/eml.ts'
import { maildir } from './email/maildir.ts'
import { mbox } from './email/mbox.ts'
import type { FileFormat, Probe } from './file-format.ts'
import { fileProblem } from './file-problem.ts'
import { asteriskCdr } from './phone/asterisk-cdr.ts'
import { csvCalls } from './phone/csv-calls.ts'
import { smsBackup } from './phone/sms-backup.ts'

/** Every kind of file there is a connector for. */
export const formats: Record<FileKind, FileFormat> = {
  mbox,
  maildir,
  eml,
  whatsapp,
  telegram,
  'asterisk-cdr': asteriskCdr,
  'sms-backup': smsBackup,
  'csv-calls': csvCalls,
  vcard,
}

const HEAD = 65_536
const NAMES = 200

/** A file or folder that one connector takes, or why none does. `size` in bytes, asked for, since to look at all in a folder takes long. */
export type Recognised = { path: string; size: () => number } & ({ kind: FileKind; problem?: never } | { kind?: never; problem: Problem })

/**
 * Looks at paths by their content and says which connector takes each. A folder is taken as a whole when it is one thing (a Maildir);
 * otherwise everything in it is looked at, hidden files aside. Never throws: what cannot be opened comes with its problem.
 */
export async function* recognise(paths: readonly string[], signal: AbortSignal): AsyncGenerator<Recognised> {
  for (const path of paths) {
    if (signal.aborted) return
    try {
      const found = await look(path)
      if ('inside' in found) {
        if (found.inside.length === 0) yield { path, size: none, problem: { file: path, code: 'empty' } }
        yield* recognise(found.inside, signal)
      } else yield found
    } catch (error) {
      yield { path, size: none, problem: fileProblem(path, error) }
    }
  }
}

const none = () => 0

async function look(path: string): Promise<Recognised | { inside: string[] }> {
  const stats = await stat(path)
  if (stats.isDirectory()) {
    const names = (await readdir(path)).sort()
    const probe: Probe = {
      path,
      name: basename(path),
      folder: true,
      entries: names.slice(0, NAMES),
      head: new Uint8Array(),
      text: '',
      zipEntries: [],
      size: 0,
    }
    const kind = await kindOf(probe)
    if (kind) return { path, kind, size: () => sizeOf(path) }
    return { inside: names.filter(name => !name.startsWith('.')).map(name => join(path, name)) }
  }
  if (!stats.isFile()) return { path, size: none, problem: { file: path, code: 'not-recognised' } }
  if (stats.size === 0) return { path, size: none, problem: { file: path, code: 'empty' } }
  const size = () => stats.size
  const head = await readHead(path)
  const zip = head[0] === 0x50 && head[1] === 0x4b
  const zipEntries = zip ? await listZip(path) : []
  if (!zipEntries) return { path, size, problem: { file: path, code: 'broken-zip' } }
  const text = new TextDecoder().decode(head)
  const kind = await kindOf({ path, name: basename(path), folder: false, entries: [], head, text, zipEntries, size: stats.size })
  if (!kind) return { path, size, problem: { file: path, code: listsPeople(text) ? 'customers-file' : 'not-recognised' } }
  return { path, size, kind }
}

async function kindOf(probe: Probe): Promise<FileKind | undefined> {
  let best: { kind: FileKind; score: number } | undefined
  for (const [kind, format] of Object.entries(formats)) {
    const score = format.recognise(probe)
    if (score > 0 && score > (best?.score ?? 0)) best = { kind: kind as FileKind, score }
  }
  return best?.kind
}

async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(HEAD), 0, HEAD, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** Names inside a zip archive, at most 200; undefined when its directory cannot be read. */
function listZip(path: string): Promise<string[] | undefined> {
  return new Promise(resolve => {
    yauzl.open(path, { lazyEntries: true, decodeStrings: false }, (error, zip) => {
      if (error) return resolve(undefined)
      const names: string[] = []
      const end = () => {
        zip.close()
        resolve(names)
      }
      zip.on('entry', entry => {
        // Undecoded names are not checked by the library: one that leads out of the archive must not end the listing.
        names.push(String(entry.fileName))
        if (names.length < NAMES) zip.readEntry()
        else end()
      })
      zip.on('end', end)
      zip.on('error', () => resolve(names.length > 0 ? names : undefined))
      zip.readEntry()
    })
  })
}

/**
 * Of all files in it, as far as they can be looked at; reading them says why not. Synchronous looks: a tree of mail holds tens of thousands, and a
 * promise for each costs three times the look itself.
 */
function sizeOf(folder: string): number {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    const sizes = entries.map(entry => {
      const file = entry.isFile() && statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })
      return file ? file.size : 0
    })
    return sizes.reduce((sum, size) => sum + size, 0)
  } catch {
    return 0
  }
}
