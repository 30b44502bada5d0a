import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { chooseLanguage, type Language } from './languages.ts'
import { namespaces, resources } from './resources.ts'

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
