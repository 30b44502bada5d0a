import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../../../node_modules/electron/', import.meta.url))

/** Electron's program file, when it was downloaded: its package writes path.txt once that is done. Never downloads. */
export function electronProgram(): string | undefined {
  const names = join(folder, 'path.txt')
  if (!existsSync(names)) return undefined
  const program = join(folder, 'dist', readFileSync(names, 'utf8'))
  return existsSync(program) ? program : undefined
}
