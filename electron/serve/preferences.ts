import Conf from 'conf'
import type { PreferencesPort } from '../app/ports.ts'
import { openPreferences, preferencesOptions } from '../platform/preferences.ts'

export function preferences(folder: string): PreferencesPort {
  return openPreferences(folder, () => new Conf(preferencesOptions(folder)))
}
