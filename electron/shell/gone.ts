import { app, BrowserWindow } from 'electron'
import { fragmentOf, type Popped, poppedOf } from '#shared/desktop/popped.ts'
import type { Log } from '../platform/log.ts'
import { addressOf, origin } from './window.ts'

/** What falls over twice within this time, ms, is not started a third time. */
const AGAIN_WITHIN = 60_000

/** Said by a start that follows a fall, with its time: `--after-fall=1763768400000`. */
const flag = '--after-fall='

/** Loads a page whose process ended once more; when that falls over too, a page that says what to do. Nothing is lost: what is written lies in the store. */
export function reviveWindow(window: BrowserWindow, log: Log, now: () => number): void {
  let fell = Number.NEGATIVE_INFINITY
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return
    log.warn('window.gone', { reason, exitCode })
    const again = now() - fell < AGAIN_WITHIN
    fell = now()
    const popped = shownIn(window)
    void window.loadURL(again ? goneAddress(popped) : addressOf(popped))
  })
}

/** Whom the window shows; undefined for the main one. What fell over may have been the page that says so. */
function shownIn(window: BrowserWindow): Popped | undefined {
  const url = window.webContents.getURL()
  return URL.canParse(url) ? poppedOf(new URL(url).hash || new URL(url).search.replace('?', '#')) : undefined
}

/** Its way back is the window's own address. A fragment would not reach who serves it (protocol.ts). */
function goneAddress(popped: Popped | undefined): string {
  return `${origin}/gone${popped ? fragmentOf(popped).replace('#', '?') : ''}`
}

/** What helps the windows (graphics, network) is started again by Chromium itself. */
export function noteHelpers(log: Log): void {
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    if (reason !== 'clean-exit') log.warn('helper.gone', { type, reason, exitCode })
  })
}

/** A thread of the app fell over: the whole app is started once more, whose store finds everything that was committed. */
export function restartOnce(log: Log, now: () => number, args: readonly string[] = process.argv.slice(1)) {
  const before = Number(args.find(arg => arg.startsWith(flag))?.slice(flag.length) ?? Number.NaN)
  let over = false
  return (thread: string): void => {
    if (over) return
    over = true
    const again = now() - before < AGAIN_WITHIN
    log.warn('thread.gone', { thread, again })
    if (again) {
      for (const window of BrowserWindow.getAllWindows()) void window.loadURL(goneAddress(shownIn(window)))
      return
    }
    app.relaunch({ args: [...args.filter(arg => !arg.startsWith(flag)), `${flag}${now()}`] })
    app.exit(0)
  }
}
