import { useTranslation } from 'react-i18next'
import { chooseLocale } from './languages.ts'
import { type Formats, makeFormats } from './make-formats.ts'

const made = new Map<string, Formats>()
/** Asked for once: it costs more than all else a row does. */
const { timeZone } = Intl.DateTimeFormat().resolvedOptions()

/** Formats for the language shown now and the viewer's own time zone. */
export function useFormats(): Formats {
  const { i18n } = useTranslation()
  const locale = chooseLocale(i18n.language === 'es' ? 'es' : 'en', navigator.languages)
  const formats = made.get(locale) ?? makeFormats(locale, timeZone)
  made.set(locale, formats)
  return formats
}
