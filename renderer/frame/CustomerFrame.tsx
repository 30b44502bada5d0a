import { useQuery } from '@tanstack/react-query'
import { UserRoundX } from 'lucide-react'
import { useEffect } from 'react'
import { api } from '../api/client.ts'
import { useConnection } from '../api/connection.ts'
import { isGone } from '../api/failure.ts'
import { Around } from '../features/desktop/Around.tsx'
import { nameOf, showInMain } from '../features/desktop/pop-out.ts'
import { ProfilePane } from '../features/profile/ProfilePane.tsx'
import { TimelinePane } from '../features/timeline/TimelinePane.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { goOnWith, leadElsewhere, usePlace } from '../state/place.ts'
import { ResizablePanes } from '../ui/panes.tsx'
import { Banner, Empty } from '../ui/states.tsx'
import { Anywhere } from './Anywhere.tsx'

/** A customer's own window: what happened with them and who they are, and nothing else. */
export function CustomerFrame() {
  const { t } = useTranslation('frame')
  const { t: customers } = useTranslation('customers')
  const connection = useConnection(now => now.state)
  const customer = usePlace(now => now.customer) ?? 0
  const { data: profile, error } = useQuery(api.customers.get.queryOptions({ input: { id: customer } }))
  const gone = isGone(error)

  useEffect(() => leadElsewhere(showInMain), [])
  useEffect(refuseFiles, [])
  useEffect(() => {
    if (profile && profile.id !== customer) goOnWith(profile.id)
    window.name = nameOf(profile?.id ?? customer)
  }, [profile, customer])
  const name = gone ? undefined : profile?.name
  useEffect(() => {
    // A browser keeps titles in its history, in clear: there the window is called by what it shows, not by whom.
    document.title = name === undefined ? 'Hilo' : `${window.hilo ? name : t('place.customers')} · Hilo`
    // Locked, not even the name is shown.
    return () => {
      document.title = 'Hilo'
    }
  }, [name, t])
  useEffect(() => {
    if (gone) close()
  }, [gone])

  if (gone) {
    // Not every browser lets a page close its window.
    return (
      <main className="h-full">
        <Empty icon={UserRoundX} title={t('gone.title')}>
          {t('gone.text')}
        </Empty>
      </main>
    )
  }
  return (
    <>
      <Around />
      <div className="flex h-full flex-col">
        {(connection === 'lost' || connection === 'closed') && <Banner tone="warning">{t(connection)}</Banner>}
        <main className="flex min-h-0 min-w-0 grow flex-col">
          <ResizablePanes
            name="customer"
            middle={{ label: customers('timeline'), content: <TimelinePane key={customer} customer={customer} /> }}
            right={{ label: customers('profile'), content: <ProfilePane key={customer} customer={customer} /> }}
          />
        </main>
      </div>
      <Anywhere />
    </>
  )
}

/** A file dropped beside what takes files would otherwise be shown in place of the window. */
function refuseFiles(): () => void {
  const onOver = (event: DragEvent): void => {
    const taken = event.target instanceof Element && event.target.closest('[data-takes-files]') !== null
    if (taken || !event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'none'
  }
  addEventListener('dragover', onOver)
  return () => removeEventListener('dragover', onOver)
}
