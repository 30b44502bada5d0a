import { useMutation, useQuery } from '@tanstack/react-query'
import { Cable } from 'lucide-react'
import type { WorkspaceView } from '#shared/contract/workspace.ts'
import { api } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { focusPaneNamed } from '../../commands/panes.ts'
import { useCommands } from '../../commands/registry.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { goTo, usePlace } from '../../state/place.ts'
import { Button } from '../../ui/button.tsx'
import { ResizablePanes, useLayout } from '../../ui/panes.tsx'
import { Bar, Empty, ErrorPane, Skeleton } from '../../ui/states.tsx'
import { SourceList } from './SourceList.tsx'
import { SourcePane } from './SourcePane.tsx'
import { Kinds } from './setup/Kinds.tsx'
import { Setup } from './setup/Setup.tsx'

/** The sources that are alive: how they are, what they did, and bringing new ones in. */
export function ConnectorsPlace({ workspace }: { workspace: WorkspaceView }) {
  return workspace.kind === 'sample' ? <InSample /> : <InOwn />
}

function InSample() {
  const { t } = useTranslation('connectors')
  const { t: problem } = useTranslation('problems')
  const open = useMutation(api.workspace.open.mutationOptions())
  return (
    <section aria-label={t('title')} data-pane tabIndex={-1} className="h-full outline-none">
      <Empty
        icon={Cable}
        title={t('sample.title')}
        action={
          <Button look="primary" isDisabled={open.isPending} onPress={() => open.mutate({ kind: 'own' })}>
            {t('sample.switch')}
          </Button>
        }
      >
        <p>{t('sample.text')}</p>
        {open.isError && (
          <p role="alert" className="mt-2 text-red">
            {failureText(open.error, problem)}
          </p>
        )}
      </Empty>
    </section>
  )
}

function InOwn() {
  const { t } = useTranslation('connectors')
  const { t: problem } = useTranslation('problems')
  const place = usePlace(now => now.place)
  const narrow = useLayout() === 'one'
  const { data, error, refetch } = useQuery(api.connectors.list.queryOptions())
  const here = place.at === 'connectors' ? place : undefined
  const connectors = data?.connectors ?? []
  // Side by side the first one is shown as soon as there is a list.
  const chosen = here?.connector ?? (narrow ? undefined : connectors[0]?.id)
  const shown = connectors.find(({ id }) => id === chosen)
  const back = (): void => {
    if (here?.task === 'change' && here.connector) goTo({ at: 'connectors', connector: here.connector })
    else if (here?.task === 'add' && here.kind) goTo({ at: 'connectors', task: 'add' })
    else if (here?.task || narrow) goTo({ at: 'connectors' })
    focusPaneNamed('left')
  }
  useCommands([
    {
      id: 'connectors.back',
      label: t('command.back'),
      group: t('group'),
      shortcut: 'Escape',
      run: back,
      // A form half filled in is not left by a key pressed once too often.
      when: () => here?.kind === undefined && here?.task !== 'change',
      keyOnly: true,
    },
    { id: 'connectors.add', label: t('add'), group: t('group'), shortcut: 'a', run: () => goTo({ at: 'connectors', task: 'add' }) },
  ])

  if (error)
    return (
      <ErrorPane title={t('failed')} onRetry={refetch}>
        {failureText(error, problem)}
      </ErrorPane>
    )
  if (!data) {
    return (
      <Skeleton>
        <div className="flex w-80 flex-col gap-6 p-4">
          {[70, 55, 62].map(width => (
            <Bar key={width} width={width} tall />
          ))}
        </div>
      </Skeleton>
    )
  }
  const task = (): React.ReactNode => {
    if (here?.task === 'add' && here.kind) return <Setup key={here.kind} kind={here.kind} />
    if (here?.task === 'change' && shown) return <Setup key={shown.id} kind={shown.kind} connector={shown} />
    if (here?.task === 'add' || connectors.length === 0) return <Kinds first={connectors.length === 0} />
    if (shown) return <SourcePane key={shown.id} connector={shown} />
    return (
      <Empty icon={Cable} title={t('gone.title')}>
        {t('gone.text')}
      </Empty>
    )
  }
  if (connectors.length === 0) {
    return (
      <section aria-label={t('title')} data-pane="middle" tabIndex={-1} className="flex h-full min-h-0 flex-col outline-none">
        {task()}
      </section>
    )
  }
  return (
    <ResizablePanes
      name="connectors"
      left={{
        label: t('list.label'),
        content: <SourceList connectors={connectors} chosen={here?.task === 'add' ? undefined : shown?.id} />,
      }}
      middle={{ label: t('source.label'), content: task() }}
      inMiddle={here?.connector !== undefined || here?.task !== undefined}
      onBack={back}
    />
  )
}
