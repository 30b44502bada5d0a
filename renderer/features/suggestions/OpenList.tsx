import { ListBox, ListBoxItem } from 'react-aria-components'
import type { SuggestionView } from '#shared/contract/suggestions.ts'
import { focusPaneNamed } from '../../commands/panes.ts'
import { useCommands } from '../../commands/registry.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { goTo } from '../../state/place.ts'
import { useLayout } from '../../ui/panes.tsx'
import { keyOf, sureness, useReasonWords } from './words.ts'

/** The pairs, the most likely first. */
export function OpenList({ rows, chosen }: { rows: readonly SuggestionView[]; chosen: string | undefined }) {
  const { t } = useTranslation('suggestions')
  const formats = useFormats()
  const narrow = useLayout() === 'one'
  const { brief } = useReasonWords()
  const open = (pair: string): void => goTo({ at: 'suggestions', pair }, true)
  const move = (by: number): void => {
    const at = rows.findIndex(row => keyOf(row) === chosen)
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))]
    if (next) open(keyOf(next))
  }
  useCommands([
    { id: 'suggestions.next', label: t('command.next'), group: t('group'), shortcut: 'j', run: () => move(1), keyOnly: true },
    { id: 'suggestions.before', label: t('command.before'), group: t('group'), shortcut: 'k', run: () => move(-1), keyOnly: true },
  ])
  return (
    <ListBox
      aria-label={t('list')}
      data-pane-focus
      items={rows.map(row => ({ id: keyOf(row), row }))}
      dependencies={[formats, chosen]}
      // Alone on a narrow window nothing opens by merely moving to it.
      selectionMode={narrow ? 'none' : 'single'}
      selectionBehavior="replace"
      disallowEmptySelection
      selectedKeys={chosen === undefined ? [] : [chosen]}
      onSelectionChange={keys => {
        const [key] = keys === 'all' ? [] : keys
        if (key !== undefined && key !== chosen) open(String(key))
      }}
      onAction={key => {
        goTo({ at: 'suggestions', pair: String(key) }, !narrow)
        focusPaneNamed('middle')
      }}
      className={`flex min-h-0 flex-col gap-px overflow-auto p-1 outline-none ${rows.length > 0 ? 'grow' : ''}`}
    >
      {({ id, row }) => (
        <ListBoxItem
          id={id}
          // Letters are answers here: none may look for a name.
          textValue=" "
          className="flex h-13 shrink-0 cursor-default flex-col justify-center gap-0.5 rounded-2 px-3 outline-none in-data-[density=compact]:h-10 data-[focus-visible]:outline-2 data-[focus-visible]:-outline-offset-2 data-[focus-visible]:outline-accent data-[hovered]:bg-hover data-[selected]:bg-selected"
        >
          <span className="flex items-baseline gap-2">
            <bdi className="min-w-0 grow truncate text-13 font-strong">
              {row.a.name === row.b.name ? row.a.name : t('and', { a: row.a.name, b: row.b.name })}
            </bdi>
            <span className="shrink-0 text-12 text-ink-2">{t(`score.short.${sureness(row.score)}`)}</span>
          </span>
          <span className="truncate text-12 text-ink-2">{brief(row)}</span>
        </ListBoxItem>
      )}
    </ListBox>
  )
}
