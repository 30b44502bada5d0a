/** What `npm start` runs where Electron cannot: the app in a browser's window. Ends when that window is closed, or on Ctrl-C. */
import { parseArgs } from 'node:util'
import { windowRoot } from '../platform/built.ts'
import { defaultFolder } from '../platform/folder.ts'
import { openLastWorkspace, takePassphrase } from '../platform/launch.ts'
import { hasScreen, openAppWindow, openDefaultBrowser } from './app-window.ts'
import { words } from './cli/words.ts'
import { serve } from './http.ts'
import { openApp } from './open-app.ts'

/** After the window's process ended, for one that handed over to a browser already running; and after the last page went away. Ms. */
const grace = { ended: 3000, empty: 6000 }

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
  let ended = false
  let timer: NodeJS.Timeout | undefined
  const reconsider = (): void => {
    clearTimeout(timer)
    if (connected === 0) timer = setTimeout(end, ended ? grace.ended : grace.empty)
  }
  running.onWindows(count => {
    connected = count
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
