import type { SuggestionView } from '#shared/contract/suggestions.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { goTo } from '../../state/place.ts'
import { PairList } from './PairList.tsx'
import { keyOf, sureness, useReasonWords } from './words.ts'

/** The pairs, the most likely first. */
export function OpenList({ rows, chosen }: { rows: readonly SuggestionView[]; chosen: string | undefined }) {
  const { t } = useTranslation('suggestions')
  const { brief } = useReasonWords()
  return (
    <PairList
      chosen={chosen}
      open={(pair, replace) => goTo({ at: 'suggestions', pair }, replace)}
      pairs={rows.map(row => ({
        key: keyOf(row),
        a: row.a,
        b: row.b,
        beside: t(`score.short.${sureness(row.score)}`),
        below: <span className="truncate">{brief(row)}</span>,
      }))}
    />
  )
}
