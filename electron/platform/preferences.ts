import { renameSync } from 'node:fs'
import { join } from 'node:path'
import type { PreferencesPort } from '../app/ports.ts'

/** What `conf` and `electron-store` have in common. */
export interface PreferencesFile {
  get(name: string): unknown
  set(name: string, value: unknown): void
}

/** Options for both: `<folder>/preferences.json`, for this user alone; names are names, never paths. */
export function preferencesOptions(folder: string) {
  return { cwd: folder, configName: 'preferences', configFileMode: 0o600, accessPropertiesByDotNotation: false }
}

/** Opens the preferences of `folder`. Looks are not worth a failed start: a broken file is set aside and a new one begun. */
export function openPreferences(folder: string, open: () => PreferencesFile): PreferencesPort {
  let file: PreferencesFile
  try {
    file = open()
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const name = join(folder, 'preferences.json')
    renameSync(name, `${name}.broken`)
    file = open()
  }
  return { get: name => file.get(name), set: (name, value) => file.set(name, value) }
}
