import { useQuery } from '@tanstack/react-query'
import { Star } from 'lucide-react'
import { scoreName } from '#shared/surveys/kinds.ts'
import { api } from '../../api/client.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { usePlace } from '../../state/place.ts'

/** That a message answers a survey, and how: a mail that says "4 - thanks" looks like any other. */
export function AnswerMark({ interaction }: { interaction: number }) {
  const { t } = useTranslation('surveys')
  const customer = usePlace(now => now.customer)
  const { data: answered } = useQuery({
    ...api.surveys.of.queryOptions({ input: { customer: customer ?? 0 } }),
    enabled: customer !== undefined,
    select: ({ surveys }) => surveys.find(one => one.answer?.interaction === interaction),
  })
  if (!answered?.answer) return null
  return (
    <span className="inline-flex items-center gap-1.5 text-12 text-ink-2">
      <Star aria-hidden size={13} strokeWidth={2} className="shrink-0 text-ink-3" />
      {t('answers', { score: scoreName(answered.kind, answered.answer.score) })}
    </span>
  )
}
