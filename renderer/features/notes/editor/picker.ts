import { create } from 'zustand'

/** Names offered after an @, where they are shown, and the one the keys are on. */
interface Offered {
  names: readonly string[]
  active: number
  at: DOMRect | undefined
  pick: (name: string) => void
}

/** What is offered while an @ is being typed. */
export function createPicker() {
  const useOffered = create<{ offered: Offered | undefined }>(() => ({ offered: undefined }))
  const hide = (): void => useOffered.setState({ offered: undefined })
  return {
    useOffered,
    isOpen: (): boolean => useOffered.getState().offered !== undefined,
    show(names: readonly string[], pick: (name: string) => void, at: DOMRect | null | undefined): void {
      const active = Math.min(useOffered.getState().offered?.active ?? 0, names.length - 1)
      useOffered.setState({ offered: names.length > 0 ? { names, pick, at: at ?? undefined, active: Math.max(0, active) } : undefined })
    },
    hide,
    /** Whether the key meant what is offered. */
    press(key: string): boolean {
      const { offered } = useOffered.getState()
      if (!offered) return false
      const { names, active } = offered
      const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0
      if (step !== 0) useOffered.setState({ offered: { ...offered, active: (active + step + names.length) % names.length } })
      else if (key === 'Enter' || key === 'Tab') offered.pick(names[active] ?? '')
      else if (key === 'Escape') hide()
      else return false
      return true
    },
  }
}

export type Picker = ReturnType<typeof createPicker>
