import type { CallSignal } from '#shared/model/call.ts'
import type { Direction } from '#shared/model/interaction.ts'
import { isInternal } from '../connectors/phone/parties.ts'
import type { HeardCall } from './hear.ts'

/** Records come in by hundreds of batches a second: those waiting are looked for at most this often, ms. */
const REST = 500

export interface LiveCallsOptions {
  hear: (heard: { source: string | null; calls: HeardCall[]; all?: boolean; at: number }) => Promise<{ customers: number[] } | undefined>
  expire: (at: { at: number }) => Promise<{ customers?: number[]; next?: number }>
  settle: (now: { now: number }) => Promise<{ customers: number[] }>
  /** Our own addresses and the country of numbers without a code. */
  settings: () => Promise<{ own: string[]; region: string }>
  now: () => number
  onChanged: (customers: number[]) => void
  /** Calls became interactions, or their records took the place of those. */
  onSettled: (customers: number[]) => void
}

/** Calls in progress, as phones and phone systems tell of them. */
export interface LiveCalls {
  /** `source`: the connector's that says so, null for a link; `all`: it has no other calls now. */
  take(source: string | null, signals: readonly CallSignal[], all?: boolean): Promise<void>
  /** Something came in: perhaps the record of a call. */
  look(): void
  /** Calls were changed by hand: when the next one runs out is another time now. */
  watch(): void
  close(): Promise<void>
}

export function followCalls({ hear, expire, settle, settings, now, onChanged, onSettled }: LiveCallsOptions): LiveCalls {
  // One after the other, as they came.
  let work: Promise<unknown> = Promise.resolve()
  let expiry: NodeJS.Timeout | undefined
  let rest: NodeJS.Timeout | undefined
  let closed = false

  const inTurn = (act: () => Promise<void>): Promise<void> => {
    const done = work.then(act)
    // What a full disk keeps from being noted is lost, as the call itself soon is.
    work = done.catch(() => {})
    return done
  }

  const keep = async (): Promise<void> => {
    const { customers } = await settle({ now: now() })
    if (customers.length === 0) return
    onChanged(customers)
    onSettled(customers)
  }
  const runOut = async (): Promise<void> => {
    const { customers, next } = await expire({ at: now() })
    if (customers) onChanged(customers)
    await keep()
    clearTimeout(expiry)
    if (next !== undefined && !closed) expiry = setTimeout(watch, Math.max(1000, next - now())).unref()
  }
  const watch = (): void => void inTurn(runOut).catch(() => {})

  const look = (): void => {
    rest ??= setTimeout(() => {
      rest = undefined
      inTurn(keep).catch(() => {})
    }, REST).unref()
  }

  watch()
  // The program may have ended between a record and the look for its call.
  look()
  return {
    take: (source, signals, all) =>
      inTurn(async () => {
        const { own, region } = await settings()
        // Reading numbers takes a large table: loaded with the first call.
        const { normalisePhone } = await import('#shared/model/phone.ts')
        const ours = new Set(own.map(address => normalisePhone(address, region)))
        const calls = signals.flatMap(signal => heardOf(signal, raw => normalisePhone(raw, region), ours) ?? [])
        const changed = await hear({ source, calls, ...(all && { all }), at: now() })
        if (!changed) return
        onChanged(changed.customers)
        await runOut()
      }),
    look,
    watch,
    async close() {
      closed = true
      clearTimeout(expiry)
      clearTimeout(rest)
      await work
    },
  }
}

/** Undefined for a call among ourselves. */
export function heardOf(
  { id, state, from, to, name }: CallSignal,
  normalise: (raw: string) => string | undefined,
  own: ReadonlySet<string | undefined>,
): HeardCall | undefined {
  const [caller, callee] = [normalise(from), normalise(to)]
  const isOurs = (number: string | undefined, raw: string) =>
    number !== undefined && (own.has(number) || isInternal(raw) || isInternal(number))
  // A hidden caller is one from outside; a softphone that tells of no number called was called itself.
  const direction: Direction = isOurs(caller, from) && to !== '' ? 'out' : 'in'
  if (direction === 'out' && isOurs(callee, to)) return undefined
  const number = direction === 'in' ? caller : callee
  return {
    state,
    direction,
    ...(id !== undefined && { id }),
    ...(number !== undefined && { number }),
    ...(name !== undefined && name !== from && { name }),
  }
}
