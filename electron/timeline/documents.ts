import { type FileRisk, fileRisk } from '#shared/safety/file-risk.ts'
import type { Db } from '../store/database.ts'
import { Refusal } from '../store/protocol.ts'
import { mailFrame, type Shown } from './mail-frame.ts'

/** A mail's HTML with the pictures it carries by Content-ID, made safe to show at `path`. Refuses `not-found`. */
export function mailPage(db: Db, { id, ...shown }: { id: number; remote: boolean; path: string }): Shown {
  const html = db.prepare<[number], string | null>('SELECT html FROM body WHERE interaction_id = ?').pluck().get(id)
  if (!html) throw new Refusal('not-found')
  const inline = db
    .prepare<[number], { contentId: string; type: string; content: Uint8Array }>(
      `SELECT a.content_id AS contentId, a.type, b.content FROM attachment a JOIN blob b ON b.id = a.blob_id
       WHERE a.interaction_id = ? AND a.content_id IS NOT NULL AND a.type LIKE 'image/%' AND a.size < 2000000 LIMIT 100`,
    )
    .all(id)
  return mailFrame({ html, inline }, shown)
}

/** An attachment's bytes. Refuses `not-found`, also when the source only named the file. */
export function attachmentContent(
  db: Db,
  { id, position }: { id: number; position: number },
): { name: string; type: string; content: Uint8Array } {
  const found = db
    .prepare<[number, number], { name: string; type: string; content: Uint8Array }>(
      `SELECT a.name, a.type, b.content FROM attachment a JOIN blob b ON b.id = a.blob_id WHERE a.interaction_id = ? AND a.position = ?`,
    )
    .get(id, position)
  if (!found) throw new Refusal('not-found')
  return found
}

/** A zip names what it holds at its end, a compound file mostly near its beginning. */
const LOOKED_AT = 256 * 1024

/** What an attachment could do when it is opened; '' when nothing is known against it. Refuses `not-found`. */
export function attachmentRisk(db: Db, wanted: { id: number; position: number }): FileRisk | '' {
  const { name, type, content } = attachmentContent(db, wanted)
  const bytes = content.length > 2 * LOOKED_AT ? Buffer.concat([content.subarray(0, LOOKED_AT), content.subarray(-LOOKED_AT)]) : content
  return fileRisk(name, type, bytes) ?? ''
}
