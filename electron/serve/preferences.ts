import Conf from 'conf'
import type { PreferencesPort } from '../app/ports.ts'
import type { Log } from '../platform/log.ts'
import { openPreferences, preferencesOptions } from '../platform/preferences.ts'

export function preferences(folder: string, log?: Log): PreferencesPort {
  return openPreferences(folder, () => new Conf(preferencesOptions(folder)), log)
}
