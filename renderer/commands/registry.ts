import { useEffect, useLayoutEffect, useRef, useState } from 'react'

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

interface Held {
  readonly rank: number
  readonly ref: { readonly current: readonly Command[] }
}

const held = new Set<Held>()
const watchers = new Set<() => void>()

function tell(): void {
  for (const watcher of watchers) watcher()
}
let nextRank = 0

/**
 * Offers these commands for as long as the component is on screen. A component further inside the window is rendered later and
 * wins over those around it that have the same shortcut.
 */
export function useCommands(commands: readonly Command[]): void {
  const ref = useRef(commands)
  const [rank] = useState(() => nextRank++)
  // With what is drawn, not after it: a key pressed as soon as something is seen means what is seen.
  useLayoutEffect(() => {
    ref.current = commands
  })
  useLayoutEffect(() => {
    const mine = { rank, ref }
    held.add(mine)
    return () => {
      held.delete(mine)
    }
  }, [rank])
  useEffect(tell)
  useEffect(() => tell, [])
}

/** Calls back whenever other commands may be there, or the same in another language: often. Returns the way to stop. */
export function watchCommands(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => {
    watchers.delete(watcher)
  }
}

let coming = 0
const waiting = new Set<() => void>()

/** More commands come in a moment, with a part of the window that is still being built. Returns the way to say that they are there. */
export function expectCommands(): () => void {
  coming += 1
  return () => {
    coming -= 1
    // They are offered in the same pass of effects.
    queueMicrotask(() => {
      if (coming === 0) for (const each of waiting) each()
    })
  }
}

export function commandsAreComing(): boolean {
  return coming > 0
}

/** Calls back each time that all commands expected are there. Returns the way to stop. */
export function onCommandsThere(listener: () => void): () => void {
  waiting.add(listener)
  return () => {
    waiting.delete(listener)
  }
}

/** Every command that can run now, the innermost first. */
export function commandsNow(): Command[] {
  return [...held].sort((a, b) => b.rank - a.rank).flatMap(({ ref }) => ref.current.filter(command => command.when?.() ?? true))
}
