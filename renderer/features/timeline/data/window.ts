import { type QueryClient, replaceEqualDeep, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef } from 'react'
import type { Interaction, TimelinePage } from '#shared/contract/timeline.ts'
import type { Channel } from '#shared/model/interaction.ts'
import { type TimelineWindow, withNewer, withOlder, withReread } from '#shared/timeline/window.ts'
import { api, client } from '../../../api/client.ts'

/** Rows of the first page: a little more than a tall screen shows. */
const FIRST = 60
const PAGE = 120
/** Rows a page may have when a stretch is read again. */
const REREAD = 500
/** Windows of customers looked at before are kept this long, ms. */
const KEPT = 15 * 60_000

/** What is known of so many customers, the ones looked at last: an agent's day has hundreds. */
const KEPT_CUSTOMERS = 50

interface Scope {
  customer: number
  channels: Channel[] | undefined
  /** The only case to show. */
  matter: number | undefined
}

function scopeInput({ customer, channels, matter }: Scope) {
  return { customer, ...(channels && { channels }), ...(matter !== undefined && { case: matter }) }
}

/** Reads the rows of a window again, and what came after it when it reached the newest. */
async function reread(scope: Scope, begun: TimelineWindow): Promise<TimelinePage> {
  const last = begun.rows.at(-1)?.id ?? 0
  const rows: Interaction[] = []
  let after = begun.older ? (begun.rows[0]?.id ?? 0) - 1 : Number.MIN_SAFE_INTEGER
  let older = false
  for (;;) {
    const page = await client.timeline.page({ ...scopeInput(scope), after, limit: REREAD })
    if (rows.length === 0) older = page.older
    rows.push(...page.rows)
    const end = page.rows.at(-1)?.id ?? last
    const enough = begun.newer ? end >= last : rows.length > begun.rows.length + REREAD
    if (!page.newer || enough) return { rows, older, newer: page.newer }
    after = end
  }
}

/** Rows that read as before stay the same objects, so that only what changed is drawn again. */
function sharing(before: unknown, now: unknown): unknown {
  if (!isWindow(before) || !isWindow(now)) return now
  const known = new Map(before.rows.map(row => [row.id, row]))
  return { ...now, rows: now.rows.map(row => replaceEqualDeep(known.get(row.id), row)) }
}

function isWindow(value: unknown): value is TimelineWindow {
  return isRecord(value) && 'rows' in value && 'epoch' in value
}

/** Customers in the order they were looked at, the latest at the end. */
const looked = new Set<number>()

/** Notes that a customer is looked at, or soon will be, and lets go of all that was asked about the one who was not for longest. */
function keepLatest(queries: QueryClient, customer: number): void {
  looked.delete(customer)
  looked.add(customer)
  const [oldest] = looked
  if (looked.size <= KEPT_CUSTOMERS || oldest === undefined) return
  looked.delete(oldest)
  queries.removeQueries({ type: 'inactive', predicate: ({ queryKey }) => asksAbout(queryKey, oldest) })
}

/** Whether a call is about this customer: `{ customer }` is what it is asked with, or `{ id }` where it is for the customer as such. */
function asksAbout([path, asked]: readonly unknown[], customer: number): boolean {
  const input = isRecord(asked) && isRecord(asked.input) ? asked.input : {}
  return input.customer === customer || (input.id === customer && Array.isArray(path) && path[0] === 'customers')
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function keyOf({ customer, channels, matter }: Scope): readonly unknown[] {
  return [...api.timeline.page.key({ input: { customer } }), 'window', `${channels?.join() ?? ''} ${matter ?? ''}`]
}

async function readWindow(queries: QueryClient, scope: Scope): Promise<TimelineWindow> {
  const begun = queries.getQueryData<TimelineWindow>(keyOf(scope))
  if (!begun || begun.rows.length === 0) {
    return { ...(await client.timeline.page({ ...scopeInput(scope), limit: FIRST })), epoch: begun?.epoch ?? 0 }
  }
  const read = await reread(scope, begun)
  return withReread(queries.getQueryData<TimelineWindow>(keyOf(scope)) ?? begun, begun, read)
}

/** Asks for what is likely looked at next, so that it is there by then. */
export function fetchAhead(queries: QueryClient, customer: number): void {
  keepLatest(queries, customer)
  const scope: Scope = { customer, channels: undefined, matter: undefined }
  void queries.prefetchQuery({ queryKey: keyOf(scope), queryFn: () => readWindow(queries, scope), gcTime: KEPT })
  void queries.prefetchQuery(api.customers.get.queryOptions({ input: { id: customer } }))
}

/**
 * A stretch of a customer's timeline that grows at both ends and can be moved. Its key lies below that of `timeline.page`, so events
 * refresh it: what is loaded is read again in place and the newest follow.
 */
export function useTimelineWindow(customer: number, channels: Channel[] | undefined, matter: number | undefined) {
  const queries = useQueryClient()
  const filter = `${channels?.join() ?? ''} ${matter ?? ''}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: `filter` stands for `channels`, whose identity changes with every press
  const { scope, queryKey } = useMemo(() => {
    const wanted: Scope = { customer, channels, matter }
    return { scope: wanted, queryKey: keyOf(wanted) }
  }, [customer, filter])

  const query = useQuery({
    queryKey,
    queryFn: () => readWindow(queries, scope),
    structuralSharing: sharing,
    gcTime: KEPT,
  })

  useEffect(() => keepLatest(queries, customer), [queries, customer])

  const asking = useRef({ older: false, newer: false })
  const moves = useMemo(() => {
    const get = () => queries.getQueryData<TimelineWindow>(queryKey)
    const set = (change: (now: TimelineWindow) => TimelineWindow): void => {
      queries.setQueryData<TimelineWindow>(queryKey, now => now && change(now))
    }
    const read = (where: { before?: number; after?: number; at?: number }, limit: number) =>
      client.timeline.page({ ...scopeInput(scope), ...where, limit })
    /** Grows at one side; asking again while it does so is nothing. */
    const grow = async (side: 'older' | 'newer'): Promise<void> => {
      const begun = get()
      const edge = side === 'older' ? begun?.rows[0]?.id : begun?.rows.at(-1)?.id
      if (!begun?.[side] || edge === undefined || asking.current[side]) return
      asking.current[side] = true
      try {
        const page = await read(side === 'older' ? { before: edge } : { after: edge }, PAGE)
        set(now => {
          if (side === 'older') return now.rows[0]?.id === edge ? withOlder(now, page) : now
          return now.rows.at(-1)?.id === edge ? withNewer(now, page) : now
        })
      } catch {
        // The connection's own banner tells; scrolling on asks again.
      } finally {
        asking.current[side] = false
      }
    }
    const move = (page: TimelinePage): void => set(now => ({ ...page, epoch: now.epoch + 1 }))
    const around = async (id: number): Promise<void> => {
      const [before, after] = await Promise.all([read({ before: id }, FIRST), read({ after: id - 1 }, FIRST)])
      move({ rows: [...before.rows, ...after.rows], older: before.older, newer: after.newer })
    }
    return {
      get,
      loadOlder: () => grow('older'),
      loadNewer: () => grow('newer'),
      around,
      /** Moves to the first interaction at or after a time and answers with its id; with that of the last one when there is none. */
      async toTime(at: number): Promise<number | undefined> {
        const [first] = (await read({ at }, 1)).rows
        if (first) await around(first.id)
        else move(await read({}, FIRST))
        return first?.id ?? get()?.rows.at(-1)?.id
      },
      async toOldest(): Promise<number | undefined> {
        if (get()?.older) move(await read({ after: Number.MIN_SAFE_INTEGER }, FIRST))
        return get()?.rows[0]?.id
      },
      async toNewest(): Promise<number | undefined> {
        if (get()?.newer) move(await read({}, FIRST))
        return get()?.rows.at(-1)?.id
      },
    }
  }, [queries, queryKey, scope])

  return { query, moves }
}
