import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'

/** How many suggestions wait for an answer, for the entry of their place; nothing while none does. */
export function OpenMark() {
  const { t } = useTranslation('suggestions')
  const formats = useFormats()
  const { data } = useQuery(api.suggestions.count.queryOptions())
  const count = data?.open ?? 0
  if (count === 0) return null
  const words = t('openCount', { count, number: formats.number(count) })
  return (
    <span
      title={words}
      className="tabular text-12 font-strong text-ink-2 max-two:absolute max-two:start-5 max-two:-top-1 max-two:rounded-full max-two:bg-rail max-two:px-1"
    >
      <span aria-hidden>{count > 999 ? '999+' : formats.number(count)}</span>
      <span className="sr-only">{words}</span>
    </span>
  )
}
