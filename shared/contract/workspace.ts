import { oc, type } from '@orpc/contract'
import * as z from 'zod'
import type { Channel } from '../model/interaction.ts'
import { TimeZone } from '../model/local-time.ts'
import { errors } from './errors.ts'
import type { BackupView } from './safety/backups.ts'

/** `own`: our addresses, numbers and chat names. `region`: two letters, for numbers without a country code. */
export const Settings = z.object({
  own: z.array(z.string().max(200)).max(100),
  region: z.string().regex(/^[A-Za-z]{2}$/),
  timeZone: TimeZone,
})
export type Settings = z.infer<typeof Settings>
export const SettingsChanges = Settings.partial()
export type SettingsChanges = z.infer<typeof SettingsChanges>

/** How the window looks; kept by the main process so that it survives a restart. */
export const Preferences = z.object({
  language: z.enum(['system', 'en', 'es']),
  theme: z.enum(['system', 'light', 'dark']),
  density: z.enum(['comfortable', 'compact']),
  /** Minutes without anybody at any window, after which the user's own workspace is locked; 0: never. */
  lockAfter: z.number().int().min(0).max(1440),
  /** What the agent at this computer is called in what customers get; empty: as the system's account is. */
  name: z
    .string()
    .max(100)
    .transform(name => name.replace(/\p{C}+/gu, ' ').trim()),
})
export type Preferences = z.infer<typeof Preferences>
export const PreferencesChanges = Preferences.partial()
export type PreferencesChanges = z.infer<typeof PreferencesChanges>

/**
 * Why a workspace did not open. damaged: its file is not what was written, or gone. key-lost: what leads to its key is. wrong-key: the key of this
 * computer is another workspace's. `backup`: its newest that is whole, with the full path.
 */
export interface Unopened {
  code: 'damaged' | 'key-lost' | 'wrong-key' | 'newer' | 'no-permission' | 'disk-full' | 'busy' | 'failed'
  backup?: BackupView & { path: string }
}

export interface WorkspaceView {
  /** `sample`: made up by Hilo; `own`: the user's. */
  kind: 'sample' | 'own'
  /** Cannot be read yet: a passphrase must be chosen (`new`) or given (`locked`) with `open`. Then everything else here is empty. */
  needs?: 'new' | 'locked'
  /** It did not open. Then everything else here is empty. */
  failed?: Unopened
  /** So many of the changes saved last, at least, were missing when it was opened: the disk holds something else, or nothing, where they lay. */
  cutOff?: number
  /** It cannot be asked for a while: it is being encrypted anew, or changes places with a backup. */
  working?: 'key' | 'restore'
  /** Another number: a backup took its place, and nothing that was known of it holds. */
  edition: number
  /** Being filled for the first time: 0 to 1. */
  preparing?: number
  customers: number
  waiting: number
  interactions: number
  byChannel: { channel: Channel; count: number }[]
  settings: Settings
  preferences: Preferences
  /** Full paths, so that the user knows where the data lives. */
  folder: string
}

export const workspace = {
  get: oc.errors(errors).output(type<WorkspaceView>()),
  /**
   * Closes this workspace and opens that one; `sample` is filled when it is opened for the first time. Where the system has no
   * keychain, `own` needs a passphrase: without it, it becomes the current one with `needs` set; WRONG_PASSPHRASE when it does not fit.
   */
  open: oc
    .errors(errors)
    .input(z.object({ kind: z.enum(['sample', 'own']), passphrase: z.string().min(1).max(1000).optional() }))
    .output(type<{ ok: true }>()),
  settings: oc.errors(errors).input(SettingsChanges).output(type<Settings>()),
  preferences: oc.errors(errors).input(PreferencesChanges).output(type<Preferences>()),
}
