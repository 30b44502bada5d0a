import { useTranslation } from 'react-i18next'
import type { WorkspaceView } from '#shared/contract/workspace.ts'
import { goTo, usePlace } from '../../state/place.ts'
import { ResizablePanes } from '../../ui/panes.tsx'
import { TimelinePane } from '../timeline/TimelinePane.tsx'

export function CustomersPlace({ workspace }: { workspace: WorkspaceView }) {
  const { t } = useTranslation('customers')
  const customer = usePlace(now => now.customer)
  return (
    <ResizablePanes
      name="customers"
      left={{ label: t('title'), content: workspace.customers }}
      middle={{ label: t('timeline'), content: customer === undefined ? null : <TimelinePane key={customer} customer={customer} /> }}
      inMiddle={customer !== undefined}
      onBack={() => goTo({ at: 'customers' })}
    />
  )
}
