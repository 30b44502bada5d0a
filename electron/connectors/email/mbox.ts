import { open } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import * as z from 'zod'
import type { Batch, Check } from '../connector.ts'
import type { FileFormat, FileSettings, Preview, Probe } from '../file-format.ts'
import { fileProblem } from '../file-problem.ts'
import { headLength } from './content/charset.ts'
import { isSentFolder } from './folders.ts'
import { isFromLine, type MboxPlace, splitMbox } from './mbox-splitter.ts'
import { batches, checkPath, previewOf, type RawMail } from './reading.ts'

const Cursor = z.object({ offset: z.number().int().nonnegative(), line: z.number().int().positive() })
const BEGINNING: MboxPlace = { offset: 0, line: 1 }

/** mbox (RFC 4155), mboxo and mboxrd: one file, mails one after the other. The cursor is the place of the next unread mail. */
export const mbox: FileFormat = {
  kind: 'mbox',
  source: 'email',

  recognise(probe: Probe): number {
    const text = probe.text.trimStart()
    return !probe.folder && isFromLine(text) && /^(?:>From |[!-9;-~]+:)/m.test(text.slice(text.indexOf('\n') + 1, 2000)) ? 1 : 0
  },

  async check(settings: FileSettings): Promise<Check> {
    return checkPath(settings.path)
  },

  async *read(settings: FileSettings, cursor: unknown, signal: AbortSignal): AsyncGenerator<Batch> {
    const known = Cursor.safeParse(cursor)
    try {
      await using file = await open(settings.path)
      const { size } = await file.stat()
      const start = known.success && (await isEntry(file, known.data, size)) ? known.data : BEGINNING
      yield* batches(rawMails(file, settings.path, start, signal), settings, signal, size)
    } catch (error) {
      yield { items: [], problems: [fileProblem(settings.path, error)], done: 0 }
    }
  },

  async preview(settings: FileSettings, signal: AbortSignal): Promise<Preview> {
    try {
      await using file = await open(settings.path)
      return await previewOf(rawMails(file, settings.path, BEGINNING, signal), settings, signal)
    } catch (error) {
      return { items: [], problems: [fileProblem(settings.path, error)], ownGuess: [], participants: [] }
    }
  },
}

type File = Awaited<ReturnType<typeof open>>

/** A mail still begins at the cursor (or the file ends there): the file only grew since. */
async function isEntry(file: File, place: MboxPlace, size: number): Promise<boolean> {
  if (place.offset === size) return true
  const { buffer } = await file.read(Buffer.alloc(5), 0, 5, place.offset)
  return buffer.toString('latin1') === 'From '
}

async function* rawMails(file: File, path: string, start: MboxPlace, signal: AbortSignal): AsyncGenerator<RawMail> {
  // Apple Mail exports `Sent.mbox/mbox`.
  const sent = isSentFolder(basename(path)) || isSentFolder(basename(dirname(path)))
  const read = async (into: Buffer, position: number): Promise<number> => (await file.read(into, 0, into.length, position)).bytesRead
  for await (const entries of splitMbox(read, start)) {
    if (signal.aborted) return
    for (const { bytes, receivedAt, next, line, offset, last } of entries) {
      // A mail that the file's end cuts is left for when the file is whole: once taken in it could never be completed.
      const cut = last && bytes !== undefined && isCut(bytes)
      yield {
        mail: bytes === undefined ? 'too-large' : cut ? 'truncated' : bytes,
        file: path,
        line,
        sent,
        ...(receivedAt === undefined ? {} : { receivedAt }),
        done: next.offset,
        cursor: cut ? { offset, line } : next,
      }
    }
  }
}

/** The last mail breaks off in its header, or before the closing delimiter of its multipart (RFC 2046 section 5.1.1). */
function isCut(mail: Buffer): boolean {
  const end = headLength(mail)
  if (end === mail.length) return mail.at(-1) !== 10
  const head = mail.toString('latin1', 0, end).replace(/\r?\n[ \t]+/g, ' ')
  const boundary = /^content-type:\s*multipart\/[^\n]*?boundary\s*=\s*(?:"([^"\n]+)"|([^\s;]+))/im.exec(head)
  return boundary !== null && !mail.includes(`--${boundary[1] ?? boundary[2]}--`, end, 'latin1')
}
