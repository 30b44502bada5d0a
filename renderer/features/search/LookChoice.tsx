import { ArrowDownWideNarrow, Clock, List, Users } from 'lucide-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Segmented } from '../../ui/choice.tsx'
import { setLook, useLook } from './look.ts'

const mark = { 'aria-hidden': true, size: 14, strokeWidth: 1.75 } as const

/** The best or the newest first; one list, or by customer. */
export function LookChoice() {
  const { t } = useTranslation('search')
  const { order, grouped } = useLook()
  return (
    <div className="flex shrink-0 gap-2">
      <Segmented
        compact
        label={t('look.order')}
        options={[
          { id: 'best', label: t('look.best'), mark: <ArrowDownWideNarrow {...mark} /> },
          { id: 'newest', label: t('look.newest'), mark: <Clock {...mark} /> },
        ]}
        value={order}
        onChange={chosen => setLook({ order: chosen })}
      />
      <Segmented
        compact
        label={t('look.group')}
        options={[
          { id: 'flat', label: t('look.flat'), mark: <List {...mark} /> },
          { id: 'grouped', label: t('look.grouped'), mark: <Users {...mark} /> },
        ]}
        value={grouped ? 'grouped' : 'flat'}
        onChange={chosen => setLook({ grouped: chosen === 'grouped' })}
      />
    </div>
  )
}
