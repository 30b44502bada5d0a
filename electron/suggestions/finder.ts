import type { StoreProcedures } from '../app/procedures.ts'
import type { Call, StoreThread } from '../store/client.ts'
import type { LinkageState } from './matcher.ts'

/** Customers gathered or compared in one step: each step ends with a write of a few milliseconds. */
const STEP = { gather: 25, compare: 60 }
/** After the first word of a change, more of it is waited for, ms: one mail brings several. */
const REST = 400

export interface FinderOptions {
  /** Starts the thread that reads and compares; it is started when it is needed first. */
  open: () => Promise<StoreThread<StoreProcedures>>
  /** Looks whether there is anything to do before it is: most starts find nothing. */
  read: Call<StoreProcedures>
  write: Call<StoreProcedures>
  /** Resolves when it may take a step: what comes in goes first. */
  quiet: () => Promise<void>
  now: () => number
  /** Suggestions came or went, or how far it is. */
  onChanged: () => void
}

/**
 * Finds out in the background who may be one person with whom: gathers what is known of every customer that changed, learns once there is a
 * lot more to learn from, and compares who was not compared yet. Each step is kept as it ends, so nothing is done twice after a kill.
 */
export interface Finder {
  /** These customers changed; without a list, any may have. */
  look(customers?: number[]): void
  /** Share of the customers that were compared, while that is being done. */
  looking(): number | undefined
  /** Resolves when everything known so far was compared. */
  idle(): Promise<void>
  close(): Promise<void>
}

export function createFinder({ open, read: ask, write, quiet, now, onChanged }: FinderOptions): Finder {
  let thread: Promise<StoreThread<StoreProcedures>> | undefined
  let asked: Set<number> | 'all' | undefined
  let running: Promise<void> | undefined
  let closed = false
  let share: number | undefined
  let wake: () => void = () => {}

  async function run(): Promise<void> {
    await new Promise<void>(resolve => {
      wake = resolve
      setTimeout(resolve, REST)
    })
    while (asked && !closed) {
      await quiet()
      const wanted = asked
      asked = undefined
      const needed = thread !== undefined || (await hasWork(wanted === 'all' ? undefined : [...wanted]))
      // Closed while it looked: a thread begun now would be nobody's, and keep the process from ending.
      if (!needed || closed) continue
      thread ??= open()
      const { call } = await thread
      await gather(call, wanted === 'all' ? undefined : [...wanted])
      await learn(call)
      await compare(call)
    }
  }

  async function hasWork(only: number[] | undefined): Promise<boolean> {
    if ((await ask('staleCustomers', { after: 0, limit: 1, ...(only && { only }) })).length > 0) return true
    const { records, compared, learnedFrom } = await ask('linkageState')
    return compared < records || (records > 1 && learnedFrom === undefined)
  }

  async function gather(read: Call<StoreProcedures>, only: number[] | undefined): Promise<void> {
    for (let after = 0; !closed; ) {
      await quiet()
      const stale = await read('staleCustomers', { after, limit: STEP.gather, ...(only && { only }) })
      const last = stale.at(-1)
      if (!last) return
      if (!only) share ??= 0
      await write('saveRecords', await read('gatherRecords', { stale }))
      after = last.customer
    }
  }

  async function learn(read: Call<StoreProcedures>): Promise<void> {
    if (closed) return
    const { records, learnedFrom = 0 } = await read('linkageState')
    if (records > 1 && outgrown({ records, learnedFrom })) await write('saveModel', { ...(await read('learnModel')), at: now() })
  }

  async function compare(read: Call<StoreProcedures>): Promise<void> {
    let state: LinkageState | undefined
    let compared = 0
    for (let toldAt = 0; !closed; ) {
      await quiet()
      const step = await read('compareNext', { limit: STEP.compare })
      if (step.customers.length === 0) break
      state ??= await read('linkageState')
      compared += step.customers.length
      const changed = await write('saveCompared', { ...step, at: now() })
      share = Math.min(1, (state.compared + compared) / Math.max(1, state.records))
      if (changed || performance.now() - toldAt > 1000) {
        toldAt = performance.now()
        onChanged()
      }
    }
    share = undefined
    if (compared > 0) onChanged()
  }

  function start(): void {
    running ??= run()
      // It begins again with the next change; what it met could hold a customer's words.
      .catch((error: unknown) => {
        if (!closed) process.emitWarning(`Suggestions stopped: ${error instanceof Error ? error.name : 'unknown'}`)
      })
      .finally(() => {
        running = undefined
        share = undefined
        if (asked && !closed) start()
      })
  }

  return {
    look(customers) {
      if (closed) return
      asked = asked === 'all' || !customers ? 'all' : new Set([...(asked ?? []), ...customers])
      start()
    },
    looking: () => share,
    async idle() {
      wake()
      while (running) await running
    },
    async close() {
      closed = true
      wake()
      // Nothing is lost: whatever step it is in is done again next time.
      await (await thread?.catch(() => undefined))?.terminate()
      await running
    },
  }
}

/** A model knows how common names are: with a quarter more people it is worth learning anew. */
function outgrown({ records, learnedFrom }: { records: number; learnedFrom: number }): boolean {
  return records > learnedFrom * 1.25 + 20 || learnedFrom === 0
}
