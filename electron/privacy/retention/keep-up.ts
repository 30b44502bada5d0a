import { setTimeout as wait } from 'node:timers/promises'
import type { Removed, RetentionPreview, RetentionView } from '#shared/contract/safety/retention.ts'
import { channels } from '#shared/model/interaction.ts'
import { type Limits, limitsAt, type RetentionRules } from '#shared/safety/retention.ts'
import type { Forgetting } from '../removal/words.ts'
import type { Aged, Looked } from './aged.ts'
import type { Taken } from './remove.ts'
import type { State } from './state.ts'

const DAY = 24 * 3_600_000
/** How long after the start, and then how often, it is looked whether a run is due, ms. */
const LOOKS = { first: 60_000, later: 3_600_000 }
/** The write-ahead log is tried to be emptied so often while somebody reads from it, with so many ms between. */
const TRIES = { count: 50, rest: 100 }

export interface Retention {
  view(): Promise<RetentionView>
  preview(rules: RetentionRules): Promise<RetentionPreview>
  set(rules: RetentionRules, agent?: string): Promise<void>
  /** Removes now what is older than the rules keep; waits for the end. */
  run(agent?: string): Promise<Removed>
  /** Ends after the piece that is being removed; the rest goes when the workspace is opened next. */
  close(): Promise<void>
}

interface Store {
  state(): Promise<State>
  save(rules: RetentionRules, agent: string | undefined): Promise<void>
  begin(): Promise<{ limits: Limits }>
  look(from: { what: Aged; limits: Limits; after: number }): Promise<Looked>
  /** In slices, so that whoever waits for the store comes between. */
  remove(some: { what: Aged; ids: number[] }): Promise<Taken>
  removeUnrecorded(): Promise<{ more: boolean }>
  forgetWords(from: Forgetting): Promise<Forgetting | undefined>
  forgetLog(): Promise<boolean>
  end(agent: string | undefined): Promise<Removed>
}

interface Options {
  store: Store
  now(): number
  /** A run came to its end: the timelines of these customers changed, of those nothing is left. */
  onDone(customers: number[], gone: number[]): void
}

/** The retention rules of one open workspace: what they do not keep goes once a day and when they change, in small pieces. */
export function keepRetention({ store, now, onDone }: Options): Retention {
  let running: Promise<Removed> | undefined
  let closed = false

  async function* pieces(limits: Limits): AsyncGenerator<Looked & { what: Aged }> {
    const about = { interactions: limits.some(limit => limit !== null), notes: typeof limits[channels.indexOf('note')] === 'number' }
    for (const what of ['interactions', 'notes'] as const) {
      if (!about[what]) continue
      for (let after: number | undefined = -1; after !== undefined && !closed; ) {
        const looked: Looked = await store.look({ what, limits, after })
        yield { ...looked, what }
        after = looked.next
      }
    }
  }

  async function work(agent: string | undefined): Promise<{ removed: Removed; customers: number[]; gone: number[] }> {
    const { limits } = await store.begin()
    const customers = new Set<number>()
    const gone: number[] = []
    for await (const { what, ids } of pieces(limits)) {
      for (let left = ids; left.length > 0 && !closed; ) {
        const taken = await store.remove({ what, ids: left })
        left = left.slice(taken.taken)
        for (const customer of taken.customers) customers.add(customer)
        gone.push(...taken.gone)
      }
    }
    for (let more = true; more && !closed; ) more = (await store.removeUnrecorded()).more
    const { run } = await store.state()
    if (run && run.interactions + run.notes > 0) {
      for (let from: Forgetting | undefined = { index: 0, word: 0 }; from && !closed; ) from = await store.forgetWords(from)
      for (let tries = 0; tries < TRIES.count && !closed && !(await store.forgetLog()); tries++) await wait(TRIES.rest)
    }
    if (closed) throw new Error('closed')
    const removed = await store.end(agent)
    return { removed, customers: [...customers], gone }
  }

  function run(agent?: string): Promise<Removed> {
    running ??= work(agent)
      .finally(() => {
        running = undefined
      })
      .then(({ removed, customers, gone }) => {
        onDone(customers, gone)
        return removed
      })
    return running
  }

  async function look(): Promise<void> {
    const { rules, run: unfinished, last } = await store.state()
    const due = Object.keys(rules).length > 0 && now() - (last?.at ?? 0) >= DAY
    if (unfinished || due) await run()
  }
  // What a full disk or a closing store keeps from being removed is removed at the next look.
  let timer = setTimeout(next, LOOKS.first).unref()
  function next(): void {
    timer = setTimeout(next, LOOKS.later).unref()
    look().catch(() => {})
  }

  return {
    async view() {
      const { rules, last } = await store.state()
      return { rules, running: running !== undefined, ...(last && { last }) }
    },
    async preview(rules) {
      const customers = new Set<number>()
      const found = { interactions: 0, notes: 0, held: 0 }
      let oldest = Number.POSITIVE_INFINITY
      for await (const looked of pieces(limitsAt(rules, now()))) {
        found[looked.what] += looked.ids.length
        found.held += looked.held
        oldest = Math.min(oldest, looked.oldest ?? oldest)
        for (const customer of looked.customers) customers.add(customer)
      }
      return { ...found, customers: customers.size, ...(oldest < Number.POSITIVE_INFINITY && { oldest }) }
    },
    async set(rules, agent) {
      await store.save(rules, agent)
      // What is being removed by the rules of before ends first.
      const before = running?.catch(() => {}) ?? Promise.resolve()
      before.then(() => run()).catch(() => {})
    },
    run,
    async close() {
      closed = true
      clearTimeout(timer)
      await running?.catch(() => {})
    },
  }
}
