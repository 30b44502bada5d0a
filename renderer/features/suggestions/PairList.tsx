import type { ReactNode } from 'react'
import { ListBox, ListBoxItem } from 'react-aria-components'
import { focusPaneNamed } from '../../commands/panes.ts'
import { useCommands } from '../../commands/registry.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useLayout } from '../../ui/panes.tsx'

/** A line of the list: who the two are, a few words beside their names, and a line below. */
interface Pair {
  key: string
  a: { name: string }
  b: { name: string }
  beside: ReactNode
  below: ReactNode
}

/** Pairs of customers, one chosen; `j` and `k` move. `replace` says whether the way back is to lead to the pair before. */
export function PairList({
  pairs,
  chosen,
  open,
}: {
  pairs: readonly Pair[]
  chosen: string | undefined
  open: (key: string, replace: boolean) => void
}) {
  const { t } = useTranslation('suggestions')
  const formats = useFormats()
  const narrow = useLayout() === 'one'
  const move = (by: number): void => {
    const at = pairs.findIndex(({ key }) => key === chosen)
    const next = pairs[Math.min(pairs.length - 1, Math.max(0, at + by))]
    if (next) open(next.key, true)
  }
  useCommands([
    { id: 'suggestions.next', label: t('command.next'), group: t('group'), shortcut: 'j', run: () => move(1), keyOnly: true },
    { id: 'suggestions.before', label: t('command.before'), group: t('group'), shortcut: 'k', run: () => move(-1), keyOnly: true },
  ])
  return (
    <ListBox
      aria-label={t('list')}
      data-pane-focus
      items={pairs.map(pair => ({ id: pair.key, pair }))}
      dependencies={[formats, pairs, chosen]}
      // Alone on a narrow window nothing opens by merely moving to it.
      selectionMode={narrow ? 'none' : 'single'}
      selectionBehavior="replace"
      disallowEmptySelection
      selectedKeys={chosen === undefined ? [] : [chosen]}
      onSelectionChange={keys => {
        const [key] = keys === 'all' ? [] : keys
        if (key !== undefined && key !== chosen) open(String(key), true)
      }}
      onAction={key => {
        open(String(key), !narrow)
        focusPaneNamed('middle')
      }}
      className={`flex min-h-0 flex-col gap-px overflow-auto p-1 outline-none ${pairs.length > 0 ? 'grow' : ''}`}
    >
      {({ id, pair: { a, b, beside, below } }) => (
        <ListBoxItem
          id={id}
          // Letters are answers here: none may look for a name.
          textValue=" "
          className="flex h-13 shrink-0 cursor-default flex-col justify-center gap-0.5 rounded-2 px-3 outline-none in-data-[density=compact]:h-10 data-[focus-visible]:outline-2 data-[focus-visible]:-outline-offset-2 data-[focus-visible]:outline-accent data-[hovered]:bg-hover data-[selected]:bg-selected"
        >
          <span className="flex items-baseline gap-2">
            <span className="min-w-0 grow truncate text-13 font-strong">
              {a.name === b.name ? <bdi>{a.name}</bdi> : t('and', { a: apart(a.name), b: apart(b.name) })}
            </span>
            <span className="shrink-0 text-12 text-ink-2">{beside}</span>
          </span>
          <span className="flex min-w-0 items-center gap-1.5 text-12 text-ink-2">{below}</span>
        </ListBoxItem>
      )}
    </ListBox>
  )
}

/** A name within a sentence: its own direction, whatever stands beside it (Unicode Standard Annex 9, isolates). */
function apart(name: string): string {
  return `\u2068${name}\u2069`
}
