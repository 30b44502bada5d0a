import { Archive, CircleCheck, CircleDashed, CircleDot, CirclePause, Hourglass, type LucideIcon } from 'lucide-react'
import { useMemo } from 'react'
import type { CaseView } from '#shared/contract/cases.ts'
import type { CasePriority, CaseReason, CaseState } from '#shared/model/case.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'

export const stateIcons: Record<CaseState, LucideIcon> = {
  new: CircleDashed,
  open: CircleDot,
  pending: Hourglass,
  hold: CirclePause,
  solved: CircleCheck,
  closed: Archive,
}

/** Not over yet. */
export function atWork(state: CaseState): boolean {
  return state !== 'solved' && state !== 'closed'
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** What is said of cases, in the language shown. */
export function useCaseWords() {
  const { t } = useTranslation('cases')
  const { locale, list, date } = useFormats()
  return useMemo(() => {
    const spelled = (amount: number, unit: string) =>
      new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(amount)
    const elapsed = (ms: number): string =>
      ms < HOUR
        ? spelled(Math.max(1, Math.round(ms / MINUTE)), 'minute')
        : ms < 2 * DAY
          ? spelled(Math.round(ms / HOUR), 'hour')
          : spelled(Math.round(ms / DAY), 'day')
    return {
      state: (state: CaseState): string => t(`state.${state}`),
      means: (state: CaseState): string => t(`means.${state}`),
      priority: (priority: CasePriority): string => t(`priority.${priority}`),
      /** A call says nothing: its case goes by its day. */
      title: ({ subject, openedAt }: Pick<CaseView, 'subject' | 'openedAt'>): string =>
        subject === '' ? t('untitled', { date: date(openedAt) }) : subject,
      /** "names order 4711-22 as well" */
      reason(reason: CaseReason): string {
        if (reason.why === 'reference') return t('reason.reference', { value: reason.value })
        if (reason.why === 'subject') return t('reason.subject', { words: list(reason.words.map(word => `“${word}”`)) })
        if (reason.why === 'near') return reason.elapsed < MINUTE ? t('reason.within') : t('reason.near', { time: elapsed(reason.elapsed) })
        return t(`reason.${reason.why}`)
      },
    }
  }, [t, locale, list, date])
}

export type CaseWords = ReturnType<typeof useCaseWords>
