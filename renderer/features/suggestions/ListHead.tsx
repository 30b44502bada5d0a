import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Segmented } from '../../ui/choice.tsx'

interface HeadProps {
  answered: boolean
  onShow: (answered: boolean) => void
  /** How many there are, and how many of them are in the list. */
  total: number
  shown: number
}

/** The list's title, whether open or answered ones are shown, and how far looking for more has come. */
export function ListHead({ answered, onShow, total, shown }: HeadProps) {
  const { t } = useTranslation('suggestions')
  const formats = useFormats()
  const { data } = useQuery(api.suggestions.count.queryOptions())
  return (
    <div className="flex shrink-0 flex-col border-b border-line">
      <div className="flex min-h-12 flex-wrap items-center justify-between gap-x-2 gap-y-1 py-1.5 ps-4 pe-2">
        <h1 className="text-15 font-strong">{t('title')}</h1>
        <Segmented
          label={t('show.label')}
          value={answered ? 'answered' : 'open'}
          onChange={id => onShow(id === 'answered')}
          options={[
            { id: 'open', label: t('show.open') },
            { id: 'answered', label: t('show.answered') },
          ]}
        />
      </div>
      {data?.looking !== undefined && (
        <p className="px-4 pb-2 text-12 text-ink-2 tabular">{t('looking', { percent: formats.percent(data.looking) })}</p>
      )}
      {shown < total && (
        <p className="px-4 pb-2 text-12 text-ink-2">{t('more', { shown: formats.number(shown), total: formats.number(total) })}</p>
      )}
    </div>
  )
}
