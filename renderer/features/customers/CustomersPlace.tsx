import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { WorkspaceView } from '#shared/contract/workspace.ts'
import { api } from '../../api/client.ts'
import { focusPaneNamed } from '../../commands/panes.ts'
import { useCommands } from '../../commands/registry.ts'
import { goTo, usePlace } from '../../state/place.ts'
import { ResizablePanes, useLayout } from '../../ui/panes.tsx'
import { ProfilePane } from '../profile/ProfilePane.tsx'
import { TimelinePane } from '../timeline/TimelinePane.tsx'
import { CustomerList } from './CustomerList.tsx'
import { FirstRun } from './FirstRun.tsx'

/** Who there is, what happened with them, and who they are. */
export function CustomersPlace({ workspace }: { workspace: WorkspaceView }) {
  const { t } = useTranslation('customers')
  const customer = usePlace(now => now.customer)
  const { data: profile } = useQuery({
    ...api.customers.get.queryOptions({ input: { id: customer ?? 0 } }),
    enabled: customer !== undefined,
  })
  useEffect(() => {
    // Merged away meanwhile: the one who took this customer over is shown instead.
    if (profile && customer !== undefined && profile.id !== customer) goTo({ at: 'customers', customer: profile.id }, true)
  }, [profile, customer])
  const narrow = useLayout() === 'one'
  const back = (): void => {
    if (narrow) goTo({ at: 'customers' })
    focusPaneNamed('left')
  }
  useCommands([{ id: 'customers.back', label: t('command.back'), group: t('title'), shortcut: 'Escape', run: back, keyOnly: true }])

  if (workspace.customers === 0) return <FirstRun />
  return (
    <ResizablePanes
      name="customers"
      left={{ label: t('title'), content: <CustomerList workspace={workspace} /> }}
      middle={{
        label: t('timeline'),
        // Side by side the newest customer is chosen as soon as there is a list.
        content: customer !== undefined && <TimelinePane key={customer} customer={customer} />,
      }}
      right={customer === undefined ? undefined : { label: t('profile'), content: <ProfilePane key={customer} customer={customer} /> }}
      inMiddle={customer !== undefined}
      onBack={back}
    />
  )
}
