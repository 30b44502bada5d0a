import type { CustomersFileResult } from '#shared/contract/profile.ts'
import { useFormats } from '../../../i18n/format.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'

/** What came of a CSV of customers: what was set, what an agent's value held against, and each line that was not taken with its reason. */
export function CustomersFileOutcome({ result }: { result: CustomersFileResult }) {
  const { t } = useTranslation('details')
  const { t: problem } = useTranslation('problems')
  const formats = useFormats()
  const { set, customers, kept, unknown, rejected, problems } = result
  const reason = (code: (typeof problems)[number]['reason']): string =>
    code === 'no-address' || code === 'several' || code === 'two-values' || code === 'broken-row'
      ? t(`outcome.${code}`)
      : problem(`conflict.${code}`)
  const lines = unknown.lines.map(line => formats.number(line))
  return (
    <div className="flex flex-col gap-3 leading-read">
      <p>{t('outcome.set', { count: customers, values: formats.number(set), customers: formats.number(customers) })}</p>
      {kept > 0 && <p>{t('outcome.kept', { count: kept, n: formats.number(kept) })}</p>}
      {unknown.count > 0 && (
        <p>
          {t('outcome.unknown', { count: unknown.count, n: formats.number(unknown.count) })}{' '}
          <span className="text-ink-2">
            {t('outcome.lines', { lines: formats.list(unknown.count > lines.length ? [...lines, '…'] : lines) })}
          </span>
        </p>
      )}
      {rejected > 0 && (
        <section aria-label={t('outcome.rejectedTitle')}>
          <h3 className="mb-1 text-13 font-strong">{t('outcome.rejected', { count: rejected, n: formats.number(rejected) })}</h3>
          <ul className="flex flex-col">
            {problems.map(({ line, column, reason: code }) => (
              <li key={`${line} ${column} ${code}`} className="grid grid-cols-[auto_1fr] gap-x-3 border-t border-line py-1">
                <span className="tabular text-ink-2">{t('outcome.line', { line: formats.number(line) })}</span>
                <span className="min-w-0 wrap-anywhere">
                  {column && <bdi className="font-strong">{column}: </bdi>}
                  {reason(code)}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
