import { create } from 'zustand'
import type { Picked } from '../api/files.ts'
import { goTo } from './place.ts'

/** Files that were dropped anywhere or chosen elsewhere and wait for the import place to take them. */
export const useWaitingFiles = create<{ picked: Picked | undefined }>(() => ({ picked: undefined }))

/** Whether the file over the window comes out of it. */
let ours = false

/** A file is being dragged out of this window: brought back to it, it is not one to be imported. */
export function beginDragOut(): void {
  ours = true
  // While the system drags, the pointer is not seen.
  const end = (event: PointerEvent): void => {
    if (event.buttons !== 0) return
    ours = false
    removeEventListener('pointermove', end)
  }
  addEventListener('pointermove', end)
}

export function isDragOut(): boolean {
  return ours
}

export function openInImport(picked: Picked): void {
  useWaitingFiles.setState({ picked })
  goTo({ at: 'import' })
}
