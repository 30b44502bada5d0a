import i18next from 'i18next'
import { chooseLanguage, type Language } from './languages.ts'
import { namespaces, resources } from './resources.ts'

void i18next.init({
  lng: chooseLanguage('system', navigator.languages),
  fallbackLng: 'en',
  ns: namespaces,
  defaultNS: 'ui',
  resources,
  interpolation: { escapeValue: false },
  returnNull: false,
})

/**
 * A word looked up once is remembered, by language and part of the window: looking it up costs more than all else in a small button. Words with
 * something put into them are made anew.
 */
const parts = new Map<string, object>()
i18next.getFixedT = new Proxy(i18next.getFixedT, {
  apply(make, self, asked) {
    const part = asked.join(' ')
    const known = parts.get(part) ?? remembering(Reflect.apply(make, self, asked))
    parts.set(part, known)
    return known
  },
})

function remembering(translate: (...given: unknown[]) => unknown): object {
  const known = new Map<string, unknown>()
  return new Proxy(translate, {
    apply(_, self, given) {
      const [key] = given
      if (given.length > 1 || typeof key !== 'string') return Reflect.apply(translate, self, given)
      const word = known.get(key) ?? Reflect.apply(translate, self, given)
      known.set(key, word)
      return word
    },
  })
}

function announce(language: string): void {
  document.documentElement.lang = language
}
announce(i18next.language)
i18next.on('languageChanged', announce)

export function setLanguage(preference: 'system' | Language): void {
  const language = chooseLanguage(preference, navigator.languages)
  if (language !== i18next.language) void i18next.changeLanguage(language)
}
