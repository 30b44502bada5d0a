import { Undo2 } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components'
import type { DecisionView } from '#shared/contract/suggestions.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { goTo } from '../../state/place.ts'
import { Button } from '../../ui/button.tsx'
import { Time } from '../../ui/time.tsx'
import { useUndo } from '../profile/undo.ts'
import { answerIcons } from './AnsweredList.tsx'

/** One answer: what it was, who gave it and when, what it means, and taking it back. */
export function AnsweredPane({ decision }: { decision: DecisionView }) {
  const { t } = useTranslation('suggestions')
  const formats = useFormats()
  const { undo } = useUndo()
  const { answer, a, b, undone } = decision
  const Icon = answerIcons[answer]
  return (
    <div className="min-h-0 grow overflow-auto px-6 py-5 -outline-offset-2 max-two:px-4" tabIndex={-1} data-pane-focus>
      <h2 className="flex items-center gap-2 text-18 font-strong">
        <Icon aria-hidden size={18} className="shrink-0 text-ink-2" />
        <span className={undone ? 'line-through' : ''}>{t(`decided.${answer}`)}</span>
        {undone && <span className="text-13 text-ink-2">{t('decided.undone')}</span>}
      </h2>
      <ul className="mt-4 flex flex-col items-start gap-1">
        {[a, b].map(({ customer, name }) => (
          <li key={customer}>
            <AriaButton
              onPress={() => goTo({ at: 'customers', customer })}
              className="rounded-1 py-0.5 text-start text-15 text-link wrap-anywhere data-[hovered]:underline"
            >
              <bdi>{name}</bdi>
            </AriaButton>
          </li>
        ))}
      </ul>
      <p className="mt-4 flex flex-wrap items-center gap-x-1.5 text-ink-2">
        <span>{t('decided.at')}</span>
        <Time at={decision.at} />
        {decision.by && <bdi>{t('decided.by', { name: decision.by })}</bdi>}
      </p>
      <p className="mt-2 max-w-read leading-read text-ink-2">
        {t('decided.was', { percent: formats.percent(Math.floor(decision.score * 100) / 100) })} {!undone && t(`decided.text.${answer}`)}
        {!undone && decision.until !== undefined && ` ${t('decided.until', { date: formats.date(decision.until) })}.`}
      </p>
      {!undone && (
        <div className="mt-5">
          <Button icon={Undo2} onPress={() => undo(decision.op)}>
            {t('decided.undo')}
          </Button>
        </div>
      )}
    </div>
  )
}
