import { oc, type } from '@orpc/contract'
import * as z from 'zod'
import { errors } from '../errors.ts'

export const BackupSettings = z.object({ every: z.enum(['never', 'day', 'week']), keep: z.number().int().min(1).max(100) })
export type BackupSettings = z.infer<typeof BackupSettings>

/** One backup that was read again after it was written. */
export interface BackupView {
  /** Its folder's name. */
  name: string
  /** Epoch ms. */
  madeAt: number
  bytes: number
  interactions: number
  customers: number
}

export interface BackupsView {
  /** Full path, so that the user can copy it elsewhere. */
  folder: string
  settings: BackupSettings
  /** Newest first. */
  backups: BackupView[]
  running: boolean
  /** How they open on another computer: by the workspace's passphrase, by one chosen for backups, or not yet at all. */
  opensBy: 'passphrase' | 'recovery' | 'nothing'
  /** Why the last one came to nothing: a problem's code. */
  problem?: string
}

export const backups = {
  list: oc.errors(errors).output(type<BackupsView>()),
  /** Ends when it was written and read again. */
  make: oc.errors(errors).output(type<BackupView>()),
  /** Chooses the passphrase that backups open with elsewhere, for a workspace whose key is in the system's keychain. */
  protect: oc
    .errors(errors)
    .input(z.object({ passphrase: z.string().min(8).max(1000) }))
    .output(type<{ ok: true }>()),
  settings: oc.errors(errors).input(BackupSettings).output(type<{ ok: true }>()),
}
