import { useQuery } from '@tanstack/react-query'
import { UserRoundSearch } from 'lucide-react'
import { api } from '../../api/client.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { goTo } from '../../state/place.ts'
import { Button } from '../../ui/button.tsx'
import { keyOf, useReasonWords } from './words.ts'

export const hintOf = (customer: number) => api.suggestions.list.queryOptions({ input: { customer, limit: 1 } })

/** On a customer's profile: who may be the same person, and the way to compare. Nothing when nobody is suggested. */
export function Hint({ customer }: { customer: number }) {
  const { t } = useTranslation('suggestions')
  const { brief } = useReasonWords()
  const { data } = useQuery(hintOf(customer))
  const [first] = data?.rows ?? []
  if (!data || !first) return null
  const other = first.a.customer === customer ? first.b : first.a
  const more = data.total - 1
  return (
    <section aria-label={t('hint.title')} className="mt-4 flex flex-col gap-2 rounded-2 border border-line-2 p-3">
      <p className="flex gap-2 leading-read">
        <UserRoundSearch aria-hidden size={16} strokeWidth={1.75} className="mt-0.5 shrink-0 text-ink-2" />
        <span className="min-w-0 wrap-anywhere">{t('hint.text', { name: other.name, reasons: brief(first) })}</span>
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <Button onPress={() => goTo({ at: 'suggestions', pair: keyOf(first) })}>{t('hint.look')}</Button>
        {more > 0 && <span className="text-12 text-ink-2">{t('hint.more', { count: more })}</span>}
      </div>
    </section>
  )
}
