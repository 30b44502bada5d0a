import { join } from 'node:path'
import { buildWindow, compiled, dependencies, node, root } from './prepare.mjs'
import { entry, run } from './say.mjs'

const args = process.argv.slice(2)

await entry(async () => {
  await dependencies()
  if (args[0] === 'serve') await buildWindow()
  const { code } = await run(node, [join(root, 'electron', 'serve', 'hilo.ts'), ...args], { env: compiled })
  return code
})
