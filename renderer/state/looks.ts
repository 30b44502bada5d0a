import type { Preferences } from '#shared/contract/workspace.ts'
import { setLanguage } from '../i18n/index.ts'

const KEY = 'hilo.theme'
const systemDark = matchMedia('(prefers-color-scheme: dark)')
let theme: Preferences['theme'] = 'system'

function paint(): void {
  const dark = theme === 'dark' || (theme === 'system' && systemDark.matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
}

/** Puts theme, density and language on the page. */
export function applyPreferences(preferences: Preferences): void {
  theme = preferences.theme
  localStorage.setItem(KEY, theme)
  paint()
  document.documentElement.dataset.density = preferences.density
  setLanguage(preferences.language)
}

/** Before the preferences are known: the theme of last time, so that nothing flashes. */
export function firstPaint(): void {
  const last = localStorage.getItem(KEY)
  if (last === 'light' || last === 'dark') theme = last
  paint()
  systemDark.addEventListener('change', paint)
}
