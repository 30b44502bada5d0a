import { app, powerMonitor } from 'electron'
import type { App } from '../app/app.ts'
import type { Log } from '../platform/log.ts'

/** So long is waited for what is being written. Windows gives a program about five seconds when it is switched off. */
const LIMIT = 4500

/** And so long for the windows to say their last, of that. */
const LAST_WORDS = 1000

/** Lets what is being written be written before the program ends, however it is asked to end. `heard`: every window that is gone was heard out. */
export function closeInOrder(hilo: Pick<App, 'close' | 'wake'>, heard: () => Promise<void>, log: Log): void {
  let closed = false
  let leaving = false
  let closing: Promise<void> | undefined
  const close = (): Promise<void> => {
    closing ??= Promise.race([heard(), after(LAST_WORDS)])
      .then(() => Promise.race([hilo.close().then(() => 'done'), after(LIMIT - LAST_WORDS).then(() => 'late')]))
      .then(
        how => log.info('closed', { how }),
        (error: unknown) => log.error('closed', error),
      )
      .then(() => {
        closed = true
      })
    return closing
  }
  app.on('will-quit', event => {
    if (closed) return
    event.preventDefault()
    // Asked again while it is closing: it ends once.
    if (!leaving) void close().then(() => app.quit())
    leaving = true
  })
  app.on('browser-window-created', (_event, window) => {
    // Windows signs out or is switched off: `will-quit` does not come any more (BrowserWindow, event session-end).
    if (process.platform === 'win32') window.on('session-end', () => void close())
  })
  // macOS and Linux wait for a program that asks for it, and expect it to quit soon (powerMonitor, event shutdown).
  if (process.platform !== 'win32') {
    // The event is there, but not in Electron's types.
    powerMonitor.on('shutdown', (...given: unknown[]) => {
      const [event] = given
      if (isPreventable(event)) event.preventDefault()
      app.quit()
    })
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit())

  powerMonitor.on('suspend', () => log.info('sleep'))
  // The network is another one now, or was away: what waits need not wait, and what seems connected may not be.
  const wake = (): void => {
    log.info('wake')
    hilo.wake().catch(() => {})
  }
  powerMonitor.on('resume', wake)
}

function after(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms).unref())
}

function isPreventable(event: unknown): event is { preventDefault(): void } {
  return typeof event === 'object' && event !== null && 'preventDefault' in event && typeof event.preventDefault === 'function'
}
