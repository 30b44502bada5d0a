import { type ReactNode, useState } from 'react'
import { fuzzyFilter } from '../commands/fuzzy.ts'
import { commandsNow } from '../commands/registry.ts'
import { Person, usePeople } from '../features/customers/Person.tsx'
import { type Offer, Pick } from '../features/customers/Pick.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { goTo } from '../state/place.ts'
import { Keys } from '../ui/keys.tsx'
import { InFront } from '../ui/overlay.tsx'

/** Anything by a few letters: customers and commands. */
export function Palette({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation('frame')
  return (
    <InFront isOpen={isOpen} onClose={onClose} label={t('command.palette')} width="max-w-140">
      <PaletteContent onClose={onClose} />
    </InFront>
  )
}

function PaletteContent({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('frame')
  const [typed, setTyped] = useState('')
  // Taken once: with the dialog in front, the commands behind it do not change.
  const [commands] = useState(() => commandsNow().filter(command => !command.keyOnly))
  const text = typed.trim()
  const found = usePeople(text, 8, text !== '')
  const people = text === '' ? [] : (found.data?.rows ?? [])
  const offer = (key: string, run: () => void, content: ReactNode): Offer => ({
    key,
    content,
    run() {
      onClose()
      run()
    },
  })
  return (
    <Pick
      label={t('command.palette')}
      results={t('palette.results')}
      placeholder={t('palette.placeholder')}
      typed={typed}
      onType={setTyped}
      settled={text === '' || !found.isFetching}
      nothing={t('palette.nothing', { text })}
      groups={[
        {
          heading: t('place.customers'),
          offers: people.map(row =>
            offer(`customer ${row.id}`, () => goTo({ at: 'customers', customer: row.id }), <Person row={row} typed={text} />),
          ),
        },
        {
          heading: t('palette.commands'),
          offers: fuzzyFilter(typed, commands, command => command.label).map(({ id, label, shortcut, run }) =>
            offer(
              id,
              run,
              <>
                <span className="min-w-0 grow truncate">{label}</span>
                {shortcut && <Keys keys={shortcut} />}
              </>,
            ),
          ),
        },
      ]}
    />
  )
}
