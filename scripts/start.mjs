import { join } from 'node:path'
import { findChromium } from './chromium.mjs'
import { fetchElectron } from './electron.mjs'
import { buildMain, buildWindow, compiled, dependencies, node, root } from './prepare.mjs'
import { entry, run, say } from './say.mjs'

const { env, platform } = process

await entry(async () => {
  await dependencies()
  await buildWindow()
  await buildMain()
  const hasScreen = platform !== 'linux' || env.DISPLAY || env.WAYLAND_DISPLAY
  if (hasScreen) {
    const electron = await fetchElectron()
    if (electron) {
      // Chromium refuses to run as root with its sandbox.
      const asRoot = platform === 'linux' && process.getuid() === 0 ? ['--no-sandbox'] : []
      const started = Date.now()
      const { code } = await run(electron, [...asRoot, join(root, 'out', 'main', 'main.js'), ...process.argv.slice(2)])
      if (code === 0 || code === 130 || Date.now() - started > 5000) return code
      say('Electron could not start here; opening the same app in a browser window instead.')
    } else {
      say('Electron is not here and could not be fetched; opening the same app in a browser window instead.')
    }
  } else {
    say('There is no display here; serving the same app to a browser instead.')
  }
  const { code } = await run(node, [join(root, 'out', 'main', 'start.js'), ...process.argv.slice(2)], {
    env: { ...compiled, CHROME_PATH: findChromium() ?? '' },
  })
  return code
})
