import * as z from 'zod'
import type { Todo } from './todo.ts'

/** How far reading of one folder has come. */
export interface FolderCursor {
  /** UIDVALIDITY (RFC 3501 section 2.3.1.1) as a decimal: under another one the UIDs below mean nothing. */
  validity: string
  /** UIDs from here on are news. */
  next: number
  /** Below `next` and not read yet. */
  todo: Todo
  /** HIGHESTMODSEQ (RFC 7162) as a decimal, up to which vanished mail has been told. */
  modseq?: string
  /** When the server got the oldest mail taken so far, epoch ms: the folder with the newest is read next. */
  reached?: number
}

export interface Cursor {
  folders: Record<string, FolderCursor>
}

const uid = z.number().int().positive()
const schema = z.object({
  folders: z.record(
    z.string(),
    z.object({
      validity: z.string(),
      next: uid,
      todo: z.array(z.tuple([uid, uid])),
      modseq: z.string().exactOptional(),
      reached: z.number().exactOptional(),
    }),
  ),
})

/** What a cursor of ours says; that of a stranger is as good as none: everything is read again, known by its ids. */
export function readCursor(cursor: unknown): Cursor {
  const parsed = schema.safeParse(cursor)
  return parsed.success ? parsed.data : { folders: {} }
}
