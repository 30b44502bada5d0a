import { Check, Clock, type LucideIcon, X } from 'lucide-react'
import type { Answer, DecisionView } from '#shared/contract/suggestions.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { goTo } from '../../state/place.ts'
import { Time } from '../../ui/time.tsx'
import { PairList } from './PairList.tsx'

export const answerIcons: Record<Answer, LucideIcon> = { yes: Check, no: X, later: Clock }

/** What was answered, newest first. */
export function AnsweredList({ rows, chosen }: { rows: readonly DecisionView[]; chosen: string | undefined }) {
  return (
    <PairList
      chosen={chosen}
      open={(pair, replace) => goTo({ at: 'suggestions', answered: true, pair }, replace)}
      pairs={rows.map(row => ({
        key: row.op,
        a: row.a,
        b: row.b,
        beside: <Time plain form="short" at={row.at} />,
        below: <Answered {...row} />,
      }))}
    />
  )
}

function Answered({ answer, undone }: DecisionView) {
  const { t } = useTranslation('suggestions')
  const Icon = answerIcons[answer]
  return (
    <>
      <Icon aria-hidden size={13} className="shrink-0" />
      <span className={`truncate ${undone ? 'line-through' : ''}`}>{t(`decided.${answer}`)}</span>
      {undone && <span className="shrink-0">{t('decided.undone')}</span>}
    </>
  )
}
