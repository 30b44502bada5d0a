import { useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { api } from '../../api/client.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { railMark } from '../../ui/row.ts'

/** How many connectors wait for a person, for the entry of their place; nothing while none does. */
export function AttentionMark() {
  const { t } = useTranslation('connectors')
  const { data } = useQuery(api.connectors.list.queryOptions())
  const count = data?.connectors.filter(({ state }) => state.state === 'attention').length ?? 0
  return (
    <span role="status" className="contents">
      {count > 0 && (
        <span title={t('attention.count', { count })} className={`${railMark} text-red`}>
          <TriangleAlert aria-hidden size={12} strokeWidth={2.25} />
          <span aria-hidden>{count}</span>
          <span className="sr-only">{t('attention.count', { count })}</span>
        </span>
      )}
    </span>
  )
}
