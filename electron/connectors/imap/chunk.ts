import type { FetchMessageObject } from 'imapflow'
import type { Problem } from '#shared/model/problem.ts'
import { LARGEST_MESSAGE } from '../email/mbox-splitter.ts'
import type { Lying, RawMail } from '../live.ts'
import type { FolderCursor } from './cursor.ts'
import type { Folder } from './folders.ts'
import type { Range } from './todo.ts'

/** What the reader says. `cursor` is the folder's when all of the chunk, and of those before it, is in. */
export type Chunk =
  | { type: 'mails'; path: string; uids: number[]; mails: RawMail[]; problems: Problem[]; cursor: FolderCursor }
  /** Mails vanished from a folder, out of those that were read. Without a cursor, the folder vanished with them. */
  | { type: 'gone'; path: string; validity: string; ranges: Range[]; mails: Gone[]; cursor?: FolderCursor }
  | { type: 'progress'; done: number; total: number }
  | { type: 'live' }
  | { type: 'alive' }

/** `also`: as the store tells it, and `elsewhere` for what lies in a folder that is not read. */
export type Gone = Pick<Lying, 'sourceId' | 'also'>

/** What a folder gave so far. */
export class Got {
  /** UIDs of everything; below, what is read of that. */
  readonly all: number[] = []
  private readonly uids: number[] = []
  private readonly mails: RawMail[] = []
  private readonly problems: Problem[] = []
  private readonly folder: Folder
  bytes = 0
  /** When the server got the first of them, epoch ms. */
  reached: number | undefined

  constructor(folder: Folder) {
    this.folder = folder
  }

  add(mail: FetchMessageObject): void {
    const { uid, source, labels } = mail
    const { path, sent } = this.folder
    const file = `${path}/${uid}`
    const time = receivedAt(mail)
    this.all.push(uid)
    this.reached ??= time
    this.bytes += source?.length ?? 0
    if (labels?.has('\\Draft')) return
    if (!source) this.problems.push({ file, code: 'broken-message' })
    else if (source.length > LARGEST_MESSAGE) this.problems.push({ file, code: 'too-large' })
    else {
      this.uids.push(uid)
      // A copy, at once: the original may be a small part of what the socket read, and would be old, which is long kept, at the end of the slice.
      const bytes = new Uint8Array(source)
      this.mails.push({ bytes, sent: sent || labels?.has('\\Sent') === true, file, ...(time !== undefined && { receivedAt: time }) })
    }
  }

  chunk(cursor: FolderCursor): Chunk {
    return { type: 'mails', path: this.folder.path, uids: this.uids, mails: this.mails, problems: this.problems, cursor }
  }
}

function receivedAt({ internalDate }: FetchMessageObject): number | undefined {
  const time = internalDate === undefined ? Number.NaN : new Date(internalDate).getTime()
  return Number.isNaN(time) ? undefined : time
}
