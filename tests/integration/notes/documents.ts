import { expect } from 'vitest'
import * as Y from 'yjs'
import type { NoteBlock, NoteContent } from '#shared/model/note.ts'
import type { Replica } from '../../../renderer/features/notes/editor/replica.ts'

/** Writes in a note's only paragraph, as the editor does. */
export function write(doc: Y.Doc, text: string, at = 0): void {
  const body = doc.getXmlFragment('default')
  doc.transact(() => {
    if (body.length === 0) {
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText()])
      body.insert(0, [paragraph])
    }
    const paragraph = body.get(0)
    const line = paragraph instanceof Y.XmlElement ? paragraph.get(0) : undefined
    if (line instanceof Y.XmlText) line.insert(at, text)
  })
}

export function textIn(doc: Y.Doc): string {
  const paragraph = doc.getXmlFragment('default').toArray()[0]
  const line = paragraph instanceof Y.XmlElement ? paragraph.get(0) : undefined
  return line instanceof Y.XmlText ? line.toString() : ''
}

/** Until everything written is in the store. */
export async function saved(replica: Replica): Promise<void> {
  await expect.poll(() => replica.state(), { interval: 2 }).toBe('saved')
}

export function linesOf({ blocks }: NoteContent): string[] {
  return blocks.flatMap((block: NoteBlock) => (block.kind === 'paragraph' ? block.spans.map(span => span.text).join('') : []))
}
