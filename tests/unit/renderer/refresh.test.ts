import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Change, refresher } from '../../../renderer/api/refresh.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function watched() {
  const seen: Change[] = []
  return { seen, announce: refresher(change => seen.push(change)) }
}

test('one change is shown at once', () => {
  const { seen, announce } = watched()
  announce({ type: 'timeline.changed', customers: [1] })
  expect(seen).toEqual([{ type: 'timeline.changed', customers: [1] }])
})

test('a burst is shown twice a second, with every customer in it', () => {
  const { seen, announce } = watched()
  for (let id = 1; id <= 100; id += 1) {
    announce({ type: 'timeline.changed', customers: [id % 10] })
    vi.advanceTimersByTime(10)
  }
  vi.advanceTimersByTime(1000)
  expect(seen.length).toBeLessThanOrEqual(4)
  expect(new Set(seen.flatMap(change => (change.type === 'timeline.changed' ? (change.customers ?? []) : [])))).toEqual(
    new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
  )
})

test('another workspace outweighs whatever else changed', () => {
  const { seen, announce } = watched()
  announce({ type: 'timeline.changed', customers: [1] })
  announce({ type: 'timeline.changed', customers: [2] })
  announce({ type: 'workspace.changed' })
  announce({ type: 'timeline.changed' })
  vi.advanceTimersByTime(1000)
  expect(seen).toEqual([{ type: 'timeline.changed', customers: [1] }, { type: 'workspace.changed' }])
})

test('a change of many customers outweighs changes of some', () => {
  const { seen, announce } = watched()
  announce({ type: 'timeline.changed' })
  announce({ type: 'timeline.changed', customers: [2] })
  announce({ type: 'timeline.changed' })
  announce({ type: 'timeline.changed', customers: [3] })
  vi.advanceTimersByTime(1000)
  expect(seen).toEqual([{ type: 'timeline.changed' }, { type: 'timeline.changed' }])
})
