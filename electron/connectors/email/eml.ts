import { readFile, stat } from 'node:fs/promises'
import type { Batch, Check } from '../connector.ts'
import type { FileFormat, FileSettings, Preview, Probe } from '../file-format.ts'
import { fileProblem } from '../file-problem.ts'
import { LARGEST_MESSAGE } from './mbox-splitter.ts'
import { batches, checkPath, previewOf, type RawMail } from './reading.ts'

const KNOWN_FIELD = /^(?:from|to|cc|date|received|message-id|subject|return-path|delivered-to|mime-version|content-type|reply-to|sender):/i
/** At least one of these, or it is the header of something else (an HTTP response, a news article list). */
const MAIL_FIELD = /^(?:from|received|message-id|return-path|delivered-to):/i

/** A single mail (RFC 5322) in a file of its own. */
export const eml: FileFormat = {
  kind: 'eml',
  source: 'email',

  recognise(probe: Probe): number {
    if (probe.folder) return 0
    const [head = ''] = probe.text
      .slice(0, 32_768)
      .trimStart()
      .split(/\r?\n\r?\n/, 1)
    const lines = head.split(/\r?\n/)
    if (head.length >= 32_000) lines.pop()
    const wellFormed = lines.every((line, i) => /^[!-9;-~]+:/.test(line) || (i > 0 && /^[ \t]/.test(line)))
    const known = lines.filter(line => KNOWN_FIELD.test(line)).length
    return wellFormed && known >= 2 && lines.some(line => MAIL_FIELD.test(line)) ? 0.95 : 0
  },

  async check(settings: FileSettings): Promise<Check> {
    return checkPath(settings.path)
  },

  async *read(settings: FileSettings, cursor: unknown, signal: AbortSignal): AsyncGenerator<Batch> {
    if (cursor === 'read') return
    try {
      const { size } = await stat(settings.path)
      yield* batches(rawMail(settings.path, size), settings, signal, size)
    } catch (error) {
      yield { items: [], problems: [fileProblem(settings.path, error)], done: 0 }
    }
  },

  async preview(settings: FileSettings, signal: AbortSignal): Promise<Preview> {
    try {
      const { size } = await stat(settings.path)
      return await previewOf(rawMail(settings.path, size), settings, signal)
    } catch (error) {
      return { items: [], problems: [fileProblem(settings.path, error)], ownGuess: [], participants: [] }
    }
  },
}

async function* rawMail(path: string, size: number): AsyncGenerator<RawMail> {
  yield { mail: size > LARGEST_MESSAGE ? 'too-large' : await readFile(path), file: path, done: size, cursor: 'read' }
}
