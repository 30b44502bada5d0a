import fc from 'fast-check'
import { expect, test } from 'vitest'
import { casePriorities, caseStates } from '#shared/model/case.ts'
import { type CaseClock, dueAt, serviceLevels } from '#shared/sla/due.ts'
import { firstSla, type SlaSettings } from '#shared/sla/policy.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const at = (text: string) => Date.parse(`${text}+01:00`)

const settings = firstSla('Europe/Madrid')
const opened = at('2026-03-03T10:00')
const clock = (changes: Partial<CaseClock> = {}): CaseClock => ({
  state: 'new',
  stateAt: opened,
  priority: 'high',
  queue: null,
  openedAt: opened,
  waitingSince: opened,
  pauses: () => [],
  ...changes,
})
const dues = (one: CaseClock, now: number, given: SlaSettings = settings) =>
  serviceLevels(given)
    .of(one)
    .map(running => dueAt(running, now))

test('a new question is due by its priority, its resolution later, with a warning before', () => {
  expect(dues(clock(), at('2026-03-03T13:00'))).toEqual([
    { kind: 'first', dueAt: at('2026-03-03T14:00'), alarmAt: at('2026-03-03T13:30'), paused: false, left: HOUR },
    { kind: 'resolution', dueAt: at('2026-03-05T10:00'), alarmAt: at('2026-03-05T09:30'), paused: false, left: 15 * HOUR },
  ])
})

test('what is late says by how much of the time that counts', () => {
  expect(dues(clock(), at('2026-03-04T10:00'))[0]).toMatchObject({ kind: 'first', left: -5 * HOUR })
})

test('a later question is owed the next answer', () => {
  const asked = at('2026-03-04T09:00')
  expect(dues(clock({ state: 'open', waitingSince: asked }), asked)[0]).toMatchObject({ kind: 'next', dueAt: at('2026-03-04T13:00') })
})

test('with nothing asked only the resolution is owed', () => {
  expect(dues(clock({ state: 'open', waitingSince: null }), opened).map(({ kind }) => kind)).toEqual(['resolution'])
})

test('waiting for the customer stops the clock; what waits for somebody else goes on', () => {
  const pending = clock({ state: 'pending', stateAt: at('2026-03-03T12:00'), waitingSince: null })
  const [resolution] = dues(pending, at('2026-03-20T12:00'))
  expect(resolution).toEqual({ kind: 'resolution', paused: true, left: 16 * HOUR })
  const back = clock({ state: 'open', waitingSince: null, pauses: () => [[at('2026-03-03T12:00'), at('2026-03-04T12:00')]] })
  expect(dues(back, opened)[0]?.dueAt).toBe(at('2026-03-06T10:00'))
  expect(dues(clock({ state: 'hold', waitingSince: null }), opened)[0]?.dueAt).toBe(at('2026-03-05T10:00'))
})

test('the first policy whose queue it is counts; in none nothing is promised', () => {
  const [first] = settings.policies
  if (!first) throw new Error('no policy')
  const urgent = { ...first, queues: [7], clock: 'always' as const, targets: { ...first.targets, high: { first: 5 } } }
  const given = { ...settings, policies: [urgent] }
  expect(dues(clock({ queue: 7, openedAt: at('2026-03-08T03:00'), waitingSince: at('2026-03-08T03:00') }), opened, given)).toMatchObject([
    { kind: 'first', dueAt: at('2026-03-08T03:05'), alarmAt: at('2026-03-08T03:02:30') },
  ])
  expect(dues(clock({ queue: 8 }), opened, given)).toEqual([])
  expect(dues(clock(), opened, given)).toEqual([])
})

test('nothing is owed once it is over', () => {
  expect(dues(clock({ state: 'solved' }), opened)).toEqual([])
  expect(dues(clock({ state: 'closed' }), opened)).toEqual([])
})

test('a pause gives exactly its time back, and time left only falls', () => {
  const moment = fc.integer({ min: at('2026-01-01T00:00'), max: at('2027-01-01T00:00') })
  const any = fc.record({
    state: fc.constantFrom(...caseStates),
    priority: fc.constantFrom(...casePriorities),
    openedAt: moment,
    stateAt: moment,
    from: moment,
    length: fc.nat(400 * HOUR),
  })
  fc.assert(
    fc.property(any, moment, fc.nat(100 * HOUR), ({ from, length, ...known }, now, later) => {
      const one = clock({ ...known, waitingSince: null })
      const paused = { ...one, pauses: () => [[from, from + length] as const] }
      const [plain] = dues(one, now)
      const [given] = dues(paused, now)
      const [after] = dues(one, now + later)
      expect([plain === undefined, given === undefined]).toEqual(Array(2).fill(one.state === 'solved' || one.state === 'closed'))
      if (!plain || !given || !after) return
      expect(given.left).toBeGreaterThanOrEqual(plain.left)
      expect(given.left - plain.left).toBeLessThanOrEqual(length)
      expect(after.left).toBeLessThanOrEqual(plain.left)
      const levels = serviceLevels(settings)
      for (const which of [one, paused, { ...paused, waitingSince: known.stateAt }])
        expect(levels.soonest(which)).toBe(levels.of(which)[0]?.dueAt)
      expect(plain.paused).toBe(one.state === 'pending')
      if (plain.dueAt !== undefined) expect(plain.left < 0).toBe(plain.dueAt < now)
    }),
  )
})
