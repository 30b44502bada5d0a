import i18next, { type TFunction } from 'i18next'
import { createContext, useContext } from 'react'
import type { Language } from './languages.ts'
import type { resources } from './resources.ts'

/** The language shown; set once, around everything. */
export const LanguageContext = createContext<Language>('en')

export function useLanguage(): Language {
  return useContext(LanguageContext)
}

/** The words of one part of the window. Every row, button and line asks for them: that costs one look at a context, and no subscription. */
export function useTranslation<N extends keyof (typeof resources)['en']>(part: N): { t: TFunction<N> } {
  return { t: i18next.getFixedT(useLanguage(), part) }
}
