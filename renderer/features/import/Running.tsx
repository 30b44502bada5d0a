import { useMutation } from '@tanstack/react-query'
import type { ImportJob } from '#shared/contract/imports.ts'
import { api } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Button } from '../../ui/button.tsx'
import { ProgressBar } from '../../ui/states.tsx'
import { Middle } from './Before.tsx'

/** Before that, a rate says nothing. */
const SETTLED = 1500

/** An import under way. It goes on wherever the user looks meanwhile. */
export function Running({ job }: { job: ImportJob }) {
  const { t } = useTranslation('import')
  const { t: problem } = useTranslation('problems')
  const formats = useFormats()
  const cancel = useMutation(api.imports.cancel.mutationOptions())
  const elapsed = Date.now() - job.startedAt
  const share = job.bytesTotal > 0 ? Math.min(1, job.bytesDone / job.bytesTotal) : undefined
  const stopping = job.state === 'stopping' || cancel.isPending
  const left = share && share > 0.01 && elapsed > SETTLED ? (elapsed * (1 - share)) / share / 1000 : undefined
  const pace =
    stopping || elapsed < SETTLED || job.read === 0
      ? []
      : [
          t('running.rate', { rate: formats.number(Math.round(job.read / (elapsed / 1000))) }),
          ...(left === undefined ? [] : [t('running.left', { time: formats.duration(Math.max(1, left)) })]),
        ]
  return (
    <Middle>
      <div className="flex flex-col gap-1">
        <h1 className="text-18 font-strong">{stopping ? t('running.stopping') : t('running.title', { count: job.files.length })}</h1>
        <p className="h-4 truncate text-13 text-ink-2">
          <bdi>{job.file ?? job.files[0]}</bdi>
        </p>
      </div>
      <ProgressBar label={t('running.progress')} value={share} text={share === undefined ? t('running.looking') : formats.percent(share)} />
      <p className="h-4 tabular text-13 text-ink-2">{stopping ? t('running.batch') : pace.join(' · ')}</p>
      <Counts job={job} />
      {cancel.isError && (
        <p role="alert" className="text-13 text-red">
          {failureText(cancel.error, problem)}
        </p>
      )}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 basis-60 grow text-13 leading-read text-ink-2">{t('running.goOn')}</p>
        <Button isDisabled={stopping} onPress={() => cancel.mutate({ job: job.id })}>
          {t('running.cancel')}
        </Button>
      </div>
    </Middle>
  )
}

/** What came of it so far. */
export function Counts({ job }: { job: ImportJob }) {
  const { t } = useTranslation('import')
  const formats = useFormats()
  const counts = [
    { id: 'added', value: job.added, look: 'text-ink' },
    { id: 'duplicates', value: job.duplicates, look: 'text-ink-2' },
    { id: 'rejected', value: job.rejected, look: job.rejected > 0 ? 'text-amber' : 'text-ink-2' },
  ] as const
  return (
    <dl className="grid grid-cols-3 gap-4 border-line border-y py-4">
      {counts.map(({ id, value, look }) => (
        <div key={id} className="flex min-w-0 flex-col-reverse justify-end gap-1">
          <dt className="text-12 leading-read text-ink-2">{t(`count.${id}`)}</dt>
          <dd className={`tabular text-24 ${look}`}>{formats.number(value)}</dd>
        </div>
      ))}
    </dl>
  )
}
