import { Check, Clock, type LucideIcon, X } from 'lucide-react'
import { ListBox, ListBoxItem } from 'react-aria-components'
import type { Answer, DecisionView } from '#shared/contract/suggestions.ts'
import { focusPaneNamed } from '../../commands/panes.ts'
import { useCommands } from '../../commands/registry.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { goTo } from '../../state/place.ts'
import { useLayout } from '../../ui/panes.tsx'
import { Time, useNow } from '../../ui/time.tsx'

export const answerIcons: Record<Answer, LucideIcon> = { yes: Check, no: X, later: Clock }

/** What was answered, newest first. */
export function AnsweredList({ rows, chosen }: { rows: readonly DecisionView[]; chosen: string | undefined }) {
  const { t } = useTranslation('suggestions')
  const formats = useFormats()
  const now = useNow()
  const narrow = useLayout() === 'one'
  const open = (pair: string, replace = true): void => goTo({ at: 'suggestions', answered: true, pair }, replace)
  const move = (by: number): void => {
    const at = rows.findIndex(({ op }) => op === chosen)
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))]
    if (next) open(next.op)
  }
  useCommands([
    { id: 'suggestions.next', label: t('command.next'), group: t('group'), shortcut: 'j', run: () => move(1), keyOnly: true },
    { id: 'suggestions.before', label: t('command.before'), group: t('group'), shortcut: 'k', run: () => move(-1), keyOnly: true },
  ])
  return (
    <ListBox
      aria-label={t('list')}
      data-pane-focus
      items={rows.map(row => ({ id: row.op, row }))}
      dependencies={[formats, now, chosen]}
      selectionMode={narrow ? 'none' : 'single'}
      selectionBehavior="replace"
      disallowEmptySelection
      selectedKeys={chosen === undefined ? [] : [chosen]}
      onSelectionChange={keys => {
        const [key] = keys === 'all' ? [] : keys
        if (key !== undefined && key !== chosen) open(String(key))
      }}
      onAction={key => {
        open(String(key), !narrow)
        focusPaneNamed('middle')
      }}
      className={`flex min-h-0 flex-col gap-px overflow-auto p-1 outline-none ${rows.length > 0 ? 'grow' : ''}`}
    >
      {({ id, row }) => {
        const Icon = answerIcons[row.answer]
        return (
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
              <span className="shrink-0 text-12 text-ink-2">
                <Time plain form="short" at={row.at} />
              </span>
            </span>
            <span className="flex min-w-0 items-center gap-1.5 text-12 text-ink-2">
              <Icon aria-hidden size={13} className="shrink-0" />
              <span className={`truncate ${row.undone ? 'line-through' : ''}`}>{t(`decided.${row.answer}`)}</span>
              {row.undone && <span className="shrink-0">{t('decided.undone')}</span>}
            </span>
          </ListBoxItem>
        )
      }}
    </ListBox>
  )
}
