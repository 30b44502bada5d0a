import type { AppEvent } from '#shared/contract/index.ts'

/** What makes shown data old. */
export type Change = Exclude<
  AppEvent,
  {
    type:
      | 'import.progress'
      | 'export.progress'
      | 'connectors.changed'
      | 'suggestions.changed'
      | 'cases.changed'
      | 'calls.changed'
      | 'notes.changed'
      | 'agent.changed'
      | 'customer.erased'
      | 'replies.changed'
      | 'link.pressed'
      | 'desktop.opened'
      | 'desktop.changed'
  }
>

const pause = 500

/** What two changes make old together. */
function both(a: Change | undefined, b: Change): Change {
  if (!a || b.type === 'workspace.changed') return b
  if (a.type === 'workspace.changed' || !a.customers) return a
  return b.customers ? { type: 'timeline.changed', customers: [...new Set([...a.customers, ...b.customers])] } : b
}

/** Refreshes at once, then at most twice a second: an import announces far more than anybody can read. */
export function refresher(act: (change: Change) => void): (change: Change) => void {
  let waiting: Change | undefined
  let resting = false
  const pass = (change: Change): void => {
    resting = true
    act(change)
    setTimeout(() => {
      resting = false
      const next = waiting
      waiting = undefined
      if (next) pass(next)
    }, pause)
  }
  return change => {
    if (resting) waiting = both(waiting, change)
    else pass(change)
  }
}
