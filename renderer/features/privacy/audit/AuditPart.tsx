import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { CircleAlert, ShieldCheck } from 'lucide-react'
import type { AuditLine, AuditWhat } from '#shared/contract/safety/privacy.ts'
import { api } from '../../../api/client.ts'
import { failureText } from '../../../api/failure.ts'
import { useFormats } from '../../../i18n/format.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Button } from '../../../ui/button.tsx'
import { Banner } from '../../../ui/states.tsx'

const PAGE = 10

const sentences = {
  'backup.made': 'audit.what.backup-made',
  'backup.failed': 'audit.what.backup-failed',
  'backup.settings': 'audit.what.backup-settings',
  'backup.protected': 'audit.what.backup-protected',
  'workspace.restored': 'audit.what.workspace-restored',
  'key.changed': 'audit.what.key-changed',
  'customer.exported': 'audit.what.customer-exported',
  'customer.erased': 'audit.what.customer-erased',
  'retention.changed': 'audit.what.retention-changed',
  'retention.ran': 'audit.what.retention-ran',
  'store.damaged': 'audit.what.store-damaged',
} as const satisfies Record<AuditWhat, string>

/** In the settings: who did what with the data, newest first, and whether nobody has changed that since. */
export function AuditPart() {
  const { t } = useTranslation('safety')
  const { t: problem } = useTranslation('problems')
  // Lines come without a word: it is asked for whenever the settings open.
  const list = useInfiniteQuery({
    ...api.privacy.audit.infiniteOptions({
      input: (before: number | undefined) => ({ limit: PAGE, before }),
      initialPageParam: undefined,
      getNextPageParam: ({ lines }) => (lines.length === PAGE ? lines.at(-1)?.id : undefined),
    }),
    staleTime: 0,
  })
  if (!list.data) return list.error && <Banner tone="failure">{failureText(list.error, problem)}</Banner>
  const lines = list.data.pages.flatMap(page => page.lines)
  if (lines.length === 0) return <p className="text-13 text-ink-2">{t('audit.none')}</p>
  return (
    <div className="flex flex-col gap-3">
      <Checked />
      <ol aria-label={t('audit.title')} className="flex flex-col">
        {lines.map(line => (
          <Line key={line.id} line={line} />
        ))}
      </ol>
      {list.hasNextPage && (
        <div>
          <Button isDisabled={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
            {t('audit.more')}
          </Button>
        </div>
      )}
    </div>
  )
}

function Line({ line: { id, at, agent, what, detail } }: { line: AuditLine }) {
  const { t } = useTranslation('safety')
  const formats = useFormats()
  const number = (name: string): string => formats.number(Number(detail[name] ?? 0))
  const values = {
    bytes: formats.bytes(Number(detail.bytes ?? 0)),
    customer: number('customer'),
    interactions: number('interactions'),
    changes: number('changes'),
  }
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 border-b border-line py-1.5 text-13">
      <span className="min-w-0 wrap-anywhere">
        <span className="tabular me-2 text-12 text-ink-3">{formats.number(id)}</span>
        {t(sentences[what], values)}
      </span>
      <span className="text-12 text-ink-2">
        {agent !== undefined && `${agent} · `}
        <time dateTime={new Date(at).toISOString()}>
          {formats.date(at)}, {formats.clock(at)}
        </time>
      </span>
    </li>
  )
}

/** The whole log is read for it, and every fingerprint computed again. */
function Checked() {
  const { t } = useTranslation('safety')
  const { t: problem } = useTranslation('problems')
  const formats = useFormats()
  const check = useQuery({ ...api.privacy.checkAudit.queryOptions(), staleTime: 0 })
  const { data, dataUpdatedAt } = check
  return (
    <>
      {check.error && <Banner tone="failure">{failureText(check.error, problem)}</Banner>}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        {data && (
          <p role="status" className="flex min-w-0 grow basis-60 items-start gap-2 text-13 leading-read">
            {data.problem ? (
              <CircleAlert aria-hidden size={16} className="mt-0.5 shrink-0 text-red" />
            ) : (
              <ShieldCheck aria-hidden size={16} className="mt-0.5 shrink-0 text-ink-2" />
            )}
            <span>
              {data.problem
                ? t(`audit.problem.${data.problem.what}`, { line: formats.number(data.problem.line) })
                : t('audit.whole', {
                    since: formats.date(data.since ?? dataUpdatedAt),
                    count: data.lines,
                    n: formats.number(data.lines),
                  })}{' '}
              <span className="text-ink-2">{t('audit.checked', { time: formats.clock(dataUpdatedAt) })}</span>
            </span>
          </p>
        )}
        <Button isDisabled={check.isFetching} onPress={() => void check.refetch()}>
          {t(check.isFetching ? 'audit.checking' : 'audit.check')}
        </Button>
      </div>
    </>
  )
}
