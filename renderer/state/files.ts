import { create } from 'zustand'
import type { Picked } from '../api/files.ts'
import { goTo } from './place.ts'

/** Files that were dropped anywhere or chosen elsewhere and wait for the import place to take them. */
export const useWaitingFiles = create<{ picked: Picked | undefined }>(() => ({ picked: undefined }))

export function openInImport(picked: Picked): void {
  useWaitingFiles.setState({ picked })
  goTo({ at: 'import' })
}
