import { useTranslation } from '../i18n/use-translation.ts'

const signs: Record<string, string> = {
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
}

/** Caps that carry a word, which is another one on a keyboard of another language. */
const words = ['Delete', 'End', 'Enter', 'Home', 'PageDown', 'PageUp', 'Shift'] as const

const apple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent)

/** The caps of one step of a shortcut: `Mod+k` is ⌘ K on a Mac, Ctrl K elsewhere. */
function caps(step: string, word: (name: (typeof words)[number]) => string): string[] {
  return step.split('+').map(part => {
    const named = words.find(each => each === part)
    if (named) return word(named)
    if (part === 'Mod') return apple ? '⌘' : 'Ctrl'
    if (part === 'Alt') return apple ? '⌥' : 'Alt'
    return signs[part] ?? (part.length === 1 && step !== part ? part.toUpperCase() : part)
  })
}

/** A shortcut as in the command registry: steps apart by a space (`g c`), keys pressed together joined by `+` (`Mod+k`). */
export function Keys({ keys, inverse = false }: { keys: string; inverse?: boolean }) {
  const { t } = useTranslation('ui')
  return (
    <span className="inline-flex shrink-0 items-center gap-1">
      {keys
        .split(' ')
        .flatMap(step => caps(step, name => t(`key.${name}`)))
        .map((cap, index) => (
          <kbd
            // biome-ignore lint/suspicious/noArrayIndexKey: the caps of one shortcut never move
            key={index}
            className={`inline-flex h-4 min-w-4 items-center justify-center rounded-1 px-1 font-sans text-12 ${inverse ? 'bg-canvas/20' : 'border border-line text-ink-3'}`}
          >
            {cap}
          </kbd>
        ))}
    </span>
  )
}
