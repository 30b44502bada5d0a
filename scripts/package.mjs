/** `npm run package -- --linux`: builds everything, collects licences and packs. Arguments are electron-builder's own. */
import { writeBill } from './bill.mjs'
import { buildMain, buildWindow, dependencies, node, tool } from './prepare.mjs'
import { entry, run } from './say.mjs'

await entry(async () => {
  await dependencies()
  await buildWindow()
  await buildMain()
  writeBill()
  const { code } = await run(node, [tool('electron-builder'), '--publish', 'never', ...process.argv.slice(2)])
  return code
})
