import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { namespaces, resources } from './resources.ts'

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

void i18next.use(initReactI18next).init({
  lng: chooseLanguage('system', navigator.languages),
  fallbackLng: 'en',
  ns: namespaces,
  defaultNS: 'ui',
  resources,
  interpolation: { escapeValue: false },
  returnNull: false,
})

function announce(language: string): void {
  document.documentElement.lang = language
}
announce(i18next.language)
i18next.on('languageChanged', announce)

export function setLanguage(preference: 'system' | Language): void {
  const language = chooseLanguage(preference, navigator.languages)
  if (language !== i18next.language) void i18next.changeLanguage(language)
}
