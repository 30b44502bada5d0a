import { chooseLocale } from './languages.ts'
import { type Formats, makeFormats } from './make-formats.ts'
import { useLanguage } from './use-translation.ts'

const made = new Map<string, Formats>()
/** Asked for once: it costs more than all else a row does. */
const { timeZone } = Intl.DateTimeFormat().resolvedOptions()

/** Formats for the language shown now and the viewer's own time zone. */
export function useFormats(): Formats {
  const locale = chooseLocale(useLanguage(), navigator.languages)
  const formats = made.get(locale) ?? makeFormats(locale, timeZone)
  made.set(locale, formats)
  return formats
}
