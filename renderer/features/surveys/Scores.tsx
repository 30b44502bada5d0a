import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { SurveysOf, SurveyView } from '#shared/surveys/calls.ts'
import { type SurveyKind, scoreName, surveyKinds } from '#shared/surveys/kinds.ts'
import { heightOf } from '#shared/surveys/scores.ts'
import { api } from '../../api/client.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { goTo } from '../../state/place.ts'
import { Time } from '../../ui/time.tsx'

/** So many answers have room side by side. */
const SHOWN = 12

type Answered = SurveyView & Required<Pick<SurveyView, 'answer'>>

const isAnswered = (one: SurveyView): one is Answered => one.answer !== undefined

export const scoresOf = (customer: number) => api.surveys.of.queryOptions({ input: { customer } })

/** What this customer answered, kind by kind, beside what everybody did. Nothing for those who were never asked. */
export function Scores({ customer, frame }: { customer: number; frame: (children: ReactNode) => ReactNode }) {
  const { t } = useTranslation('surveys')
  const { data } = useQuery(scoresOf(customer))
  if (!data || data.surveys.length === 0) return null
  const open = data.surveys.findLast(one => !isAnswered(one))
  return frame(
    <div className="flex flex-col gap-4">
      {surveyKinds.map(kind => (
        <Kind
          key={kind}
          kind={kind}
          answers={data.surveys.filter(isAnswered).filter(one => one.kind === kind)}
          data={data}
          customer={customer}
        />
      ))}
      {open && (
        <p className="flex flex-wrap items-baseline gap-x-2 text-12 text-ink-2">
          <span>{t('open', { kind: open.kind.toUpperCase() })}</span>
          <Time at={open.askedAt} />
        </p>
      )}
    </div>,
  )
}

function Kind({ kind, answers, data, customer }: { kind: SurveyKind; answers: Answered[]; data: SurveysOf; customer: number }) {
  const { t } = useTranslation('surveys')
  const { figure } = useFigures()
  const last = answers.at(-1)
  if (!last) return null
  const shown = answers.slice(-SHOWN)
  const everybody = data.everybody.find(one => one.kind === kind)
  const { interaction } = last.answer
  return (
    <div className="flex flex-col gap-1.5">
      <p className="flex items-baseline gap-2">
        <button
          type="button"
          disabled={interaction === undefined}
          onClick={() => interaction !== undefined && goTo({ at: 'customers', customer, interaction })}
          className="tabular rounded-1 text-18 font-strong enabled:hover:text-link"
        >
          {scoreName(kind, last.answer.score)}
        </button>
        <span className="text-12 text-ink-3">
          <Time at={last.answer.at} />
        </span>
      </p>
      {shown.length > 1 && (
        <ol aria-label={t('trend', { kind: kind.toUpperCase() })} className="flex h-12 items-end gap-1">
          {shown.map(({ key, answer }) => (
            <li key={key} className="flex h-full w-5 flex-col justify-end text-center">
              <span className="tabular text-12 leading-tight text-ink-2">{answer.score}</span>
              <span
                aria-hidden
                className={`min-h-0.5 rounded-t-1 ${key === last.key ? 'bg-accent' : 'bg-ink-3'}`}
                style={{ height: `${heightOf(kind, answer.score) * 28}px` }}
              />
            </li>
          ))}
        </ol>
      )}
      {everybody?.overall !== undefined && (
        <p className="text-12 text-ink-3">
          {t('everybody', { figure: figure(kind, everybody.overall), what: t(`formula.${kind}`), count: everybody.answers })}
        </p>
      )}
    </div>
  )
}

function useFigures() {
  const formats = useFormats()
  return {
    figure: (kind: SurveyKind, overall: number): string => {
      if (kind === 'csat') return formats.percent(overall)
      const figure = formats.number(Math.round(overall * 10) / 10)
      return kind === 'nps' && overall > 0 ? `+${figure}` : figure
    },
  }
}
