import type { QueryClient } from '@tanstack/react-query'
import type { AppEvent, Client } from '#shared/contract/index.ts'
import { api } from './client.ts'
import { type Change, refresher } from './refresh.ts'

type Listener = (event: AppEvent) => void
const listeners = new Set<Listener>()

/** Calls back with every event, for what no query shows (import progress). Returns the way to stop. */
export function onAppEvent(listener: Listener): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

type Call = { key: () => readonly unknown[] }

/** The customer that a query asked about; its first part names the call, its second holds the input. */
function customerIn([, asked]: readonly unknown[]): unknown {
  if (typeof asked !== 'object' || asked === null || !('input' in asked)) return undefined
  const { input } = asked
  if (typeof input !== 'object' || input === null) return undefined
  return 'customer' in input ? input.customer : 'id' in input ? input.id : undefined
}

/** What was known of them goes from memory: their own answers, and whatever nobody looks at, which may speak of them too. */
function forgetCustomer(queries: QueryClient, customer: number): void {
  const { customers, timeline, notes, profile, brief, replies, cases } = api
  const theirs = new Set(
    [customers.get, timeline.page, notes.list, profile.details, brief.get, replies.draft, replies.start, cases.list].map(call =>
      String(call.key()[0]),
    ),
  )
  queries.removeQueries({ predicate: ({ queryKey }) => theirs.has(String(queryKey[0])) && customerIn(queryKey) === customer })
  queries.removeQueries({ type: 'inactive' })
}

/** In one pass over what is kept: an import tells of thousands of customers at once. */
function refreshOf(queries: QueryClient, customers: readonly number[], calls: readonly Call[]): void {
  const about = new Set<unknown>(customers)
  const names = new Set(calls.map(call => String(call.key()[0])))
  void queries.invalidateQueries({ predicate: ({ queryKey }) => names.has(String(queryKey[0])) && about.has(customerIn(queryKey)) })
}

/** Asks again for what this event made old, and for nothing else. */
function refresh(queries: QueryClient, event: Change): void {
  if (event.type === 'workspace.changed') {
    void queries.invalidateQueries()
    return
  }
  void queries.invalidateQueries({ queryKey: api.customers.list.key() })
  void queries.invalidateQueries({ queryKey: api.customers.find.key() })
  void queries.invalidateQueries({ queryKey: api.workspace.get.key() })
  void queries.invalidateQueries({ queryKey: api.search.key() })
  void queries.invalidateQueries({ queryKey: api.profile.key() })
  // An unknown caller may be known now.
  void queries.invalidateQueries({ queryKey: api.calls.key() })
  void queries.invalidateQueries({ queryKey: api.surveys.key() })
  if (!event.customers) {
    void queries.invalidateQueries({ queryKey: api.timeline.key() })
    void queries.invalidateQueries({ queryKey: api.brief.key() })
    void queries.invalidateQueries({ queryKey: api.notes.list.key() })
    void queries.invalidateQueries({ queryKey: api.customers.get.key() })
    return
  }
  const { timeline, customers, notes, brief } = api
  refreshOf(queries, event.customers, [customers.get, notes.list, timeline.page, timeline.find, timeline.span, brief.get])
}

/** A timeline says which case each of its rows is in, and a brief is of cases. */
function refreshCases(queries: QueryClient, event: Change): void {
  void queries.invalidateQueries({ queryKey: api.cases.key() })
  void queries.invalidateQueries({ queryKey: api.day.cases.key() })
  void queries.invalidateQueries({ queryKey: api.sla.key() })
  // Who waits, and how many, is a matter of cases too.
  void queries.invalidateQueries({ queryKey: api.customers.list.key() })
  void queries.invalidateQueries({ queryKey: api.workspace.get.key() })
  if (event.type === 'timeline.changed' && event.customers)
    refreshOf(queries, event.customers, [api.customers.get, api.timeline.page, api.brief.get])
}

/**
 * Listens for as long as the window lives and subscribes again after every loss of the connection. The first event of a
 * subscription is workspace.changed, so whatever was missed meanwhile is asked for.
 */
export async function listen(client: Client, queries: QueryClient): Promise<never> {
  const renew = refresher(event => refresh(queries, event))
  const renewCases = refresher(event => refreshCases(queries, event))
  for (;;) {
    try {
      for await (const event of await client.events()) {
        if (event.type === 'import.progress') void queries.invalidateQueries({ queryKey: api.imports.jobs.key() })
        else if (event.type === 'connectors.changed') void queries.invalidateQueries({ queryKey: api.connectors.key() })
        else if (event.type === 'suggestions.changed') void queries.invalidateQueries({ queryKey: api.suggestions.key() })
        else if (event.type === 'agent.changed') void queries.invalidateQueries({ queryKey: api.day.agent.key() })
        else if (event.type === 'customer.erased') forgetCustomer(queries, event.customer)
        else if (event.type === 'cases.changed') renewCases({ type: 'timeline.changed', customers: event.customers })
        else if (event.type === 'calls.changed') void queries.invalidateQueries({ queryKey: api.calls.key() })
        else if (event.type === 'replies.changed') {
          void queries.invalidateQueries({ queryKey: api.replies.key() })
          void queries.invalidateQueries({ queryKey: api.surveys.key() })
          // What is answered waits no more, what was taken back does again.
          void queries.invalidateQueries({ queryKey: api.day.cases.key() })
        } else if (event.type === 'notes.changed') {
          // Who writes in it follows by itself; what lists show of it comes a moment later.
          if (!event.written) void queries.invalidateQueries({ queryKey: api.notes.key() })
        } else if (event.type === 'desktop.changed') void queries.invalidateQueries({ queryKey: api.desktop.key() })
        else if (event.type !== 'link.pressed' && event.type !== 'desktop.opened' && event.type !== 'export.progress') renew(event)
        for (const listener of listeners) listener(event)
      }
    } catch {
      // The connection was lost; the next call waits until it is back.
    }
    await new Promise(resolve => setTimeout(resolve, 250))
  }
}
