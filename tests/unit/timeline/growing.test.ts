import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Interaction, TimelinePage } from '#shared/contract/timeline.ts'
import { type BuildOptions, buildTimeline, type TimelineItem } from '#shared/timeline/items.ts'
import { type TimelineWindow, withNewer, withOlder, withReread } from '#shared/timeline/window.ts'
import { DAY, HOUR, interaction, MINUTE } from './rows.ts'

const step = fc.oneof(
  fc.integer({ min: 0, max: 10 * MINUTE }),
  fc.integer({ min: 0, max: 5 * HOUR }),
  fc.integer({ min: 0, max: 40 * DAY }),
)
const history: fc.Arbitrary<Interaction[]> = fc
  .array(
    fc.record({
      step,
      channel: fc.constantFrom('email', 'chat', 'phone', 'sms', 'note', 'survey'),
      direction: fc.constantFrom('in', 'out'),
      thread: fc.constantFrom('1', '2'),
      marks: fc.constantFrom<Interaction['marks'][]>([], ['system'], ['automatic']),
      matter: fc.constantFrom(undefined, 1, 2),
    }),
    { maxLength: 60 },
  )
  .map(steps => {
    let at = 0
    return steps.map(({ step: by, matter, ...row }, index) => {
      at += by
      const reason = { why: 'near' as const, elapsed: by }
      return { ...interaction(at, row), id: interaction(at).id + index, ...(matter !== undefined && { case: { id: matter, reason } }) }
    })
  })
const options: fc.Arbitrary<Omit<BuildOptions, 'opened'>> = fc.record({
  timeZone: fc.constantFrom('UTC', 'Europe/Madrid', 'Asia/Kolkata', 'America/St_Johns'),
  older: fc.boolean(),
  newer: fc.boolean(),
  switches: fc.boolean(),
  cases: fc.boolean(),
})
const noneOpened: BuildOptions['opened'] = new Map()

/** What can be seen or unfolded, in the order of the items. */
function held(items: TimelineItem[]): number[] {
  return items.flatMap(item =>
    item.kind === 'interaction' ? [item.row.id] : item.kind === 'session' && !item.open ? item.rows.map(({ id }) => id) : [],
  )
}

test('every interaction comes exactly once, in order, and every key is unique', () => {
  fc.assert(
    fc.property(history, options, fc.array(fc.tuple(fc.nat(59), fc.boolean())), (rows, how, pressed) => {
      const opened = new Map(pressed.map(([index, open]) => [rows[index]?.id ?? 0, open]))
      const items = buildTimeline(rows, { ...how, opened })
      expect(held(items)).toEqual(rows.map(({ id }) => id))
      expect(new Set(items.map(({ key }) => key)).size).toBe(items.length)
    }),
  )
})

test('loading older rows keeps the key of all that does not touch the seam', () => {
  fc.assert(
    fc.property(history, options, fc.integer({ min: 1, max: 60 }), (rows, how, cut) => {
      const loaded = buildTimeline(rows.slice(cut), { ...how, older: true, opened: noneOpened })
      const grown = buildTimeline(rows, { ...how, opened: noneOpened })
      const keys = new Set(grown.map(({ key }) => key))
      const lost = loaded.findLastIndex(({ key }) => !keys.has(key))
      // Only the first run can have been cut: its head, and what its first message says about the one before.
      const firstRun = loaded.findIndex(
        (item, index) =>
          index > 0 && (item.kind === 'day' || item.kind === 'session' || (item.kind === 'interaction' && !item.place.inside)),
      )
      expect(lost).toBeLessThan(Math.max(firstRun, 2))
    }),
  )
})

test('loading newer rows keeps the key of everything that was there', () => {
  fc.assert(
    fc.property(history, options, fc.nat(60), (rows, how, cut) => {
      const loaded = buildTimeline(rows.slice(0, cut), { ...how, opened: noneOpened })
      const open = new Map(loaded.flatMap(item => (item.kind === 'session' ? [[item.rows[0]?.id ?? 0, item.open] as const] : [])))
      const keys = new Set(buildTimeline(rows, { ...how, opened: open }).map(({ key }) => key))
      const last = rows[cut - 1]
      expect(loaded.filter(({ key }) => !keys.has(key) && key !== `interaction:${last?.id}`)).toEqual([])
    }),
  )
})

function page(rows: Interaction[], from: number, to: number): TimelinePage {
  return { rows: rows.slice(Math.max(0, from), to), older: from > 0, newer: to < rows.length }
}

test('a window grows over the whole history from anywhere, and reading it again loses nothing', () => {
  fc.assert(
    fc.property(history, fc.nat(59), fc.integer({ min: 1, max: 7 }), (rows, start, size) => {
      fc.pre(rows.length > 0)
      let from = Math.min(start, rows.length - 1)
      let to = Math.min(rows.length, from + size)
      let window: TimelineWindow = { ...page(rows, from, to), epoch: 0 }
      while (window.older || window.newer) {
        const begun = window
        if (window.older) {
          window = withOlder(window, page(rows, from - size, from))
          from = Math.max(0, from - size)
        } else {
          window = withNewer(window, page(rows, to, to + size))
          to = Math.min(rows.length, to + size)
        }
        const first = rows.findIndex(({ id }) => id === begun.rows[0]?.id)
        window = withReread(window, begun, page(rows, first, first + begun.rows.length))
      }
      expect(window.rows).toEqual(rows)
    }),
  )
})

test('a window that moved elsewhere takes nothing that was read for its former place', () => {
  const rows = [0, 1, 2, 3].map(minute => interaction(minute * MINUTE))
  const begun: TimelineWindow = { ...page(rows, 0, 2), epoch: 0 }
  const moved: TimelineWindow = { ...page(rows, 3, 4), epoch: 1 }
  expect(withReread(moved, begun, page(rows, 0, 2))).toBe(moved)
})

test('far from what is read, rows are let go of and known to be there', () => {
  const rows = Array.from({ length: 2500 }, (_, minute) => interaction(minute * MINUTE))
  const window: TimelineWindow = { ...page(rows, 600, 2500), epoch: 0 }
  const grown = withOlder(window, page(rows, 0, 600))
  expect(grown.rows).toHaveLength(2000)
  expect(grown.rows[0]).toBe(rows[0])
  expect(grown).toMatchObject({ older: false, newer: true })
  const back = withNewer(grown, page(rows, 2000, 2500))
  expect(back.rows.at(-1)).toBe(rows[2499])
  expect(back).toMatchObject({ older: true, newer: false })
})
