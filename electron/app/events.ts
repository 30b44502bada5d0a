import { EventPublisher } from '@orpc/server'
import type { AppEvent } from '#shared/contract/index.ts'

/** After one word about changes the next waits this long, ms: an import changes hundreds of customers a second. */
const REST = 150
/** More customers than this are announced as many. */
const NAMED = 500

export interface Announcements {
  announce(event: AppEvent): void
  subscribe(signal: AbortSignal | undefined): AsyncGenerator<AppEvent>
}

/** Hands every announced event to every window that listens. What changes rarely is told at once, what changes often together. */
export function createAnnouncements(): Announcements {
  const publisher = new EventPublisher<{ event: AppEvent }>({ maxBufferedEvents: 1000 })
  let changed: Set<number> | 'many' | undefined
  const tellChanges = resting(() => {
    const customers = changed
    changed = undefined
    if (customers) publisher.publish('event', { type: 'timeline.changed', ...(customers !== 'many' && { customers: [...customers] }) })
  })
  const tellSuggestions = resting(() => publisher.publish('event', { type: 'suggestions.changed' }))
  const tellConnectors = resting(() => publisher.publish('event', { type: 'connectors.changed' }))

  return {
    announce(event) {
      if (event.type === 'connectors.changed') tellConnectors()
      else if (event.type === 'suggestions.changed') tellSuggestions()
      else if (event.type !== 'timeline.changed') publisher.publish('event', event)
      else {
        changed = together(changed, event.customers)
        tellChanges()
      }
    },
    async *subscribe(signal) {
      const events = publisher.subscribe('event', signal ? { signal } : {})
      yield { type: 'workspace.changed' }
      yield* events
    },
  }
}

function together(before: Set<number> | 'many' | undefined, customers: number[] | undefined): Set<number> | 'many' {
  if (before === 'many' || !customers) return 'many'
  const all = new Set([...(before ?? []), ...customers])
  return all.size > NAMED ? 'many' : all
}

/** Acts at once, then once more for all that was asked for while it rested. */
function resting(act: () => void): () => void {
  let rest: NodeJS.Timeout | undefined
  let asked = false
  const end = () => {
    rest = undefined
    if (asked) pass()
  }
  const pass = () => {
    asked = false
    rest = setTimeout(end, REST)
    act()
  }
  return () => {
    if (rest) asked = true
    else pass()
  }
}
