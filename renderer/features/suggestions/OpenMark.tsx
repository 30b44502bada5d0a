import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { railMark } from '../../ui/row.ts'

/** How many suggestions wait for an answer, for the entry of their place; nothing while none does. */
export function OpenMark() {
  const { t } = useTranslation('suggestions')
  const formats = useFormats()
  const { data } = useQuery(api.suggestions.count.queryOptions())
  const count = data?.open ?? 0
  if (count === 0) return null
  const words = t('openCount', { count, number: formats.number(count) })
  return (
    <span title={words} className={`${railMark} text-ink-2`}>
      <span aria-hidden>{count > 999 ? '999+' : formats.number(count)}</span>
      <span className="sr-only">{words}</span>
    </span>
  )
}
