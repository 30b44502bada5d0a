import { useFormats } from '../../../i18n/format.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'

/** "5 years", "6 months", "for ever". */
export function useAgeWord(): (months: number | undefined) => string {
  const { t } = useTranslation('retention')
  const formats = useFormats()
  return months => {
    if (months === undefined) return t('ever')
    const years = months % 12 === 0
    const count = years ? months / 12 : months
    return t(years ? 'years' : 'months', { count, n: formats.number(count) })
  }
}
