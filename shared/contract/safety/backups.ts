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
  /** Whether the system keeps keys here, so that a workspace can do without a passphrase. */
  keychain: boolean
  /** Whether a backup can be shown in its folder. */
  canShow: boolean
  /** Why the last one came to nothing: a problem's code. */
  problem?: string
}

/** A backup somewhere on this computer. */
export interface FoundBackup extends BackupView {
  /** Its folder, in full. */
  path: string
  /** here: with what this computer knows. passphrase: with that of its workspace, or one chosen for backups. nothing: only where it was made. */
  opens: 'here' | 'passphrase' | 'nothing'
}

/** One of the workspace's own by its name, or any by its folder. */
export const BackupPlace = z.union([z.object({ name: z.string().min(1).max(200) }), z.object({ path: z.string().min(1).max(4000) })])
export type BackupPlace = z.infer<typeof BackupPlace>

const Passphrase = z.string().min(1).max(1000)
const NewPassphrase = z.string().min(8).max(1000)

export const backups = {
  list: oc.errors(errors).output(type<BackupsView>()),
  /** Ends when it was written and read again. */
  make: oc.errors(errors).output(type<BackupView>()),
  /** Chooses the passphrase that backups open with elsewhere, for a workspace whose key is in the system's keychain. */
  protect: oc
    .errors(errors)
    .input(z.object({ passphrase: z.string().min(8).max(1000) }))
    .output(type<{ ok: true }>()),
  /** Reads every byte of one again. CONFLICT `changed` when they are not those that were written. */
  verify: oc
    .errors(errors)
    .input(z.object({ name: z.string().min(1).max(200) }))
    .output(type<{ ok: true }>()),
  /** Shows one in its folder, where the system can. */
  show: oc
    .errors(errors)
    .input(z.object({ name: z.string().min(1).max(200) }))
    .output(type<{ ok: true }>()),
  /** The backup that a folder is, or those in it, newest first. Needs no open workspace. */
  find: oc.errors(errors).input(BackupPlace).output(type<{ backups: FoundBackup[] }>()),
  /**
   * Opens a backup in the place of the user's own workspace. The one that is there is put aside, whole, into the folder `aside`. Until that
   * moment nothing of it is touched. WRONG_PASSPHRASE, LOCKED when one is needed, CONFLICT `not-a-backup` or `changed`.
   */
  restore: oc
    .errors(errors)
    .input(z.object({ from: BackupPlace, passphrase: Passphrase.optional() }))
    .output(type<{ aside?: string }>()),
  /**
   * Gives the workspace another key: from a passphrase, or, without `next`, one that the system's keychain keeps. `passphrase`: that of now, where
   * it has one; WRONG_PASSPHRASE when it does not fit. Closes the workspace meanwhile.
   */
  rekey: oc
    .errors(errors)
    .input(z.object({ passphrase: Passphrase.optional(), next: NewPassphrase.optional() }))
    .output(type<{ ok: true }>()),
  settings: oc.errors(errors).input(BackupSettings).output(type<{ ok: true }>()),
}
