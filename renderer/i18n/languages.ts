import type { resources } from './resources.ts'

export type Language = keyof typeof resources

/** The language to show for a preference: the chosen one, else the first of the system's that Hilo speaks, else English. */
export function chooseLanguage(preference: 'system' | Language, system: readonly string[]): Language {
  if (preference !== 'system') return preference
  for (const tag of system) {
    const language = tag.toLowerCase().split('-')[0]
    if (language === 'en' || language === 'es') return language
  }
  return 'en'
}

/**
 * The locale for dates and numbers: the system's own flavour of the language shown (es-MX for a Mexican desktop), so that order
 * and hour format are what the viewer knows.
 */
export function chooseLocale(language: Language, system: readonly string[]): string {
  return system.find(tag => tag.toLowerCase().split('-')[0] === language) ?? language
}
