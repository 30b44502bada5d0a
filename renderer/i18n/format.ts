import { useTranslation } from 'react-i18next'
import { chooseLocale } from './languages.ts'
import { type Formats, makeFormats } from './make-formats.ts'

const made = new Map<string, Formats>()

/** Formats for the language shown now and the viewer's own time zone. */
export function useFormats(): Formats {
  const { i18n } = useTranslation()
  const locale = chooseLocale(i18n.language === 'es' ? 'es' : 'en', navigator.languages)
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const key = `${locale} ${timeZone}`
  const formats = made.get(key) ?? makeFormats(locale, timeZone)
  made.set(key, formats)
  return formats
}
