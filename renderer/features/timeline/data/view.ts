import { createContext, useContext } from 'react'

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

/** What every row needs from the pane around it. Stays the same object for as long as the words looked for do. */
export interface View {
  /** The name they are known by. */
  customer: string | undefined
  /** Words to mark. */
  words: readonly string[]
  onOpen: (id: number, change: Opened) => void
  /** Opens or closes the session that holds this interaction. */
  onSession: (id: number, open: boolean) => void
}

export const ViewContext = createContext<View>({ customer: undefined, words: [], onOpen() {}, onSession() {} })

export function useView(): View {
  return useContext(ViewContext)
}
