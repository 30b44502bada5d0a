import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { api } from '../../api/client.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
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
  const shown = useFlow(now => now.shown)
  const intoSample = useFlow(now => now.intoSample)
  const waiting = useWaitingFiles(now => now.picked)
  const workspace = useQuery(api.workspace.get.queryOptions()).data
  const jobs = useQuery(api.imports.jobs.queryOptions()).data?.jobs ?? []
  const running = jobs.find(job => job.endedAt === undefined)
  const job = jobs.find(each => each.id === shown)

  const busy = stage.at === 'copying' || stage.at === 'where'
  const kind = workspace?.kind
  useEffect(() => {
    // What was rendered may be old by now: the window is drawn anew when the workspace changes, and both places would take the files.
    if (!waiting || waiting !== useWaitingFiles.getState().picked || !kind || busy) return
    useWaitingFiles.setState({ picked: undefined })
    if (kind === 'sample' && !intoSample) askWhere(waiting)
    else void take(waiting)
  }, [waiting, kind, busy, intoSample])
  useEffect(() => {
    if (stage.at === 'where' && stage === useFlow.getState().stage && kind === 'own') void take(stage.picked)
  }, [stage, kind])
  useEffect(() => {
    for (const each of jobs) settle(each)
  }, [jobs])
  // Found again after the window was gone. The sample being filled is nobody's import.
  const found = workspace?.preparing === undefined && shown === undefined ? running?.id : undefined
  useEffect(() => {
    if (found) useFlow.setState({ shown: found })
  }, [found])

  const step = stage.at !== 'idle' ? stage.at : !job ? 'start' : job.endedAt === undefined ? 'running' : 'result'
  const section = useRef<HTMLElement>(null)
  const before = useRef(step)
  useEffect(() => {
    if (before.current === step) return
    before.current = step
    // What was pressed is gone with what it belonged to; whoever is elsewhere stays there.
    const here = document.activeElement
    if (here !== document.body && !section.current?.contains(here)) return
    const title = section.current?.querySelector('h1')
    if (title) title.tabIndex = -1
    const next = title ?? section.current?.querySelector('button')
    next?.focus()
  }, [step])

  const view = (): React.ReactNode => {
    if (stage.at === 'where') return <WhereTo picked={stage.picked} />
    if (stage.at === 'copying') return <Copying done={stage.done} total={stage.total} onStop={stage.stop} />
    if (stage.at === 'failed') return <NotCopied error={stage.error} picked={stage.picked} />
    if (stage.at === 'review') return <Review running={running} />
    if (job) return job.endedAt === undefined ? <Running job={job} /> : <Result job={job} />
    return <Start earlier={jobs} />
  }
  return (
    <section
      ref={section}
      aria-label={t('title')}
      data-pane
      tabIndex={-1}
      className="relative flex min-h-0 grow flex-col outline-none [&_h1]:outline-none"
    >
      {stage.at === 'review' && running && <Banner>{t('busy', { file: running.file ?? running.files[0] ?? '' })}</Banner>}
      <p role="status" className="sr-only">
        {stage.at === 'idle' &&
          job &&
          (job.endedAt === undefined ? t('running.title', { count: job.files.length }) : t(`result.${outcomeOf(job)}.title`))}
      </p>
      {view()}
    </section>
  )
}
