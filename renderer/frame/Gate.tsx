import { useQuery } from '@tanstack/react-query'
import { Unplug } from 'lucide-react'
import { useEffect, useLayoutEffect, useState } from 'react'
import type { WorkspaceView } from '#shared/contract/workspace.ts'
import { api, forgetAnswers } from '../api/client.ts'
import { useConnection } from '../api/connection.ts'
import { failureText } from '../api/failure.ts'
import { forgetChosen } from '../features/cases/list/Filters.tsx'
import { resetList } from '../features/customers/list-state.ts'
import { forgetLastOp } from '../features/profile/undo.ts'
import { forgetReader } from '../features/timeline/TimelinePane.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { useLockWhenIdle } from '../state/idle.ts'
import { applyPreferences } from '../state/looks.ts'
import { enterWorkspace, popped } from '../state/place.ts'
import { Empty, ErrorPane, ProgressBar } from '../ui/states.tsx'
import { clearToasts } from '../ui/toast.tsx'
import { CustomerFrame } from './CustomerFrame.tsx'
import { Frame } from './Frame.tsx'
import { Passphrase } from './Passphrase.tsx'
import { Unopened } from './Unopened.tsx'

/** What has to be settled before there is anything to show: the connection, then the workspace. */
export function Gate() {
  const { t } = useTranslation('frame')
  const { t: problem } = useTranslation('problems')
  const state = useConnection(now => now.state)
  const workspace = useQuery(api.workspace.get.queryOptions())
  useLockWhenIdle(workspace.data)
  const preferences = workspace.data?.preferences
  useEffect(() => {
    if (preferences) applyPreferences(preferences)
  }, [preferences])
  const kind = workspace.data?.kind
  const edition = workspace.data?.edition ?? 0
  const open = kind && `${kind} ${edition}`
  const [entered, setEntered] = useState<string>()
  useLayoutEffect(() => {
    if (!kind || open === entered) return
    changeWorkspace(kind, edition)
    setEntered(open)
  }, [kind, edition, open, entered])

  if (state === 'over' || state === 'unopened') {
    return (
      <main className="h-full">
        <Empty icon={Unplug} title={t(`${state}.title`)}>
          {t(`${state}.text`)}
        </Empty>
      </main>
    )
  }
  // Nothing of the new workspace may be asked for, or shown, with what is known of the one before.
  if (open !== entered) return null
  if (workspace.data?.working)
    return <Waiting title={t(`working.${workspace.data.working}.title`)} text={t(`working.${workspace.data.working}.text`)} />
  if (workspace.data?.failed) return <Unopened kind={workspace.data.kind} folder={workspace.data.folder} why={workspace.data.failed} />
  if (workspace.data?.needs) return <Passphrase isNew={workspace.data.needs === 'new'} folder={workspace.data.folder} />
  if (workspace.data && workspace.data.preparing !== undefined && workspace.data.customers === 0) {
    return <Waiting title={t('preparing.title')} text={t('preparing.text')} value={workspace.data.preparing} />
  }
  if (workspace.data) return popped ? <CustomerFrame /> : <Frame key={open} workspace={workspace.data} />
  if (workspace.isError) {
    return (
      <main className="h-full">
        <ErrorPane title={t('failed.title')} onRetry={() => void workspace.refetch()}>
          {failureText(workspace.error, problem)}
        </ErrorPane>
      </main>
    )
  }
  return (
    <main className="flex h-full items-center justify-center">
      {(state === 'lost' || state === 'closed') && (
        <p role="status" className="p-8 text-center text-ink-2 leading-read">
          {t(state === 'lost' ? 'connecting' : 'closed')}
        </p>
      )}
    </main>
  )
}

function Waiting({ title, text, value }: { title: string; text: string; value?: number }) {
  return (
    <main className="mx-auto flex h-full max-w-96 flex-col justify-center gap-4 p-8">
      <h1 className="text-18 font-strong">{title}</h1>
      <ProgressBar label={title} value={value} />
      <p className="text-ink-2 leading-read">{text}</p>
    </main>
  )
}

function changeWorkspace(kind: WorkspaceView['kind'], edition: number): void {
  forgetAnswers()
  enterWorkspace(kind, edition)
  resetList()
  forgetChosen()
  forgetLastOp()
  forgetReader()
  clearToasts()
}
