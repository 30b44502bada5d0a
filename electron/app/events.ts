import { EventPublisher } from '@orpc/server'
import type { AppEvent } from '#shared/contract/index.ts'

/** Changes within this time are told as one, ms: an import changes hundreds of customers a second and the window need not ask so often. */
const TOGETHER = 150
const NAMED = 500

export interface Announcements {
  announce(event: AppEvent): void
  subscribe(signal: AbortSignal | undefined): AsyncGenerator<AppEvent>
}

/** Hands every announced event to every window that listens. */
export function createAnnouncements(): Announcements {
  const publisher = new EventPublisher<{ event: AppEvent }>({ maxBufferedEvents: 1000 })
  let changed: Set<number> | 'many' | undefined

  function announceChanges(): void {
    const customers = changed
    changed = undefined
    if (customers) publisher.publish('event', { type: 'timeline.changed', ...(customers !== 'many' && { customers: [...customers] }) })
  }

  return {
    announce(event) {
      if (event.type !== 'timeline.changed') return publisher.publish('event', event)
      if (!changed) setTimeout(announceChanges, TOGETHER)
      if (changed === 'many' || !event.customers) changed = 'many'
      else {
        changed ??= new Set()
        for (const customer of event.customers) changed.add(customer)
        if (changed.size > NAMED) changed = 'many'
      }
    },
    async *subscribe(signal) {
      const events = publisher.subscribe('event', signal ? { signal } : {})
      yield { type: 'workspace.changed' }
      yield* events
    },
  }
}
