import { useEffect, useRef } from 'react'

/** Something the user can do by key, and find in the palette and in the shortcut sheet. */
export interface Command {
  /** `feature.verb`, unique. */
  id: string
  /** In the language shown, beginning with a verb. */
  label: string
  /** Heading in the shortcut sheet, in the language shown. */
  group: string
  /** Steps apart by a space: `g c`; keys pressed together joined by `+`: `Mod+k` (Mod is Cmd on a Mac, else Ctrl). */
  shortcut?: string
  run: () => void
  /** False: neither key nor palette offers it now. */
  when?: () => boolean
  /** Steps within a list: in the sheet, but of no use in the palette. */
  keyOnly?: boolean
}

type Held = { readonly current: readonly Command[] }

/** Later ones come from further inside the window and win over earlier ones with the same shortcut. */
const held = new Set<Held>()

/** Offers these commands for as long as the component is on screen. */
export function useCommands(commands: readonly Command[]): void {
  const ref = useRef(commands)
  useEffect(() => {
    ref.current = commands
  })
  useEffect(() => {
    held.add(ref)
    return () => {
      held.delete(ref)
    }
  }, [])
}

/** Every command that can run now, the innermost first. */
export function commandsNow(): Command[] {
  return [...held].reverse().flatMap(each => each.current.filter(command => command.when?.() ?? true))
}
