import { useQuery } from '@tanstack/react-query'
import { type ReactNode, type SyntheticEvent, startTransition, useEffect, useMemo, useState } from 'react'
import type { WorkspaceView } from '#shared/contract/workspace.ts'
import { api } from '../../api/client.ts'
import { isGone } from '../../api/failure.ts'
import { focusPaneNamed } from '../../commands/panes.ts'
import { useCommands } from '../../commands/registry.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { goTo, usePlace } from '../../state/place.ts'
import { ResizablePanes, useLayout } from '../../ui/panes.tsx'
import { ProfilePane } from '../profile/ProfilePane.tsx'
import { TimelinePane } from '../timeline/TimelinePane.tsx'
import { CustomerList } from './CustomerList.tsx'
import { FirstRun } from './FirstRun.tsx'

/** Ms after which somebody shown is not only passed by. */
const PASSED_BY = 80

/**
 * The customer shown, a moment later: the timeline is what a key asks for, and who they are follows once it is painted; not at all for those
 * a held key only passes by.
 */
function useSettled(customer: number | undefined): number | undefined {
  const [settled, setSettled] = useState(customer)
  useEffect(() => {
    if (settled === customer) return
    const timer = setTimeout(() => startTransition(() => setSettled(customer)), PASSED_BY)
    return () => clearTimeout(timer)
  }, [settled, customer])
  return settled
}

function refuse(event: SyntheticEvent): void {
  event.preventDefault()
  event.stopPropagation()
}

/** What shows the customer before for a moment more takes nothing: it would be done to them. Not `inert`: that styles all of it anew, twice for each step. */
function StillBefore({ still, children }: { still: boolean; children: ReactNode }) {
  const guard = still ? refuse : undefined
  return (
    <div className="contents" onPointerDownCapture={guard} onClickCapture={guard} onKeyDownCapture={guard}>
      {children}
    </div>
  )
}

/** Who there is, what happened with them, and who they are. */
export function CustomersPlace({ workspace }: { workspace: WorkspaceView }) {
  const { t } = useTranslation('customers')
  const customer = usePlace(now => now.customer)
  const { data: profile, error } = useQuery({
    ...api.customers.get.queryOptions({ input: { id: customer ?? 0 } }),
    enabled: customer !== undefined,
  })
  useEffect(() => {
    // Merged away meanwhile: the one who took this customer over is shown instead.
    if (profile && customer !== undefined && profile.id !== customer) goTo({ at: 'customers', customer: profile.id }, true)
  }, [profile, customer])
  useEffect(() => {
    if (isGone(error)) goTo({ at: 'customers' }, true)
  }, [error])
  const narrow = useLayout() === 'one'
  const back = (): void => {
    if (narrow) goTo({ at: 'customers' })
    focusPaneNamed('left')
  }
  useCommands([{ id: 'customers.back', label: t('command.back'), group: t('title'), shortcut: 'Escape', run: back, keyOnly: true }])

  const settled = useSettled(customer)
  const list = useMemo(() => <CustomerList workspace={workspace} />, [workspace])
  const profilePane = useMemo(() => settled !== undefined && <ProfilePane key={settled} customer={settled} />, [settled])

  if (workspace.customers === 0) return <FirstRun />
  return (
    <ResizablePanes
      name="customers"
      left={{ label: t('title'), content: list }}
      middle={{
        label: t('timeline'),
        // Side by side the newest customer is chosen as soon as there is a list.
        content: customer !== undefined && <TimelinePane key={customer} customer={customer} />,
      }}
      right={
        customer === undefined
          ? undefined
          : {
              label: t('profile'),
              content: <StillBefore still={settled !== customer}>{profilePane}</StillBefore>,
            }
      }
      inMiddle={customer !== undefined}
      onBack={back}
    />
  )
}
