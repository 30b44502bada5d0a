import type { CallSignal } from '#shared/model/call.ts'
import type { Problem } from '#shared/model/problem.ts'
import type { Incoming } from '../../../electron/connectors/connector.ts'
import type { Late, LiveConnector, LiveContext, LiveStep } from '../../../electron/connectors/live.ts'
import { afterAwake } from '../support/awake.ts'
import { Places } from './places.ts'

/** What a test may say about the context of a run; the rest is as usual. */
export type Given<Settings> = Pick<LiveContext<Settings>, 'settings'> &
  Partial<Omit<LiveContext<Settings>, 'settings' | 'cursor' | 'signal'>>

export function contextOf<Settings>(given: Given<Settings>, cursor: unknown, signal: AbortSignal): LiveContext<Settings> {
  return {
    secrets: {},
    own: [],
    region: 'ES',
    timeZone: 'Europe/Madrid',
    now: Date.now,
    parseMails: () => Promise.reject(new Error('this test gives no parser')),
    lying: () => Promise.resolve([]),
    keepSecrets: () => Promise.resolve(),
    ...given,
    cursor,
    signal,
  }
}

/** Between the end of one run and the start of the next, where a test keeps a connector running, ms. */
const PAUSE = 100

/**
 * What supervisor and store do with a connector, in memory: every step is applied with its cursor before the next is asked for,
 * an id that is there already is left as it is, cursors go through JSON.
 */
export class Collector<Settings> {
  /** By source and source id, as they first came. */
  readonly items = new Map<string, Incoming>()
  /** Calls as they were told of, one by one; and all there were at a time. */
  readonly calls: CallSignal[] = []
  readonly all: CallSignal[][] = []
  readonly late: Late[] = []
  readonly problems: Problem[] = []
  readonly places = new Places()
  /** Items that came again, and were absorbed by their id. */
  repeated = 0
  cursor: unknown
  /** The last step said so, or steps since then brought news only. */
  live = false
  steps = 0
  /** What ended the runs so far. */
  readonly errors: unknown[] = []
  readonly #connector: LiveConnector<Settings>
  readonly #given: Given<Settings>
  #stop = new AbortController()
  #ended: Promise<void> = Promise.resolve()
  #running = false
  readonly #waiting = new Set<() => void>()

  constructor(connector: LiveConnector<Settings>, given: Given<Settings>) {
    this.#connector = connector
    this.#given = given
  }

  get texts(): string[] {
    return [...this.items.values()].map(item => item.text)
  }

  /** Starts one run, which ends when it is stopped or throws. `keep`: starts it again after each error, as the supervisor does. */
  start(keep = false): this {
    this.#stop = new AbortController()
    this.#running = true
    this.#ended = this.#run(keep, this.#stop.signal).finally(() => {
      this.#running = false
      this.#look()
    })
    return this
  }

  /** Aborts the run; resolves when it has ended. */
  async stop(): Promise<void> {
    this.#stop.abort()
    await this.#ended
  }

  /** Waits, looking after every step. Rejects when the run ends before that, or after `ms` in which this process ran. */
  until(what: string, condition: (so: this) => boolean, ms = 20_000): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (error?: Error) => {
        forget()
        this.#waiting.delete(look)
        if (error) reject(error)
        else resolve()
      }
      const state = () => `${what}: ${this.items.size} items, ${this.problems.length} problems, ${this.errors.map(String).join('; ')}`
      const look = () => {
        if (condition(this)) done()
        else if (!this.#running) done(new Error(`ended before ${state()}`, { cause: this.errors.at(-1) }))
      }
      const forget = afterAwake(ms, () => done(new Error(`waited ${ms} ms for ${state()}`)))
      this.#waiting.add(look)
      look()
    })
  }

  /** Waits for the run to end by itself, and gives the error that ended it. */
  async failure(ms = 20_000): Promise<unknown> {
    const before = this.errors.length
    await this.until('its failure', () => this.errors.length > before || !this.#running, ms)
    return this.errors.at(-1)
  }

  apply(step: LiveStep): void {
    this.steps++
    if (step.type === 'live') this.live = true
    else if (step.type === 'catching-up') this.live = false
    else if (step.type === 'calls') {
      if (step.all) this.all.push(step.calls)
      else this.calls.push(...step.calls)
    } else if (step.type === 'batch') {
      for (const item of step.items) {
        const key = `${step.source ?? this.#connector.source} ${item.sourceId}`
        if (this.items.has(key)) this.repeated++
        else this.items.set(key, item)
      }
      this.late.push(...(step.late ?? []))
      this.problems.push(...step.problems)
      if (step.places) this.places.put(step.places)
      if (step.left) this.places.leave(step.left)
      if (step.cursor !== undefined) this.cursor = JSON.parse(JSON.stringify(step.cursor))
    }
    this.#look()
  }

  async #run(keep: boolean, signal: AbortSignal): Promise<void> {
    do {
      this.live = false
      try {
        for await (const step of this.#connector.read(contextOf({ lying: this.places.lying, ...this.#given }, this.cursor, signal)))
          this.apply(step)
      } catch (error) {
        if (!signal.aborted) this.errors.push(error)
        this.#look()
      }
      if (keep && !signal.aborted) await new Promise(resolve => setTimeout(resolve, PAUSE))
    } while (keep && !signal.aborted)
  }

  #look(): void {
    for (const look of [...this.#waiting]) look()
  }
}
