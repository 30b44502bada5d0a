import { Button } from 'react-aria-components'
import type { ReasonView } from '#shared/contract/suggestions.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { goTo } from '../../state/place.ts'
import { Tip } from '../../ui/tip.tsx'
import { useReasonWords } from './words.ts'

interface ReasonsProps {
  title: string
  reasons: readonly ReasonView[]
  tone: 'for' | 'against'
}

/** Reasons one below the other, the weightiest first: what, the two values, where it was read, and what it weighs. */
export function Reasons({ title, reasons, tone }: ReasonsProps) {
  const { t } = useTranslation('suggestions')
  const { say } = useReasonWords()
  const said = say(reasons)
  return (
    <section aria-label={title} className="mt-6 max-w-read">
      <h3 className="border-b border-line pb-2 text-12 font-strong text-ink-2">{title}</h3>
      {said.length === 0 && <p className="py-2.5 text-ink-2">{t('differsNot')}</p>}
      <ul>
        {said.map(({ reason, text }) => (
          <li
            key={`${reason.code} ${reason.a} ${reason.b}`}
            className="flex flex-wrap items-baseline gap-x-4 gap-y-1 border-b border-line py-2.5"
          >
            <div className="min-w-0 grow basis-60">
              <p className="leading-read first-letter:uppercase">{text}</p>
              <Values reason={reason} />
              <Where reason={reason} />
            </div>
            <Weight weight={reason.weight} tone={tone} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Values({ reason: { a, b } }: { reason: ReasonView }) {
  const values = a === b ? [a] : [a, b]
  return (
    <p className="text-12 leading-read text-ink-2">
      {values.map((value, index) => (
        <span key={value}>
          {index > 0 && ' – '}
          <bdi className="wrap-anywhere">{value}</bdi>
        </span>
      ))}
    </p>
  )
}

/** The one interaction it was read in, and the way there. */
function Where({ reason }: { reason: ReasonView }) {
  const { t } = useTranslation('suggestions')
  const formats = useFormats()
  const { origin } = reason
  if (!origin) return null
  const date = formats.date(origin.at)
  const kind = reason.code.startsWith('phone') ? 'phone' : reason.code.startsWith('mail') ? 'mail' : 'other'
  return (
    <Tip text={t('openAt')}>
      <Button
        onPress={() => goTo({ at: 'customers', customer: origin.customer, interaction: origin.interaction })}
        className="rounded-1 text-start text-12 leading-read text-link data-[hovered]:underline"
      >
        {reason.signature ? t(`signature.${kind}`, { date }) : t('reference', { date })}
      </Button>
    </Tip>
  )
}

/** In words how much it weighs, and as a number for who asks. */
function Weight({ weight, tone }: { weight: number; tone: 'for' | 'against' }) {
  const { t } = useTranslation('suggestions')
  const formats = useFormats()
  const bits = Math.abs(weight)
  const size = bits >= 8 ? 'much' : bits >= 3 ? 'some' : 'little'
  const times = 2 ** bits
  // Nobody asks for the third digit of a factor.
  const round = times < 10 ? Math.round(times) : Number(times.toPrecision(1))
  const number = formats.number(round)
  const explained = round < 2 ? t('weight.half') : weight > 0 ? t('weight.times', { number }) : t('weight.less', { number })
  return (
    <Tip text={explained} placement="left">
      <Button className="shrink-0 cursor-default rounded-1 text-12 text-ink-2">
        {t(`weight.${tone}.${size}`)}
        <span className="sr-only">. {explained}</span>
      </Button>
    </Tip>
  )
}
