import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import * as yauzl from 'yauzl'
import { baseName, MEDIA_LIMIT } from '../media.ts'
import { chatTitle } from './parties.ts'

/** Inflated text of one chat, bytes. */
const TEXT_LIMIT = 512 * 1024 * 1024
/** Far more than the 10,000 media of the largest export. */
const MOST_ENTRIES = 100_000

/** A file that came with the chat. */
export interface Media {
  size: number
  /** Absent when it is larger than the limit or cannot be inflated. */
  content?: Uint8Array
}

/** An export, unpacked or not. Nothing of it is ever written to disk, so names inside an archive lead nowhere. */
export interface Export {
  /** Of the text. */
  bytes: number
  /** Names of the archive and of the text in it: WhatsApp calls either after the chat. */
  names: string[]
  /** From the beginning, each time it is called. Throws ArchiveError or a system error. */
  text(): AsyncIterable<Uint8Array>
  media(name: string): Promise<Media | undefined>
  close(): void
}

export class ArchiveError extends Error {
  readonly code: 'broken-zip' | 'too-large' | 'not-recognised'

  constructor(code: 'broken-zip' | 'too-large' | 'not-recognised') {
    super(code)
    this.name = 'ArchiveError'
    this.code = code
  }
}

/** @throws ArchiveError for an archive that cannot be used, system errors for a file that cannot be read. */
export async function openExport(path: string): Promise<Export> {
  const { size } = await stat(path)
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0)
    if (bytesRead === 4 && buffer.readUInt32BE(0) === 0x504b0304) return await openArchive(path)
  } finally {
    await file.close()
  }
  return { bytes: size, names: [baseName(path)], text: () => createReadStream(path), media: async () => undefined, close: () => {} }
}

/** Which of an archive's names is the chat's text, if it is a WhatsApp export at all. */
export function chatEntry(names: string[]): string | undefined {
  const texts = names.filter(name => /\.txt$/i.test(name) && !name.startsWith('__MACOSX'))
  const named = texts.find(name => baseName(name) === '_chat.txt') ?? texts.find(name => chatTitle(name) !== undefined)
  return named ?? (texts.length === 1 ? texts[0] : undefined)
}

async function openArchive(path: string): Promise<Export> {
  let zip: yauzl.ZipFile
  const entries = new Map<string, yauzl.Entry>()
  try {
    // Names are decoded here: yauzl gives up on the whole archive at the first `../`.
    zip = await yauzl.openPromise(path, { lazyEntries: true, autoClose: false, decodeStrings: false })
  } catch {
    throw new ArchiveError('broken-zip')
  }
  try {
    for await (const entry of zip.eachEntry()) {
      const name = yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false)
      if (!name.endsWith('/')) entries.set(name, entry)
      if (entries.size > MOST_ENTRIES) throw new ArchiveError('too-large')
    }
    const textName = chatEntry([...entries.keys()])
    const textEntry = textName === undefined ? undefined : entries.get(textName)
    if (textName === undefined || textEntry === undefined) throw new ArchiveError('not-recognised')
    if (textEntry.uncompressedSize > TEXT_LIMIT) throw new ArchiveError('too-large')
    const media = new Map([...entries].map(([name, entry]) => [baseName(name), entry]))
    return {
      bytes: textEntry.uncompressedSize,
      names: [baseName(textName), baseName(path)],
      text: () => inflate(zip, textEntry),
      media: name => readMedia(zip, media.get(name)),
      close: () => zip.close(),
    }
  } catch (error) {
    zip.close()
    throw error instanceof ArchiveError ? error : new ArchiveError('broken-zip')
  }
}

/** Never more than `entry.uncompressedSize`: yauzl stops an entry that inflates to more than it says. */
async function* inflate(zip: yauzl.ZipFile, entry: yauzl.Entry): AsyncGenerator<Uint8Array> {
  try {
    yield* await zip.openReadStreamPromise(entry)
  } catch {
    throw new ArchiveError('broken-zip')
  }
}

async function readMedia(zip: yauzl.ZipFile, entry: yauzl.Entry | undefined): Promise<Media | undefined> {
  if (!entry) return undefined
  const size = entry.uncompressedSize
  if (size > MEDIA_LIMIT) return { size }
  const parts: Uint8Array[] = []
  try {
    for await (const part of inflate(zip, entry)) parts.push(part)
  } catch {
    return { size }
  }
  const content = Buffer.concat(parts)
  return { size: content.length, content }
}
