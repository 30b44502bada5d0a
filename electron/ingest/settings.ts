import type { FileKind } from '#shared/contract/imports.ts'
import type { CsvMapping } from '#shared/model/csv-mapping.ts'
import type { FileSettings, Preview } from '../connectors/file-format.ts'
import { formats } from '../connectors/formats.ts'
import { headerSignature } from '../connectors/phone/csv/signature.ts'
import type { Reading } from './task.ts'

/** Looks into a file with what is known so far: the given mapping, or the one the user corrected for files with this header. */
export async function previewFile(
  path: string,
  kind: FileKind,
  reading: Reading,
  given: CsvMapping | undefined,
  signal: AbortSignal,
): Promise<{ settings: FileSettings; preview: Preview }> {
  const { own, region, timeZone, now } = reading
  const settings: FileSettings = { path, own, region, timeZone, now, ...(given && { mapping: given }) }
  const preview = await formats[kind].preview(settings, signal)
  const remembered = !given && preview.table && reading.mappings[headerSignature(preview.table.header)]
  if (!remembered) return { settings, preview }
  const corrected = { ...settings, mapping: remembered }
  return { settings: corrected, preview: await formats[kind].preview(corrected, signal) }
}

/**
 * Mail tells who we are only by its addresses: when none of ours is known to take part, those it was plainly delivered to or sent from are
 * taken, or every mail would be the customer's. Chats and calls tell it themselves (their connectors see to it), so nothing is guessed.
 */
export function ownOrGuess(kind: FileKind, own: string[], { ownGuess, participants }: Preview): string[] {
  if (!['mbox', 'maildir', 'eml'].includes(kind)) return own
  const known = new Set(own.map(one => one.toLowerCase()))
  return [...ownGuess, ...participants].some(one => known.has(one.toLowerCase())) ? own : [...own, ...ownGuess]
}
