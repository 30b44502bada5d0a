import type { Problem } from '#shared/model/problem.ts'
import type { Batch } from '../connector.ts'
import { formats, recognise } from '../formats.ts'
import type { LiveContext } from '../live.ts'
import { SourceError } from '../source-error.ts'
import { fromDrive } from './drive.ts'

/** What one step of reading a file brought. */
export interface FilePart extends Pick<Batch, 'items' | 'problems' | 'cursor'> {
  source: string
  /** The file could not be read to its end, and may be later. */
  lost: boolean
}

type Reading = Pick<LiveContext<unknown>, 'own' | 'region' | 'timeZone' | 'now' | 'signal'>

/** Reads a file by the connector for its kind, going on from that one's cursor `at`. What nobody knows is a problem, not an error. */
export async function* readFile(path: string, at: unknown, { own, region, timeZone, now, signal }: Reading): AsyncGenerator<FilePart> {
  for await (const file of timed(recognise([path], signal), signal)) {
    if (!file.kind) {
      yield { source: 'folder', items: [], problems: [file.problem], lost: isLost(file.problem) }
      continue
    }
    const format = formats[file.kind]
    const settings = { path, own: [...own], region, timeZone, now: now() }
    for await (const { items, problems, cursor } of timed(format.read(settings, at, signal), signal)) {
      yield { source: format.source, items: items.map(item => ({ file: path, ...item })), problems, cursor, lost: problems.some(isLost) }
    }
  }
}

/** The drive's doing, not the file's content: worth another look. Formats tell the system's own code (EIO) as the detail. */
function isLost({ code, detail }: Problem): boolean {
  return code === 'not-found' || code === 'no-permission' || (code === 'failed' && /^E[A-Z]+$/.test(detail ?? ''))
}

/** What comes from a drive, waiting a limited time for each. */
async function* timed<T>(source: AsyncGenerator<T>, signal: AbortSignal): AsyncGenerator<T> {
  try {
    for (;;) {
      const next = await fromDrive(source.next(), new SourceError('retry', 'file-missing'), signal)
      if (next.done) return
      yield next.value
    }
  } finally {
    // Not waited for: a hanging drive would hang this too.
    source.return(undefined).catch(() => {})
  }
}
