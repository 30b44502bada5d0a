import { Plus } from 'lucide-react'
import { ListBox, ListBoxItem } from 'react-aria-components'
import type { ConnectorView } from '#shared/contract/connectors.ts'
import { focusPaneNamed } from '../../commands/panes.ts'
import { useCommands } from '../../commands/registry.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { goTo } from '../../state/place.ts'
import { IconButton } from '../../ui/button.tsx'
import { useLayout } from '../../ui/panes.tsx'
import { Time, useNow } from '../../ui/time.tsx'
import { iconOf, useKindWords } from './kinds.ts'
import { StateMark } from './StateMark.tsx'
import { stateWords } from './words.ts'

export function SourceList({ connectors, chosen }: { connectors: readonly ConnectorView[]; chosen: string | undefined }) {
  const { t } = useTranslation('connectors')
  const formats = useFormats()
  const kinds = useKindWords()
  const now = useNow()
  const narrow = useLayout() === 'one'
  const move = (by: number): void => {
    const at = connectors.findIndex(({ id }) => id === chosen)
    const next = connectors[Math.min(connectors.length - 1, Math.max(0, at + by))]
    if (next) goTo({ at: 'connectors', connector: next.id }, true)
  }
  useCommands([
    { id: 'connectors.next', label: t('command.next'), group: t('group'), shortcut: 'j', run: () => move(1), keyOnly: true },
    { id: 'connectors.before', label: t('command.before'), group: t('group'), shortcut: 'k', run: () => move(-1), keyOnly: true },
  ])

  return (
    <>
      <div className="flex h-12 shrink-0 items-center justify-between border-b border-line ps-4 pe-2">
        <h1 className="text-15 font-strong">{t('title')}</h1>
        <IconButton icon={Plus} label={t('add')} shortcut="a" onPress={() => goTo({ at: 'connectors', task: 'add' })} />
      </div>
      <ListBox
        aria-label={t('list.label')}
        data-pane-focus
        items={connectors}
        dependencies={[formats, now, chosen]}
        // Alone on a narrow window nothing opens by merely moving to it.
        selectionMode={narrow ? 'none' : 'single'}
        selectionBehavior="replace"
        disallowEmptySelection
        selectedKeys={chosen === undefined ? [] : [chosen]}
        onSelectionChange={keys => {
          const [key] = keys === 'all' ? [] : keys
          if (typeof key === 'string' && key !== chosen) goTo({ at: 'connectors', connector: key }, true)
        }}
        onAction={key => {
          goTo({ at: 'connectors', connector: String(key) }, !narrow)
          focusPaneNamed('middle')
        }}
        className="flex min-h-0 grow flex-col gap-px overflow-auto p-1 outline-none"
      >
        {connector => {
          const { id, kind, name, state, lastEventAt } = connector
          const Icon = iconOf(kind)
          const words = stateWords(connector, now, t, formats, true)
          const tone = state.state === 'attention' ? 'text-red' : state.state === 'waiting' ? 'text-amber' : 'text-ink-2'
          return (
            <ListBoxItem
              id={id}
              textValue={name}
              className="flex h-13 shrink-0 cursor-default items-center gap-3 rounded-2 px-3 outline-none in-data-[density=compact]:h-10 data-[focus-visible]:outline-2 data-[focus-visible]:-outline-offset-2 data-[focus-visible]:outline-accent data-[hovered]:bg-hover data-[selected]:bg-selected"
            >
              <span role="img" aria-label={kinds.name(kind)} className="shrink-0 text-ink-2">
                <Icon aria-hidden size={18} strokeWidth={1.5} />
              </span>
              <span className="flex min-w-0 grow flex-col gap-0.5">
                <span className="flex items-baseline gap-2">
                  <bdi className="min-w-0 grow truncate text-13 font-strong">{name}</bdi>
                  {lastEventAt !== undefined && (
                    <span className="shrink-0 text-12 text-ink-3">
                      <Time plain form="short" at={lastEventAt} />
                    </span>
                  )}
                </span>
                <span className={`flex items-center gap-1.5 text-12 ${tone}`}>
                  <StateMark state={state.state} size={13} />
                  <span className="truncate">{words}</span>
                  {state.state === 'attention' && <span className="sr-only">{t('list.attention')}</span>}
                </span>
              </span>
            </ListBoxItem>
          )
        }}
      </ListBox>
    </>
  )
}
