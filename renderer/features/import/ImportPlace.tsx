import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { useWaitingFiles } from '../../state/files.ts'
import { Banner } from '../../ui/states.tsx'
import { Copying, NotCopied, WhereTo } from './Before.tsx'
import { askWhere, settle, take, useFlow } from './flow.ts'
import { outcomeOf, Result } from './Result.tsx'
import { Running } from './Running.tsx'
import { Review } from './review/Review.tsx'
import { Start } from './Start.tsx'

/** Files in: what they are, a look inside, the import and what came of it. */
export function ImportPlace() {
  const { t } = useTranslation('import')
  const stage = useFlow(now => now.stage)
  const seen = useFlow(now => now.seen)
  const intoSample = useFlow(now => now.intoSample)
  const waiting = useWaitingFiles(now => now.picked)
  const workspace = useQuery(api.workspace.get.queryOptions()).data
  const jobs = useQuery(api.imports.jobs.queryOptions()).data?.jobs ?? []
  const running = jobs.find(job => job.endedAt === undefined)
  const last = jobs[0]

  const busy = stage.at === 'copying' || stage.at === 'where'
  const kind = workspace?.kind
  useEffect(() => {
    if (!waiting || !kind || busy) return
    useWaitingFiles.setState({ picked: undefined })
    if (kind === 'sample' && !intoSample) askWhere(waiting)
    else void take(waiting)
  }, [waiting, kind, busy, intoSample])
  useEffect(() => {
    if (stage.at === 'where' && kind === 'own') void take(stage.picked)
  }, [stage, kind])
  useEffect(() => {
    for (const job of jobs) settle(job)
  }, [jobs])

  const view = (): React.ReactNode => {
    if (stage.at === 'where') return <WhereTo picked={stage.picked} />
    if (stage.at === 'copying') return <Copying done={stage.done} total={stage.total} onStop={stage.stop} />
    if (stage.at === 'failed') return <NotCopied error={stage.error} picked={stage.picked} />
    if (stage.at === 'review') return <Review running={running} />
    if (running) return <Running job={running} />
    if (last && last.id !== seen) return <Result job={last} />
    return <Start earlier={jobs} />
  }
  return (
    <section aria-label={t('title')} data-pane tabIndex={-1} className="relative flex min-h-0 grow flex-col outline-none">
      {stage.at === 'review' && running && <Banner>{t('busy', { file: running.file ?? running.files[0] ?? '' })}</Banner>}
      <p role="status" className="sr-only">
        {stage.at === 'idle' &&
          (running
            ? t('running.title', { count: running.files.length })
            : last && last.id !== seen && t(`result.${outcomeOf(last)}.title`))}
      </p>
      {view()}
    </section>
  )
}
