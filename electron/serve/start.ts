/** What `npm start` runs where Electron cannot: the app in a browser's window. Ends when that window is closed, or on Ctrl-C. */
import { parseArgs } from 'node:util'
import { windowRoot } from '../platform/built.ts'
import { defaultFolder } from '../platform/folder.ts'
import { openLastWorkspace, takePassphrase } from '../platform/launch.ts'
import { hasScreen, openAppWindow, openDefaultBrowser } from './app-window.ts'
import { sentence } from './cli/sentence.ts'
import { words } from './cli/words.ts'
import { type Running, serve } from './http.ts'
import { openWindowApp } from './open-app.ts'

/**
 * Ms without any page connected, after which it is over. closed: the window's process ended. handed: it ended before a page connected,
 * as when it hands over to a browser already running. empty: it is there without a page; a reload takes a moment.
 */
const grace = { closed: 300, handed: 5000, empty: 6000 }

const { values } = parseArgs({ options: { data: { type: 'string' } } })
const folder = values.data ?? defaultFolder()
try {
  await start()
} catch (error) {
  process.stderr.write(`${await sentence(error, folder)}\n`)
  process.exitCode = 1
}

async function start(): Promise<void> {
  const { app, ports } = openWindowApp(folder, takePassphrase())
  // The window loads while its workspace opens.
  void openLastWorkspace(app, ports.preferences)
  const running = await serve({ app, folder, root: windowRoot, port: 0, log: ports.log })
  let ending = false
  const end = async (): Promise<void> => {
    if (ending) return
    ending = true
    await running.close()
    await app.close()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)

  const browser = process.env.CHROME_PATH
  if (!hasScreen()) tell(running)
  else if (browser) follow(browser, running, end)
  else
    await openDefaultBrowser(running.address()).then(
      () => process.stdout.write(`${words.openedInBrowser}\n`),
      () => tell(running),
    )
}

/** Opens the app's window and calls `end` when it was closed. */
function follow(browser: string, running: Running, end: () => void): void {
  const window = openAppWindow(browser, running.address(), folder)
  process.once('exit', () => window.kill())
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
  window.once('error', () => tell(running))
  window.once('exit', code => {
    if (code && !everConnected) return tell(running)
    ended = true
    reconsider()
  })
}

/** There is no window, or it could not be opened: a person opens the address. */
function tell(running: Running): void {
  running.showAddresses(address => void process.stdout.write(`${words.openAddress(address)}\n`))
}
