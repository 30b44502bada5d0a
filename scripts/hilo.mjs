import { join } from 'node:path'
import { buildMain, buildWindow, compiled, dependencies, node, root } from './prepare.mjs'
import { entry, run } from './say.mjs'

const args = process.argv.slice(2)

await entry(async () => {
  await dependencies()
  await buildMain()
  if (args[0] === 'serve') await buildWindow()
  const { code } = await run(node, [join(root, 'out', 'main', 'hilo.js'), ...args], { env: compiled })
  return code
})
