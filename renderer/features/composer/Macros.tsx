import { useQuery } from '@tanstack/react-query'
import { Zap } from 'lucide-react'
import { useState } from 'react'
import type { Macro } from '#shared/replies/calls.ts'
import { api } from '../../api/client.ts'
import { fuzzyFilter } from '../../commands/fuzzy.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { goTo } from '../../state/place.ts'
import { Button } from '../../ui/button.tsx'
import { SearchField } from '../../ui/field.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { Empty } from '../../ui/states.tsx'

/** Of a text, when it is looked for by what it says. */
const LOOKED_THROUGH = 200

export function useMacros(): readonly Macro[] {
  return useQuery(api.macros.list.queryOptions()).data?.macros ?? []
}

/** Finds a macro by part of its name or text. */
export function MacroPicker({ onPick, onClose }: { onPick: (macro: Macro) => void; onClose: () => void }) {
  const { t } = useTranslation('replies')
  const macros = useMacros()
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const found = fuzzyFilter(text, macros, macro => `${macro.name} ${macro.text.slice(0, LOOKED_THROUGH)}`)
  const index = Math.min(active, found.length - 1)
  const pick = (macro: Macro | undefined): void => {
    if (!macro) return
    onClose()
    onPick(macro)
  }
  return (
    <Dialog isOpen onClose={onClose} title={t('macro.pick')}>
      {macros.length === 0 ? (
        <Empty icon={Zap} title={t('macro.none')} action={<Button onPress={() => goTo({ at: 'settings' })}>{t('macro.make')}</Button>} />
      ) : (
        <div className="flex flex-col gap-2">
          <SearchField
            autoFocus
            label={t('macro.search')}
            value={text}
            onChange={value => {
              setText(value)
              setActive(0)
            }}
            aria-controls="macros-found"
            aria-activedescendant={found[index] && `macro-${found[index].id}`}
            onKeyDown={event => {
              const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
              if (by !== 0) setActive((index + by + found.length) % Math.max(1, found.length))
              else if (event.key === 'Enter') pick(found[index])
              else return
              event.preventDefault()
            }}
          />
          <div role="listbox" id="macros-found" aria-label={t('macro.pick')} className="max-h-80 overflow-auto">
            {found.map((macro, at) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys go to the field above
              <div
                key={macro.id}
                id={`macro-${macro.id}`}
                role="option"
                tabIndex={-1}
                aria-selected={at === index}
                onClick={() => pick(macro)}
                className={`cursor-default rounded-2 px-3 py-1.5 ${at === index ? 'bg-selected' : 'hover:bg-hover'}`}
              >
                <div className="flex items-baseline gap-2">
                  <bdi className="min-w-0 truncate font-strong">{macro.name}</bdi>
                  {macro.language !== '' && <span className="text-12 text-ink-2 uppercase">{macro.language}</span>}
                </div>
                <p dir="auto" className="truncate text-12 text-ink-2">
                  {macro.text}
                </p>
              </div>
            ))}
            {found.length === 0 && <p className="px-3 py-2 text-ink-2">{t('macro.nothing')}</p>}
          </div>
        </div>
      )}
    </Dialog>
  )
}
