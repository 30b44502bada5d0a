import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestStep } from '#shared/contract/connectors.ts'
import type { Incoming } from '../../../electron/connectors/connector.ts'
import type { LiveConnector, LiveStep } from '../../../electron/connectors/live.ts'
import { SourceError } from '../../../electron/connectors/source-error.ts'
import { awake } from '../support/awake.ts'
import { Collector, contextOf, type Given } from './collect.ts'

/** A source with what is needed to try a connector on it. Intervals in its settings are short, so that a test need not wait. */
export interface World<Settings> {
  connector: LiveConnector<Settings>
  given: Given<Settings>
  /** Puts this many new things into the source, each of which becomes one item. */
  add(count: number): Promise<void>
  /** How many make several steps. */
  many: number
  /** It only tells of what happens: nothing that is added becomes an item. */
  keepsNothing?: true
  /** Takes the source away as its world does: a server stopped, a drive unplugged. `back` undoes it. */
  away(): Promise<void>
  back(): Promise<void>
  /** Configurations that fail, and the step of `test` that says so. */
  wrong: { given: Given<Settings>; step: TestStep['step']; code: string }[]
  /** Words of the things added, names, secrets: what no error may show. */
  hidden: string[]
  close(): Promise<void>
}

/** Ends within this from any state, ms (LiveContext.signal). */
const LONGEST_END = 5000

/** Open handles and requests that were not there before. */
function beyond(before: string[]): string[] {
  const known = [...before]
  return process.getActiveResourcesInfo().filter(handle => {
    const at = known.indexOf(handle)
    if (at >= 0) known.splice(at, 1)
    return at < 0
  })
}
const words = (error: unknown) =>
  error instanceof Error ? JSON.stringify([error.name, error.message, error.stack, error, error.cause]) : JSON.stringify(error)

/** Where it was read may differ between two times. */
function content({ file: _, line: __, ...item }: Incoming): Omit<Incoming, 'file' | 'line'> {
  return item
}

/** What every live connector promises, tried on one: `makeWorld` starts its source once for all of it. */
export function connectorContract<Settings>(name: string, makeWorld: () => Promise<World<Settings>>): void {
  describe(`the contract of a live connector: ${name}`, () => {
    let world: World<Settings>
    let there = 0
    const add = async (count: number) => {
      await world.add(count)
      if (!world.keepsNothing) there += count
    }
    const collector = () => new Collector(world.connector, world.given)
    const all = (so: Collector<Settings>) => so.items.size >= there
    /** Everything, by one run from the beginning. */
    const readAll = async () => {
      const run = collector().start()
      await run.until('all, and live', so => all(so) && so.live)
      await run.stop()
      return run
    }

    beforeAll(async () => {
      world = await makeWorld()
      await add(world.many)
    })
    afterAll(async () => {
      await world.close()
    })

    it('has a form, and settings that pass its schema', () => {
      expect(world.connector.schema.parse(world.given.settings)).toEqual(world.given.settings)
      expect(world.connector.identify(world.given.settings)).toBe(world.connector.identify(structuredClone(world.given.settings)))
      const asked = new Set(world.connector.form.map(field => field.name))
      for (const { when } of world.connector.form) if (when) expect(asked).toContain(when.field)
      for (const secret of Object.keys(world.given.secrets ?? {})) {
        expect(world.connector.form.find(field => field.name === secret)?.type).toBe('secret')
      }
    })

    it('gives the same, by the same ids, when it is read twice', async () => {
      const [first, second] = [await readAll(), await readAll()]
      expect(first.items.size).toBe(there)
      expect([...second.items.keys()].toSorted()).toEqual([...first.items.keys()].toSorted())
      for (const [id, item] of first.items) expect(content(second.items.get(id) ?? item)).toEqual(content(item))
    })

    it('goes on from its cursor: nothing is fetched again that is long done', async () => {
      const run = await readAll()
      run.start()
      await run.until('live again', so => so.live)
      await run.stop()
      expect(run.items.size).toBe(there)
    })

    it('says one thing of one id within a run', async () => {
      const seen = new Map<string, Incoming>()
      const different: string[] = []
      const run = collector()
      const stop = new AbortController()
      const steps = world.connector.read(contextOf(world.given, undefined, stop.signal))
      for (;;) {
        const next = await steps.next()
        if (next.done) break
        run.apply(next.value)
        for (const item of next.value.type === 'batch' ? next.value.items : []) {
          const before = seen.get(item.sourceId)
          if (before && !isDeepStrictEqual(content(before), content(item))) different.push(item.sourceId)
          seen.set(item.sourceId, item)
        }
        if (all(run) && run.live) break
      }
      stop.abort()
      await ended(steps)
      expect(different).toEqual([])
      expect(seen.size).toBe(there)
    })

    it('brings everything once when it is killed at any step and started again from the last committed cursor', async () => {
      const expected = await readAll()
      const run = collector()
      // The step after the last one applied is lost with its cursor, as when the app is killed before the commit.
      for (let applied = 0; !all(run); applied++) {
        expect(applied).toBeLessThan(300)
        const stop = new AbortController()
        const steps = world.connector.read(contextOf(world.given, run.cursor, stop.signal))
        for (let i = 0; i <= applied && !all(run); i++) {
          const next = await steps.next()
          if (next.done) break
          if (i < applied) run.apply(next.value)
        }
        stop.abort()
        await ended(steps)
      }
      expect([...run.items.keys()].toSorted()).toEqual([...expected.items.keys()].toSorted())
      for (const [id, item] of expected.items) expect(content(run.items.get(id) ?? item)).toEqual(content(item))
    })

    it.each(['before it begins', 'while it connects', 'while it catches up', 'while it is live', 'while the source is away'])(
      'ends within 5 s when it is stopped %s, and leaves no handle',
      async when => {
        const before = process.getActiveResourcesInfo()
        if (when === 'while the source is away') await world.away()
        const stop = new AbortController()
        if (when === 'before it begins') stop.abort()
        const steps = world.connector.read(contextOf(world.given, undefined, stop.signal))
        let pending: Promise<unknown> = steps.next()
        pending.catch(() => {})
        if (when === 'while it catches up') await pending
        if (when === 'while it is live') {
          for (let step = await steps.next(); !step.done && step.value.type !== 'live'; ) step = await steps.next()
          pending = steps.next()
          pending.catch(() => {})
        }
        const from = awake()
        stop.abort()
        await pending.catch(() => {})
        await ended(steps)
        expect(awake() - from).toBeLessThan(LONGEST_END)
        if (when === 'while the source is away') await world.back()
        await expect.poll(() => beyond(before)).toEqual([])
      },
    )

    it('says, step by step, that all is well, and what it found', async () => {
      const steps = await test(world.given)
      expect(steps.filter(step => !step.ok)).toEqual([])
      expect(steps.some(step => (step.found ?? []).length > 0)).toBe(true)
    })

    it('names the step that failed, and ends there', async () => {
      for (const { given, step, code } of world.wrong) {
        const steps = await test(given)
        expect(steps.at(-1)).toMatchObject({ step, ok: false, code })
        expect(steps.slice(0, -1).every(({ ok }) => ok)).toBe(true)
      }
    })

    it('comes back when the source does, without gaps or doubles, and says meanwhile what is wrong', async () => {
      const run = collector().start(true)
      await run.until('all, and live', so => all(so) && so.live)
      await world.away()
      await run.until('noticing', so => so.errors.length > 0)
      await world.back()
      await add(3)
      await run.until('the news', so => all(so) && so.live, 40_000)
      await run.stop()
      expect(run.items.size).toBe(there)
      for (const error of run.errors) expect(error).toMatchObject({ kind: 'retry', code: expect.any(String) })
    })

    it('shows nobody a secret or a word of a customer in an error', async () => {
      const said: string[] = []
      for (const { given } of world.wrong) {
        said.push(words(await test(given)))
        const run = new Collector(world.connector, given).start()
        said.push(words(await run.failure()))
        expect(run.errors.at(-1)).toBeInstanceOf(SourceError)
      }
      await world.away()
      const run = collector().start()
      said.push(words(await run.failure()), words(await test(world.given)))
      await world.back()
      expect(said.length).toBeGreaterThan(2)
      for (const hidden of world.hidden) expect(said.filter(text => text.includes(hidden))).toEqual([])
    })

    async function test(given: Given<Settings>): Promise<TestStep[]> {
      const { cursor: _, ...context } = contextOf(given, undefined, new AbortController().signal)
      const steps: TestStep[] = []
      for await (const step of world.connector.test(context)) steps.push(step)
      return steps
    }
  })
}

/** Resolves when a generator that was told to stop has ended, one way or the other. */
async function ended(steps: AsyncGenerator<LiveStep>): Promise<void> {
  await steps.return(undefined).catch(() => {})
}
