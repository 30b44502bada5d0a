import { join } from 'node:path'
import type { BackupSettings, BackupsView, BackupView } from '#shared/contract/safety/backups.ts'
import { StoreError } from '../store/protocol.ts'
import { listBackups, removeOld } from './folder.ts'
import { makeBackup } from './make.ts'
import { opensBy, protect } from './recovery.ts'

const HOUR = 3_600_000
const often = { never: Number.POSITIVE_INFINITY, day: 24 * HOUR, week: 7 * 24 * HOUR }
/** How long after the start, and then how often, it is looked whether one is due, ms. */
const LOOKS = { first: 10 * 60_000, later: HOUR }

export interface Backups {
  view(): Promise<Omit<BackupsView, 'keychain' | 'canShow'>>
  /** Makes one now, or waits for the one being made. */
  make(): Promise<BackupView>
  /** See recovery.ts. */
  protect(passphrase: string): Promise<void>
  close(): Promise<void>
}

interface Kept {
  folder: string
  key: Uint8Array
  worker: URL
  settings(): Promise<BackupSettings>
  /** What was made, or why nothing was. */
  onDone(made: BackupView | { problem: string }): Promise<void>
  now(): number
}

/** The backups of one open workspace, in `backups` below it: on demand, and on a schedule while it is open. */
export function keepBackups({ folder, key, worker, settings, onDone, now }: Kept): Backups {
  const into = join(folder, 'backups')
  let running: Promise<BackupView> | undefined
  let problem: string | undefined

  async function run(): Promise<BackupView> {
    try {
      const made = await makeBackup({ folder, key, into, worker, at: now() })
      await removeOld(into, (await settings()).keep)
      problem = undefined
      await onDone(made)
      return made
    } catch (error) {
      problem = error instanceof StoreError ? error.code : 'failed'
      await onDone({ problem })
      throw error
    }
  }
  function make(): Promise<BackupView> {
    running ??= run().finally(() => {
      running = undefined
    })
    return running
  }
  async function look(): Promise<void> {
    const [newest] = await listBackups(into)
    const { every } = await settings()
    // What went wrong is shown with the list of backups; it is tried again at the next look.
    if (now() - (newest?.madeAt ?? 0) >= often[every]) await make().catch(() => {})
  }
  let timer = setTimeout(next, LOOKS.first).unref()
  function next(): void {
    timer = setTimeout(next, LOOKS.later).unref()
    look().catch(() => {})
  }
  return {
    async view() {
      return {
        folder: into,
        settings: await settings(),
        backups: await listBackups(into),
        running: running !== undefined,
        opensBy: opensBy(folder),
        ...(problem !== undefined && { problem }),
      }
    },
    make,
    protect: passphrase => protect(folder, key, passphrase),
    async close() {
      clearTimeout(timer)
      await running?.catch(() => {})
    },
  }
}
