/** `npm run test:electron`: the specs of the window in real Electron, wherever its binary is or can be fetched. */
import { fetchElectron } from './electron.mjs'
import { buildMain, buildWindow, compiled, dependencies, node, tool } from './prepare.mjs'
import { entry, run, StepFailed } from './say.mjs'

await entry(async () => {
  await dependencies()
  if (!(await fetchElectron())) {
    throw new StepFailed(
      'Electron is not here and could not be fetched.',
      'Check the network (github.com/electron/electron/releases) and try again.',
    )
  }
  await buildWindow()
  await buildMain()
  const specs = [tool('@playwright/test', 'playwright'), 'test', '--project=electron', ...process.argv.slice(2)]
  const headless = process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY
  const [program, ...args] = headless ? ['xvfb-run', '-a', node, ...specs] : [node, ...specs]
  const { code } = await run(program, args, { env: compiled })
  return code
})
