import { useEffect } from 'react'
import type { WorkspaceView } from '#shared/contract/workspace.ts'
import { useConnection } from '../api/connection.ts'
import { useCommands } from '../commands/registry.ts'
import { CallBars } from '../features/calls/CallBars.tsx'
import { CasesPlace } from '../features/cases/list/CasesPlace.tsx'
import { ConnectorsPlace } from '../features/connectors/ConnectorsPlace.tsx'
import { CustomersPlace } from '../features/customers/CustomersPlace.tsx'
import { FirstRun } from '../features/customers/FirstRun.tsx'
import { DayPlace } from '../features/day/DayPlace.tsx'
import { Around } from '../features/desktop/Around.tsx'
import { ImportPlace } from '../features/import/ImportPlace.tsx'
import { AfterErasure } from '../features/privacy/erase/AfterErasure.tsx'
import { AfterRenewal } from '../features/privacy/restore/AfterRenewal.tsx'
import { SearchPlace } from '../features/search/SearchPlace.tsx'
import { useSavedSearchCommands } from '../features/search/saved.ts'
import { SettingsPlace } from '../features/settings/SettingsPlace.tsx'
import { SuggestionsPlace } from '../features/suggestions/SuggestionsPlace.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { goTo, usePlace } from '../state/place.ts'
import { Banner } from '../ui/states.tsx'
import { Anywhere } from './Anywhere.tsx'
import { DropTarget } from './DropTarget.tsx'
import { places, Rail } from './Rail.tsx'
import { SampleBanner } from './SampleBanner.tsx'

export function Frame({ workspace }: { workspace: WorkspaceView }) {
  const { t } = useTranslation('frame')
  const connection = useConnection(now => now.state)
  const at = usePlace(now => now.place.at)
  useEffect(() => {
    document.title = `${t(`place.${at}`)} · Hilo`
  }, [t, at])
  useSavedSearchCommands()
  useCommands([
    ...places.map(place => ({
      id: `frame.${place.id}`,
      label: t(`command.${place.id}`),
      group: t('group.places'),
      shortcut: place.shortcut,
      run: place.go,
    })),
    {
      id: 'frame.search-slash',
      label: t('command.searchAll'),
      group: t('group.anywhere'),
      shortcut: '/',
      run: () => goTo({ at: 'search' }),
      keyOnly: true,
    },
  ])

  return (
    <DropTarget>
      <Around />
      <AfterErasure />
      <AfterRenewal />
      <div className="flex h-full flex-col">
        {(connection === 'lost' || connection === 'closed') && <Banner tone="warning">{t(connection)}</Banner>}
        {workspace.cutOff !== undefined && <Banner tone="warning">{t('cutOff', { count: workspace.cutOff })}</Banner>}
        {workspace.kind === 'sample' && <SampleBanner preparing={workspace.preparing} />}
        <CallBars />
        <div className="flex min-h-0 grow max-two:flex-col-reverse">
          <Rail at={at} />
          <main className="flex min-h-0 min-w-0 grow flex-col">
            {at === 'day' && (workspace.customers === 0 ? <FirstRun /> : <DayPlace />)}
            {at === 'customers' && <CustomersPlace workspace={workspace} />}
            {at === 'cases' && <CasesPlace />}
            {at === 'search' && <SearchPlace />}
            {at === 'suggestions' && <SuggestionsPlace />}
            {at === 'import' && <ImportPlace />}
            {at === 'connectors' && <ConnectorsPlace workspace={workspace} />}
            {at === 'settings' && <SettingsPlace workspace={workspace} />}
          </main>
        </div>
      </div>
      <Anywhere />
    </DropTarget>
  )
}
