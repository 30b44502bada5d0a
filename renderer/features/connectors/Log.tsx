import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { ConnectorEvent } from '#shared/contract/connectors.ts'
import { problemText } from '#shared/i18n/problems.ts'
import { ProblemCode } from '#shared/model/problem.ts'
import { api } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { useFormats } from '../../i18n/format.ts'
import { useLanguage, useTranslation } from '../../i18n/use-translation.ts'
import { Button } from '../../ui/button.tsx'
import { Bar, ErrorPane, Skeleton } from '../../ui/states.tsx'
import { codeOf } from './words.ts'

const FIRST = 15

/** What a connector did lately, newest first. */
export function Log({ connector }: { connector: string }) {
  const { t } = useTranslation('connectors')
  const language = useLanguage()
  const { t: problem } = useTranslation('problems')
  const formats = useFormats()
  const { locale, timeZone } = formats
  const moment = useMemo(
    () =>
      new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    [locale, timeZone],
  )
  const [all, setAll] = useState(false)
  const { data, error, refetch } = useQuery(api.connectors.log.queryOptions({ input: { id: connector } }))
  const events = together(data?.events ?? [])
  const shown = all ? events : events.slice(0, FIRST)
  const said = ({ what, code, count = 0 }: ConnectorEvent): string => {
    if (what === 'batch') return t('log.what.batch', { count, n: formats.number(count) })
    if (what === 'error') return t('log.what.error', { why: t(`short.${codeOf(code)}`) })
    if (what !== 'problem') return t(`log.what.${what}`)
    const known = ProblemCode.catch('failed').parse(code)
    return t('log.what.problem', { why: problemText({ code: known }, language) })
  }
  return (
    <section aria-labelledby="connector-log" className="flex flex-col gap-2">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 id="connector-log" className="text-13 font-strong">
          {t('log.title')}
        </h3>
        <span className="text-12 text-ink-3">{t('log.text')}</span>
      </div>
      {error && (
        <ErrorPane title={t('log.failed')} onRetry={refetch}>
          {failureText(error, problem)}
        </ErrorPane>
      )}
      {!data && !error && (
        <Skeleton>
          <div className="flex flex-col gap-3 py-2">
            {[60, 45, 52].map(width => (
              <Bar key={width} width={width} />
            ))}
          </div>
        </Skeleton>
      )}
      {data && events.length === 0 && <p className="text-13 text-ink-2">{t('log.empty')}</p>}
      {events.length > 0 && (
        <ol className="border-t border-line">
          {shown.map((event, index) => (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: two events may be equal in everything
              key={`${event.at} ${event.what} ${index}`}
              className="grid grid-cols-[auto_1fr] gap-x-4 border-b border-line py-1.5 text-13 last:border-b-0"
            >
              <time
                dateTime={new Date(event.at).toISOString()}
                title={formats.exact(event.at)}
                className="tabular w-28 text-12 leading-4 whitespace-nowrap text-ink-3"
              >
                {moment.format(event.at)}
              </time>
              <span className="min-w-0">
                <span className={event.what === 'error' ? 'text-red' : ''}>{said(event)}</span>
                {event.detail !== undefined && event.what !== 'problem' && (
                  <bdi className="ms-2 text-12 text-ink-2 wrap-anywhere select-text">{event.detail}</bdi>
                )}
              </span>
            </li>
          ))}
        </ol>
      )}
      {events.length > shown.length && (
        <div>
          <Button look="quiet" onPress={() => setAll(true)}>
            {t('log.more', { count: events.length - shown.length })}
          </Button>
        </div>
      )}
    </section>
  )
}

/** What came in bit by bit is one line, as of its last bit. */
function together(events: readonly ConnectorEvent[]): ConnectorEvent[] {
  const lines: ConnectorEvent[] = []
  for (const event of events) {
    const last = lines.at(-1)
    if (event.what === 'batch' && last?.what === 'batch')
      lines[lines.length - 1] = { ...last, count: (last.count ?? 0) + (event.count ?? 0) }
    else lines.push(event)
  }
  return lines
}
