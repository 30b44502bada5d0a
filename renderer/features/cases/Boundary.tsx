import type { CaseReason } from '#shared/model/case.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { goTo } from '../../state/place.ts'
import { StateMark } from './State.tsx'
import { useCaseShown } from './views.ts'
import { useCaseWords } from './words.ts'

/** In a timeline: what follows is about this case. Where it goes on with one that began before, why it does. */
export function Boundary({ id, interaction, reason }: { id: number; interaction: number; reason: CaseReason }) {
  const { t } = useTranslation('cases')
  const words = useCaseWords()
  const one = useCaseShown(id)
  return (
    <h4 className="flex h-8 items-center gap-2 px-3 text-12 in-data-[density=compact]:h-7">
      {one && (
        <>
          <StateMark state={one.state} size={13} />
          <button
            type="button"
            tabIndex={-1}
            title={words.means(one.state)}
            onClick={() => goTo({ at: 'customers', customer: one.customer, interaction }, true)}
            className="min-w-0 shrink truncate rounded-1 font-strong text-ink-2 hover:text-ink"
          >
            <bdi>{words.title(one)}</bdi>
          </button>
          <span className="shrink-0 text-ink-2">{words.state(one.state)}</span>
          {interaction !== one.firstInteraction && (
            <span className="min-w-0 shrink-2 truncate text-ink-3">{t('goesOn', { reason: words.reason(reason) })}</span>
          )}
          {interaction === one.firstInteraction && reason.why === 'follow-up' && (
            <span className="min-w-0 shrink-2 truncate text-ink-3">{words.reason(reason)}</span>
          )}
        </>
      )}
      <span aria-hidden className="h-px min-w-4 grow bg-line" />
    </h4>
  )
}

/** Below the newest interaction: its case is over, and what an answer would do. */
export function Ended({ id }: { id: number | undefined }) {
  const { t } = useTranslation('cases')
  const words = useCaseWords()
  const one = useCaseShown(id)
  if (!one || (one.state !== 'solved' && one.state !== 'closed')) return null
  return (
    <p className="absolute inset-x-0 bottom-0.5 truncate px-6 text-center text-12 text-ink-3">
      {t(`ended.${one.state}`, { title: words.title(one) })}
    </p>
  )
}
