import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'vite'

export const root = fileURLToPath(new URL('../../../', import.meta.url))

/** An import as one file writes it: `target` is a file of this project (`electron/app/app.ts`) or a package (`package:zod/v4`). */
export interface Import {
  file: string
  target: string
  /** Gone when the types are: nothing is loaded. */
  typeOnly: boolean
}

/** What git knows and what it would add: paths from the root, with `/`. */
export function sources(): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' })
  return listed.split('\0').filter(file => file !== '' && existsSync(join(root, file)))
}

export function isCode(file: string): boolean {
  return /\.(ts|tsx|mjs)$/.test(file)
}

/** Every import of a file: static, re-exported and dynamic, and the files that `new URL('...', import.meta.url)` names. */
export function importsOf(file: string, text = readFileSync(join(root, file), 'utf8')): Import[] {
  const { module, errors } = parseSync(file, text)
  const failed = errors.find(error => error.severity === 'Error')
  if (failed) throw new Error(`${file}: ${failed.message}`)
  const at = (specifier: string, typeOnly = false): Import => ({ file, target: resolve(file, specifier), typeOnly })
  const allTypes = (entries: { isType: boolean }[]) => entries.length > 0 && entries.every(entry => entry.isType)
  return [
    ...module.staticImports.map(each => at(each.moduleRequest.value, allTypes(each.entries))),
    ...module.staticExports.flatMap(each =>
      each.entries.flatMap(entry => (entry.moduleRequest ? [at(entry.moduleRequest.value, entry.isType)] : [])),
    ),
    ...module.dynamicImports.map(each => at(text.slice(each.moduleRequest.start + 1, each.moduleRequest.end - 1))),
    ...[...text.matchAll(/new URL\('(\.[^']*\.ts)', import\.meta\.url\)/g)].map(match => at(match[1] ?? '')),
  ]
}

function resolve(file: string, specifier: string): string {
  if (specifier.startsWith('#shared/')) return specifier.slice(1)
  if (specifier.startsWith('.')) return posix.join(dirname(file), specifier)
  return `package:${specifier}`
}

export function lines(file: string): number {
  return readFileSync(join(root, file), 'utf8').split('\n').length
}
