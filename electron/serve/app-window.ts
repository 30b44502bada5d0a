import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

/** Nothing of the browser's own needs the network, its first-run pages or its sign-in here. */
const flags = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--disable-extensions',
  // What was in the memory of a page that crashed is nobody's.
  '--disable-breakpad',
  '--window-size=1280,800',
]

/** Opens `address` in a window of its own, with a browser profile below the data folder. */
export function openAppWindow(browser: string, address: string, folder: string): ChildProcess {
  // Chromium refuses to run as root with its sandbox; --test-type hides the warning bar that follows.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : []
  return spawn(browser, [`--app=${address}`, `--user-data-dir=${join(folder, 'window')}`, ...flags, ...asRoot], { stdio: 'ignore' })
}

/** Hands `address` to the default browser; rejects when there is no way to. */
export function openDefaultBrowser(address: string): Promise<void> {
  const [command, ...rest] =
    process.platform === 'darwin' ? ['open'] : process.platform === 'win32' ? ['rundll32', 'url.dll,FileProtocolHandler'] : ['xdg-open']
  const child = spawn(command ?? '', [...rest, address], { stdio: 'ignore' })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', code => (code === 0 ? resolve() : reject(new Error('no default browser'))))
  })
}

/** A window needs a screen; on Linux that is what these variables name. */
export function hasScreen(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): boolean {
  return platform === 'win32' || platform === 'darwin' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
}
