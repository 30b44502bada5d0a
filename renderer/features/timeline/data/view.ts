import { createContext, useContext } from 'react'
import type { Mark } from '#shared/search/mark.ts'
import type { Formats } from '../../../i18n/make-formats.ts'
import type { Words } from '../words.ts'

/** What the reader opened in one interaction. */
export interface Opened {
  /** All of its text. */
  whole?: boolean
  quoted?: boolean
  /** The mail as it was designed: without, or with pictures from the network. */
  original?: 'own' | 'network' | undefined
  /** The frame of the original is as high as the window. */
  tall?: boolean
}

/**
 * What every row needs from the pane around it. It stays the same object until language, customer or the words looked for change:
 * rows come and go with every frame of scrolling and must not each work it out again.
 */
export interface View {
  customer: { id: number; name: string }
  words: Words
  formats: Formats
  /** To be marked in texts. */
  wanted: readonly Mark[]
  onOpen: (id: number, change: Opened) => void
  /** Opens or closes the session that holds this interaction. */
  onSession: (id: number, open: boolean) => void
}

export const ViewContext = createContext<View | undefined>(undefined)

export function useView(): View {
  const view = useContext(ViewContext)
  if (!view) throw new Error('a row outside its timeline')
  return view
}
