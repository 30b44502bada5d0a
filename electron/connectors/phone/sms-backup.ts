import { BatchBuilder } from '../batch-builder.ts'
import type { Batch } from '../connector.ts'
import type { FileFormat, FileSettings, Probe } from '../file-format.ts'
import { fileProblem } from '../file-problem.ts'
import { ElementReader, type Opened } from './android/elements.ts'
import { callOf, type Mms, mmsOf, type Result, smsOf } from './android/records.ts'
import { previewBatches } from './batches.ts'
import { checkFile, readBytes, readEnds } from './open-file.ts'

/** Turns a file that is no XML at all into an end, not into a problem for every line of it. */
const MAX_BROKEN = 1000

function decoderFor(head: Uint8Array): TextDecoder {
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le')
  return new TextDecoder(head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : 'utf-8')
}

async function* read(settings: FileSettings, _cursor: unknown, signal: AbortSignal): AsyncGenerator<Batch> {
  const batch = new BatchBuilder(settings.path)
  let broken = 0
  let mms: Mms | undefined
  const finish = (result: Result, { line }: Opened) => {
    if (result && 'code' in result) batch.problem(result.code, line, result.detail)
    else if (result) batch.add(result)
  }
  const reader = new ElementReader({
    open(tag) {
      if (tag.name === 'sms') finish(smsOf(tag, settings), tag)
      else if (tag.name === 'call') finish(callOf(tag, settings), tag)
      else if (tag.name === 'mms') mms = { opened: tag, parts: [], addresses: [] }
      else if (tag.name === 'part') mms?.parts.push(tag.attributes)
      else if (tag.name === 'addr') mms?.addresses.push(tag.attributes)
    },
    close(name) {
      if (name !== 'mms' || !mms) return
      finish(mmsOf(mms, settings), mms.opened)
      mms = undefined
    },
    problem(code, line) {
      if (code === 'broken-xml') broken++
      batch.problem(code, line)
    },
  })

  let done = 0
  let total = 0
  try {
    const ends = await readEnds(settings.path, 4, 0)
    total = ends.size
    if (total === 0) batch.problem('empty')
    const decoder = decoderFor(ends.head)
    for await (const bytes of readBytes(settings.path, signal)) {
      done = Math.min(total, done + bytes.length)
      reader.write(decoder.decode(bytes, { stream: true }))
      yield* batch.full(done, total)
      if (reader.stopped || broken > MAX_BROKEN) break
    }
    if (signal.aborted) return
    reader.write(decoder.decode())
    if (total > 0) reader.end()
  } catch (error) {
    const { code, detail } = fileProblem(settings.path, error)
    batch.problem(code, undefined, detail)
  }
  yield* batch.rest(done, total)
}

/**
 * Backups of the Android app "SMS Backup & Restore": calls, SMS and MMS
 * (synctech.com.au/sms-backup-restore/fields-in-xml-backup-files). The phone's owner is our side: the first own number, or
 * the handle `android:device` when none is known. Drafts and messages that never left the phone are left out.
 */
export const smsBackup: FileFormat = {
  kind: 'sms-backup',
  source: 'android',

  recognise(probe: Probe): number {
    if (probe.folder) return 0
    const root = /<(smses|calls)[\s>/]/.exec(probe.text)
    if (!root || !/^\s*</.test(probe.text)) return 0
    return /<(?:sms|mms|call)\s/.test(probe.text) || /\bcount=/.test(probe.text.slice(root.index, root.index + 200)) ? 0.98 : 0.6
  },

  check: settings => checkFile(settings.path),
  read,
  preview(settings, signal) {
    // The file does not name its owner; only a group message may give the number away.
    return previewBatches(read(settings, undefined, signal), items => {
      const ours = items.flatMap(item => [item.from, ...item.to]).filter(party => party.own && party.kind === 'phone')
      return [...new Set(ours.map(party => party.address))].slice(0, 5)
    })
  },
}
