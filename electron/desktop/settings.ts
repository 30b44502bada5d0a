import { DesktopSettings } from '#shared/desktop/calls.ts'
import type { PreferencesPort } from '../app/ports.ts'

const Kept = DesktopSettings.partial()

/** macOS checks spelling by itself; elsewhere a dictionary would have to be fetched, which nobody has agreed to yet. */
const initial: DesktopSettings = { notifications: true, quiet: null, spelling: process.platform === 'darwin' }

export function desktopSettings(preferences: PreferencesPort): DesktopSettings {
  const { notifications, quiet, spelling } = Kept.safeParse(preferences.get('desktop')).data ?? {}
  return {
    notifications: notifications ?? initial.notifications,
    quiet: quiet ?? initial.quiet,
    spelling: spelling ?? initial.spelling,
  }
}

/** Takes what was given over; answers with what holds now. */
export function setDesktopSettings(
  preferences: PreferencesPort,
  changes: { [N in keyof DesktopSettings]?: DesktopSettings[N] | undefined },
): DesktopSettings {
  const given = Object.fromEntries(Object.entries(changes).filter(([name, value]) => value !== undefined && name in initial))
  preferences.set('desktop', { ...desktopSettings(preferences), ...given })
  return desktopSettings(preferences)
}
