import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Random } from '../../../../electron/sample/random.ts'
import { testFolder } from '../../support/workspace.ts'

/** Changes one bit of a file, anywhere in it. */
export function flip(path: string, random: Random): void {
  const bytes = readFileSync(path)
  if (bytes.length === 0) return
  const at = random.int(0, bytes.length - 1)
  bytes[at] = (bytes[at] ?? 0) ^ (1 << random.int(0, 7))
  writeFileSync(path, bytes)
}

/** Cuts a file off anywhere. */
export function cut(path: string, random: Random): void {
  if (existsSync(path)) truncateSync(path, random.int(0, statSync(path).size))
}

/** The same workspace in another place. */
export function copyOf(folder: string): string {
  const copy = testFolder()
  cpSync(folder, copy, { recursive: true })
  return copy
}

export interface SmallDisk {
  folder: string
  /** How its end is made: a file system of its own where that may be mounted, else a limit on the size of files. */
  kind: 'tmpfs' | 'limit'
  /** Put before a program and its arguments: what it writes ends there. */
  command: string[]
  /** There is room again. */
  widen(): void
}

/** A copy of a workspace on a disk with little room left, KiB. */
export function smallDisk(folder: string, room: number): SmallDisk {
  const at = join(testFolder(), 'disk')
  mkdirSync(at)
  const used = Number(execFileSync('du', ['-sk', folder], { encoding: 'utf8' }).split('\t')[0])
  const mount = (options: string) => execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', at], { stdio: 'ignore' })
  try {
    mount(`size=${used + room}k`)
  } catch {
    cpSync(folder, at, { recursive: true })
    const most = Math.ceil(statSync(join(at, 'hilo.db')).size / 512) + 2 * room
    return { folder: at, kind: 'limit', command: ['sh', '-c', `trap "" XFSZ; ulimit -f ${most}; exec "$@"`, 'sh'], widen() {} }
  }
  onTestFinished(() => void execFileSync('umount', ['-l', at]))
  cpSync(folder, at, { recursive: true })
  return { folder: at, kind: 'tmpfs', command: [], widen: () => mount(`remount,size=${used + 100_000}k`) }
}
