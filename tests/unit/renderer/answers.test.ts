import { QueryObserver } from '@tanstack/react-query'
import { expect, test, vi } from 'vitest'
import { Answers } from '../../../renderer/api/answers.ts'

/** A store whose answers are of the moment they were asked for, and arrive when `deliver` is called. */
function slowStore() {
  let value = 'old'
  const waiting: (() => void)[] = []
  return {
    change() {
      value = 'new'
    },
    read: () => {
      const asked = value
      return new Promise<string>(resolve => void waiting.push(() => resolve(asked)))
    },
    deliver: async () => {
      await vi.waitFor(() => expect(waiting.length).toBeGreaterThan(0))
      for (const answer of waiting.splice(0)) answer()
    },
  }
}

const queryKey = ['profile', { input: { customer: 1 } }]

test('a first answer that became old on its way is shown, then the new one', async () => {
  const answers = new Answers()
  const store = slowStore()
  const shown = new QueryObserver(answers, { queryKey, queryFn: store.read, staleTime: Number.POSITIVE_INFINITY })
  const seen: unknown[] = []
  shown.subscribe(({ data }) => void seen.push(data))
  store.change()
  const again = answers.invalidateQueries({ queryKey: ['profile'] })
  await store.deliver()
  await store.deliver()
  await again
  expect(shown.getCurrentResult().data).toBe('new')
  expect(seen).toContain('old')
})

test('one that nobody looks at any more is asked for again when somebody does', async () => {
  const answers = new Answers()
  const store = slowStore()
  const options = { queryKey, queryFn: store.read, staleTime: Number.POSITIVE_INFINITY }
  void answers.prefetchQuery(options)
  store.change()
  const again = answers.invalidateQueries({ queryKey: ['profile'] })
  await store.deliver()
  await again
  const shown = new QueryObserver(answers, options)
  shown.subscribe(() => {})
  await store.deliver()
  await vi.waitFor(() => expect(shown.getCurrentResult().data).toBe('new'))
})

test('what is not about the change is not asked for again', async () => {
  const answers = new Answers()
  const read = vi.fn(async () => 'kept')
  const shown = new QueryObserver(answers, { queryKey: ['brief'], queryFn: read })
  shown.subscribe(() => {})
  await answers.invalidateQueries({ queryKey: ['profile'] })
  expect(read).toHaveBeenCalledTimes(1)
})
