import i18next, { type TFunction } from 'i18next'
import { createContext, useContext, useMemo } from 'react'
import type { Language } from './languages.ts'
import type { resources } from './resources.ts'

/** The language shown; set once, around everything. */
export const LanguageContext = createContext<Language>('en')

export function useLanguage(): Language {
  return useContext(LanguageContext)
}

/** The words of one part of the window. Every row, button and line asks for them: that costs one look at a context, and no subscription. */
export function useTranslation<N extends keyof (typeof resources)['en']>(part: N): { t: TFunction<N> } {
  const language = useLanguage()
  // The same one each time: whatever is made with it is kept as long.
  return useMemo(() => ({ t: i18next.getFixedT(language, part) }), [language, part])
}
