/** What `npm start` runs where Electron cannot: the app in a browser's window. Ends when that window is closed, or on Ctrl-C. */
import { parseArgs } from 'node:util'
import { windowRoot } from '../platform/built.ts'
import { defaultFolder } from '../platform/folder.ts'
import { openLastWorkspace, takePassphrase } from '../platform/launch.ts'
import { hasScreen, openAppWindow, openDefaultBrowser } from './app-window.ts'
import { words } from './cli/words.ts'
import { serve } from './http.ts'
import { openApp } from './open-app.ts'

/**
 * Ms without any page connected, after which it is over. closed: the window's process ended. handed: it ended before a page connected,
 * as when it hands over to a browser already running. empty: it is there without a page; a reload takes a moment.
 */
const grace = { closed: 300, handed: 5000, empty: 6000 }

const { values } = parseArgs({ options: { data: { type: 'string' } } })
const folder = values.data ?? defaultFolder()
const opened = openApp(folder, takePassphrase())
await openLastWorkspace(opened.app, opened.ports.preferences)
const running = await serve({ app: opened.app, folder, root: windowRoot, port: 0 })
const browser = process.env.CHROME_PATH

let ending = false
async function end(): Promise<void> {
  if (ending) return
  ending = true
  await running.close()
  await opened.app.close()
  process.exit(0)
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

if (!hasScreen()) {
  say(words.openAddress(running.address(false)))
} else if (browser) {
  const window = openAppWindow(browser, running.address(true), folder)
  let connected = 0
  let everConnected = false
  let ended = false
  let timer: NodeJS.Timeout | undefined
  const reconsider = (): void => {
    clearTimeout(timer)
    if (connected > 0 || !(ended || everConnected)) return
    timer = setTimeout(end, ended ? (everConnected ? grace.closed : grace.handed) : grace.empty)
  }
  running.onWindows(count => {
    connected = count
    everConnected ||= count > 0
    reconsider()
  })
  window.once('exit', () => {
    ended = true
    reconsider()
  })
  window.once('error', () => say(words.openAddress(running.address(false))))
  process.once('exit', () => window.kill())
} else {
  await openDefaultBrowser(running.address(true)).then(
    () => say(words.openedInBrowser),
    () => say(words.openAddress(running.address(false))),
  )
}
