const names: Record<string, string> = {
  Escape: 'Esc',
  Enter: '↵',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
}

const apple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent)

/** The caps of one step of a shortcut: `Mod+k` is ⌘ K on a Mac, Ctrl K elsewhere. */
function caps(step: string): string[] {
  return step.split('+').map(part => {
    if (part === 'Mod') return apple ? '⌘' : 'Ctrl'
    if (part === 'Alt') return apple ? '⌥' : 'Alt'
    return names[part] ?? (part.length === 1 && step !== part ? part.toUpperCase() : part)
  })
}

/** A shortcut as in the command registry: steps apart by a space (`g c`), keys pressed together joined by `+` (`Mod+k`). */
export function Keys({ keys, inverse = false }: { keys: string; inverse?: boolean }) {
  return (
    <span className="inline-flex shrink-0 items-center gap-1">
      {keys
        .split(' ')
        .flatMap(caps)
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
