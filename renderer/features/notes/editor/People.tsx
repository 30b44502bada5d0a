import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Picker } from './picker.ts'

/** Room that the list takes below the line, px. */
const ROOM = 200

/** The names offered after an @, at the place where it is typed. The keys stay in the text, which points here. */
export function People({ id, picker }: { id: string; picker: Picker }) {
  const { t } = useTranslation('notes')
  const offered = picker.useOffered(now => now.offered)
  if (!offered?.at) return null
  const { at, names, active, pick } = offered
  const above = at.bottom + ROOM > innerHeight
  return (
    <div
      id={id}
      role="listbox"
      aria-label={t('people')}
      className="fixed z-50 min-w-40 rounded-2 bg-raised p-1 shadow-overlay"
      style={{ left: Math.min(at.left, innerWidth - 180), ...(above ? { bottom: innerHeight - at.top + 4 } : { top: at.bottom + 4 }) }}
    >
      {names.map((name, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the text has the focus and points here
        // biome-ignore lint/a11y/useKeyWithClickEvents: the text has the keys
        <div
          key={name}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          onMouseDown={event => event.preventDefault()}
          onClick={() => pick(name)}
          className={`flex h-8 cursor-default items-center rounded-1 px-2 text-13 ${index === active ? 'bg-selected' : 'hover:bg-hover'}`}
        >
          <bdi className="truncate">{name}</bdi>
        </div>
      ))}
    </div>
  )
}
