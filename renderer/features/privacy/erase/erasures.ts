import { create } from 'zustand'
import type { Receipt } from '#shared/contract/safety/privacy.ts'

/** What was erased last in this window: its receipt outlives the pane that it was asked for in. */
export const useErasure = create<{ done: { name: string; receipt: Receipt } | undefined }>(() => ({ done: undefined }))
