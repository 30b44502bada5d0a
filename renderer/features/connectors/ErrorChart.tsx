import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useNow } from '../../ui/time.tsx'

const HOUR = 3_600_000
const HEIGHT = 32

/** Errors per hour over the last 24, the last bar being this hour. The same is said in words. */
export function ErrorChart({ byHour }: { byHour: readonly number[] }) {
  const { t } = useTranslation('connectors')
  const formats = useFormats()
  const now = useNow()
  const sum = byHour.reduce((total, count) => total + count, 0)
  const most = Math.max(0, ...byHour)
  const hourAt = (index: number): string => formats.clock((Math.floor(now / HOUR) - (byHour.length - 1 - index)) * HOUR)
  const text =
    sum === 0
      ? t('errors.none')
      : t('errors.text', { count: sum, n: formats.number(sum), worst: hourAt(byHour.indexOf(most)), most: formats.number(most) })
  return (
    <section aria-labelledby="connector-errors" className="flex flex-col gap-2">
      <div className="flex items-baseline justify-between gap-4">
        <h3 id="connector-errors" className="text-13 font-strong">
          {t('errors.title')}
        </h3>
        <span aria-hidden className={`tabular text-12 ${sum > 0 ? 'text-ink' : 'text-ink-3'}`}>
          {sum === 0 ? t('errors.none') : t('errors.count', { count: sum, n: formats.number(sum) })}
        </span>
      </div>
      <div
        role="img"
        aria-label={text}
        className="flex items-end justify-between gap-0.5 border-b border-line-2"
        style={{ height: HEIGHT }}
      >
        {byHour.map((count, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its hour
            key={index}
            title={count > 0 ? `${hourAt(index)}: ${formats.number(count)}` : undefined}
            className={`max-w-3 grow rounded-t-[1px] ${count > 0 ? 'bg-red' : 'bg-line'}`}
            style={{ height: count > 0 ? Math.max(4, (count / most) * HEIGHT) : 1 }}
          />
        ))}
      </div>
      <div aria-hidden className="flex justify-between text-12 text-ink-3">
        <span>{t('errors.from')}</span>
        <span>{t('errors.to')}</span>
      </div>
    </section>
  )
}
