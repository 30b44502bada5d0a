import type { Problem } from '#shared/model/problem.ts'
import { BatchBuilder } from '../batch-builder.ts'
import type { Batch } from '../connector.ts'
import type { FileFormat, FileSettings, Preview, Probe } from '../file-format.ts'
import { fileProblem } from '../file-problem.ts'
import { readLines } from '../lines.ts'
import type { Export } from './whatsapp/archive.ts'
import { ArchiveError, chatEntry, openExport } from './whatsapp/archive.ts'
import { parseHeader } from './whatsapp/header.ts'
import { readMessages } from './whatsapp/messages.ts'
import { chatTitle, tellSides } from './whatsapp/parties.ts'
import { survey } from './whatsapp/survey.ts'

const PREVIEW_ITEMS = 20
const MOST_SHOWN = 20

/**
 * A chat exported from WhatsApp on Android or iPhone: a text file, or a zip archive with the text and its media. The format is not
 * documented; it follows the language and region of the phone. Read twice: once to learn the order of day and month and who takes
 * part, once for the messages. There is no cursor: source ids make reading again harmless.
 */
export const whatsapp: FileFormat = {
  kind: 'whatsapp',
  source: 'whatsapp',

  recognise(probe) {
    if (probe.folder) return 0
    if (probe.head[0] === 0x50 && probe.head[1] === 0x4b) return recogniseArchive(probe)
    const text = probe.head.includes(0) ? utf16(probe.head) : probe.text
    return recogniseText(text, chatTitle(probe.name) !== undefined)
  },

  async check(settings, signal) {
    try {
      const source = await openExport(settings.path)
      source.close()
      signal.throwIfAborted()
      return source.bytes === 0 ? { ok: false, problem: { file: settings.path, code: 'empty' } } : { ok: true }
    } catch (error) {
      return { ok: false, problem: signal.aborted ? { file: settings.path, code: 'cancelled' } : problemOf(settings.path, error) }
    }
  },

  async *read(settings, _cursor, signal) {
    yield* readExport(settings, signal, true, () => {})
  },

  async preview(settings, signal) {
    const preview: Preview = { items: [], problems: [], ownGuess: [], participants: [] }
    const told = (participants: string[], ownGuess: string[]): void => {
      preview.participants = participants.slice(0, MOST_SHOWN)
      preview.ownGuess = ownGuess
    }
    for await (const batch of readExport(settings, signal, false, told)) {
      preview.items.push(...batch.items.slice(0, PREVIEW_ITEMS - preview.items.length))
      preview.problems.push(...batch.problems.slice(0, PREVIEW_ITEMS - preview.problems.length))
      if (preview.items.length >= PREVIEW_ITEMS) break
    }
    return preview
  },
}

/** A chat pasted into a mail has the same lines, but does not begin with one; a chat of one line needs WhatsApp's own file name. */
function recogniseText(text: string, titled: boolean): number {
  const lines = text.split('\n', 2000).filter(line => line.trim() !== '')
  const begins = lines[0] !== undefined && parseHeader(lines[0]) !== undefined
  const matches = lines.filter(line => parseHeader(line)).length
  if (matches >= 2) return begins ? 0.95 : 0.5
  return begins && titled ? 0.8 : 0
}

function utf16(head: Uint8Array): string {
  const label = head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : undefined
  return label === undefined ? '' : new TextDecoder(label).decode(head)
}

/** iPhone: `00000012-PHOTO-2024-02-03-18-06-01.jpg`; Android: `IMG-20240203-WA0001.jpg`. */
const mediaName = /(?:^|\/)(?:\d{8}-(?:PHOTO|VIDEO|AUDIO|GIF|STICKER)-|(?:IMG|VID|AUD|PTT|STK|DOC)-\d{8}-WA\d{4})/

function recogniseArchive(probe: Probe): number {
  // The directory is at the end: an archive that was cut off still shows its first name.
  const names = probe.zipEntries.length > 0 ? probe.zipEntries : [firstName(probe.head)]
  const text = chatEntry(names)
  // Of a large archive not all names are shown: the media have telling ones too.
  if (text === undefined) return names.some(name => mediaName.test(name)) ? 0.8 : 0
  if (/(?:^|\/)_chat\.txt$/.test(text) || chatTitle(text) !== undefined) return 0.95
  return chatTitle(probe.name) !== undefined ? 0.9 : 0
}

/** The name in an archive's first local file header (APPNOTE.TXT 4.3.7). */
function firstName(head: Uint8Array): string {
  if (head.length < 30) return ''
  const length = new DataView(head.buffer, head.byteOffset, head.byteLength).getUint16(26, true)
  return new TextDecoder().decode(head.subarray(30, 30 + length))
}

function problemOf(file: string, error: unknown): Problem {
  return error instanceof ArchiveError ? { file, code: error.code } : fileProblem(file, error)
}

/** `told` hears who takes part, and who of them looks like us, before the first batch. */
async function* readExport(
  settings: FileSettings,
  signal: AbortSignal,
  withMedia: boolean,
  told: (participants: string[], ownGuess: string[]) => void,
): AsyncGenerator<Batch> {
  const batcher = new BatchBuilder(settings.path)
  let source: Export | undefined
  let done = 0
  try {
    source = await openExport(settings.path)
    const known = await survey(readLines(source.text()), settings.region, settings.now, signal)
    const title = source.names.map(chatTitle).find(name => name !== undefined)
    const sides = tellSides(known, title, settings.own)
    told(known.participants, sides.ownGuess)
    if (signal.aborted) return
    if (known.style === undefined) {
      batcher.reject({ file: settings.path, code: source.bytes === 0 ? 'empty' : 'not-recognised' })
      yield* batcher.rest(source.bytes, source.bytes)
      return
    }
    const media = withMedia ? source.media : undefined
    for await (const step of readMessages(readLines(source.text()), known, sides, settings, media)) {
      if (signal.aborted) return
      done = step.bytes
      for (const problem of step.problems) batcher.reject(problem)
      for (const item of step.items) {
        batcher.add(item)
        yield* batcher.full(done, source.bytes)
        if (signal.aborted) return
      }
      yield* batcher.full(done, source.bytes)
    }
  } catch (error) {
    batcher.reject(problemOf(settings.path, error))
  } finally {
    source?.close()
  }
  yield* batcher.rest(done, source?.bytes ?? done)
}
