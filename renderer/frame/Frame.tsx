import { useEffect, useState } from 'react'
import type { WorkspaceView } from '#shared/contract/workspace.ts'
import { useConnection } from '../api/connection.ts'
import { listenToKeys } from '../commands/keys.ts'
import { focusPane } from '../commands/panes.ts'
import { useCommands } from '../commands/registry.ts'
import { CallBars } from '../features/calls/CallBars.tsx'
import { CasesPlace } from '../features/cases/list/CasesPlace.tsx'
import { ConnectorsPlace } from '../features/connectors/ConnectorsPlace.tsx'
import { CustomersPlace } from '../features/customers/CustomersPlace.tsx'
import { FirstRun } from '../features/customers/FirstRun.tsx'
import { DayPlace } from '../features/day/DayPlace.tsx'
import { Around } from '../features/desktop/Around.tsx'
import { ImportPlace } from '../features/import/ImportPlace.tsx'
import { useUndoCommand } from '../features/profile/undo.ts'
import { SearchPlace } from '../features/search/SearchPlace.tsx'
import { useSavedSearchCommands } from '../features/search/saved.ts'
import { SettingsPlace } from '../features/settings/SettingsPlace.tsx'
import { SuggestionsPlace } from '../features/suggestions/SuggestionsPlace.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { goTo, usePlace } from '../state/place.ts'
import { Banner } from '../ui/states.tsx'
import { DropTarget } from './DropTarget.tsx'
import { Palette } from './Palette.tsx'
import { places, Rail } from './Rail.tsx'
import { SampleBanner } from './SampleBanner.tsx'
import { ShortcutSheet } from './ShortcutSheet.tsx'

export function Frame({ workspace }: { workspace: WorkspaceView }) {
  const { t } = useTranslation('frame')
  const connection = useConnection(now => now.state)
  const at = usePlace(now => now.place.at)
  const [open, setOpen] = useState<'palette' | 'sheet'>()
  const close = (): void => setOpen(undefined)

  useEffect(listenToKeys, [])
  useEffect(() => {
    document.title = `${t(`place.${at}`)} · Hilo`
  }, [t, at])
  useUndoCommand()
  useSavedSearchCommands()
  useCommands([
    {
      id: 'frame.palette',
      label: t('command.palette'),
      group: t('group.anywhere'),
      shortcut: 'Mod+k',
      run: () => setOpen('palette'),
      keyOnly: true,
    },
    { id: 'frame.sheet', label: t('command.sheet'), group: t('group.anywhere'), shortcut: '?', run: () => setOpen('sheet') },
    {
      id: 'frame.pane-next',
      label: t('command.paneNext'),
      group: t('group.anywhere'),
      shortcut: 'F6',
      run: () => focusPane(1),
      keyOnly: true,
    },
    {
      id: 'frame.pane-before',
      label: t('command.paneBefore'),
      group: t('group.anywhere'),
      shortcut: 'Shift+F6',
      run: () => focusPane(-1),
      keyOnly: true,
    },
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
      <div className="flex h-full flex-col">
        {(connection === 'lost' || connection === 'closed') && <Banner tone="warning">{t(connection)}</Banner>}
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
      <Palette isOpen={open === 'palette'} onClose={close} />
      <ShortcutSheet isOpen={open === 'sheet'} onClose={close} />
    </DropTarget>
  )
}
