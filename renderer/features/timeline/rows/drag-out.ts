import { type DragEvent, useRef, useState } from 'react'
import type { AttachmentView } from '#shared/contract/timeline.ts'
import { safeFileName } from '#shared/safety/file-name.ts'
import { type FileRisk, fileRisk } from '#shared/safety/file-risk.ts'
import { api, client, queryClient } from '../../../api/client.ts'
import { beginDragOut } from '../../../state/files.ts'

/** An address is good for a minute, ms (electron/app/documents.ts); this long it lasts through a drag as well. */
const FRESH = 20_000

/**
 * Lets a file be dragged to the desktop or into another program: as a file of its own where a program is around the window, by an address that is
 * fetched when it is dropped in a browser. What could do harm stays where it is: there is a warning to be answered first.
 */
export function useDragOut(id: number, { name, type, position }: AttachmentView) {
  const [risk, setRisk] = useState<FileRisk | undefined>(() => fileRisk(name, type))
  /** The address made when the button went down: when a drag begins it is too late to ask for it. */
  const made = useRef<{ path: string; at: number }>(undefined)
  const isShell = (): boolean => queryClient.getQueryData(api.desktop.get.queryKey())?.shell === true
  const look = (found: FileRisk | ''): boolean => {
    if (found !== '') setRisk(found)
    return found === ''
  }
  const prepare = async (): Promise<void> => {
    if (isShell() || risk || (made.current && Date.now() - made.current.at < FRESH)) return
    // What the name does not show, the file's first bytes may.
    if (!look((await client.timeline.fileRisk({ id, position })).risk)) return
    const { path } = await client.timeline.open({ what: 'attachment', id, position })
    made.current = { path, at: Date.now() }
  }
  return {
    risk,
    handlers: {
      draggable: risk === undefined,
      onPointerDown: () => void prepare().catch(() => {}),
      onDragStart(event: DragEvent) {
        beginDragOut()
        if (made.current) {
          // Type, name and address, apart by colons (Chromium, ui/base/clipboard/clipboard_constants: DownloadURL).
          event.dataTransfer.setData('DownloadURL', `application/octet-stream:${safeFileName(name)}:${location.origin}${made.current.path}`)
          event.dataTransfer.effectAllowed = 'copy'
          made.current = undefined
          return
        }
        event.preventDefault()
        if (isShell())
          client.desktop.drag({ id, position }).then(
            answer => look(answer.risk),
            () => {},
          )
      },
    },
  }
}
