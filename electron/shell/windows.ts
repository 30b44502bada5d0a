import type { BrowserWindow } from 'electron'
import { type Popped, poppedOf } from '#shared/desktop/popped.ts'
import type { PreferencesPort } from '../app/ports.ts'
import type { Log } from '../platform/log.ts'
import { offerContextMenu } from './around/context-menu.ts'
import { reviveWindow } from './gone.ts'
import { openWindow } from './window.ts'

/** The main window, and customers in windows of their own beside it. */
export function createWindows(preferences: PreferencesPort, log: Log) {
  let main: BrowserWindow | undefined
  /** Whom each of the others shows. */
  const customers = new Map<BrowserWindow, number>()

  const open = (hidden: boolean, popped?: Popped): BrowserWindow => {
    const window = openWindow(preferences, hidden, popped)
    reviveWindow(window, log, Date.now)
    offerContextMenu(window)
    return window
  }
  const openMain = (hidden = false): BrowserWindow => {
    const window = open(hidden)
    main = window
    window.on('closed', () => {
      if (main === window) main = undefined
    })
    return window
  }

  return {
    openMain,
    /** Brings the main window to the front. */
    show: () => toFront(main ?? openMain()),
    /** A customer's own window: the one that is there, or a new one. */
    popOut(popped: Popped): void {
      const [there] = [...customers].find(([, customer]) => customer === popped.customer) ?? []
      if (there) {
        toFront(there)
        return
      }
      const window = open(false, popped)
      customers.set(window, popped.customer)
      // Merged into another, the window goes on with that one.
      window.webContents.on('did-navigate-in-page', (_event, url) => {
        const now = poppedOf(new URL(url).hash)
        if (now) customers.set(window, now.customer)
      })
      window.on('closed', () => customers.delete(window))
    },
  }
}

function toFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
