import { app } from 'electron'
import { filesAmong, openedOfLink } from '#shared/desktop/opened.ts'
import { callOfLink } from '#shared/model/call.ts'
import type { App } from '../app/app.ts'

type Taker = Pick<App, 'call' | 'open'>

/** What the system hands over: links that were opened and files that belong to Hilo, from the very beginning. */
export interface Arrivals {
  /** What came before goes to `hilo` now, what comes later at once; `show` brings the window to the front. */
  start(hilo: Taker, show: () => void): void
  /** Links and files among a program's arguments: Windows and Linux start the program again with them. */
  args(args: readonly string[]): void
}

/**
 * To be called before the `ready` event: macOS sends what the program was started with before and right after it
 * (electronjs.org/docs/latest/api/app, events open-file and open-url).
 */
export function listenForArrivals(): Arrivals {
  let taker: { hilo: Taker; show: () => void } | undefined
  let early: string[] = []

  function take(arrived: string): void {
    if (!taker) {
      early.push(arrived)
      return
    }
    const call = callOfLink(arrived)
    // No workspace is open: whoever calls cannot be shown, and no link can change that. A call never takes the keyboard from anything.
    if (call) return void taker.hilo.call(call).catch(() => {})
    const opened = /^hilo:/i.test(arrived) ? openedOfLink(arrived) : { what: 'files' as const, paths: [arrived] }
    if (opened) taker.hilo.open(opened)
    taker.show()
  }

  app.on('open-url', (event, url) => {
    event.preventDefault()
    take(url)
  })
  app.on('open-file', (event, path) => {
    event.preventDefault()
    take(path)
  })
  return {
    start(hilo, show) {
      app.setAsDefaultProtocolClient('hilo')
      taker = { hilo, show }
      const waiting = early
      early = []
      for (const each of waiting) take(each)
    },
    args(args) {
      const arrived = [...args.filter(arg => /^hilo:/i.test(arg)), ...filesAmong(args)]
      for (const each of arrived) take(each)
      // A start with nothing asks for the window alone.
      if (arrived.length === 0) taker?.show()
    },
  }
}
