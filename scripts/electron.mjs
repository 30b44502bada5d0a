import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { node, root } from './prepare.mjs'
import { run, say } from './say.mjs'

const folder = join(root, 'node_modules', 'electron')
const failed = join(root, 'node_modules', '.hilo-electron-failed')

/** Ms. A download that takes longer than the first is given up; one that failed is not tried again before the second is over. */
const limits = { download: 180_000, retry: 24 * 3_600_000 }

/** Electron's program file, when it is there. Its package writes path.txt once the download is unpacked. */
export function findElectron() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  const name = existsSync(join(folder, 'path.txt')) ? readFileSync(join(folder, 'path.txt'), 'utf8') : override && 'electron'
  const program = name && join(override ?? join(folder, 'dist'), name)
  return program && existsSync(program) ? program : undefined
}

/** Electron's program file; fetched when it is not there. Undefined when that is not possible, now or a while ago. */
export async function fetchElectron() {
  const found = findElectron()
  if (found || hasJustFailed()) return found
  say('fetching Electron (once, about 110 MB) ...')
  await run(node, [join(folder, 'install.js')], { quiet: true, limit: limits.download })
  const fetched = findElectron()
  if (!fetched) writeFileSync(failed, JSON.stringify({ lock: lock(), at: Date.now() }))
  return fetched
}

function hasJustFailed() {
  try {
    const last = JSON.parse(readFileSync(failed, 'utf8'))
    return last.lock === lock() && Date.now() - last.at < limits.retry
  } catch {
    return false
  }
}

function lock() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
}
