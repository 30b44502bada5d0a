import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BusinessHours } from '#shared/sla/hours.ts'
import { readBlocks, readTarget, writeBlocks, writeTarget } from '../../../renderer/features/settings/sla/entry.ts'

test.each([
  ['9-14, 16-19:30', '09:00–14:00, 16:00–19:30'],
  ['16:00–19:00;9.30 - 14', '09:30–14:00, 16:00–19:00'],
  ['0-24', '00:00–24:00'],
  ['  ', ''],
])('hours typed as "%s" are "%s"', (typed, expected) => {
  expect(writeBlocks(readBlocks(typed) ?? [{ from: 1, to: 2 }])).toBe(expected)
})

test.each(['9', '14-9', '9-14, 13-15', '9-25', '9:70-10', 'nine to five', '9-10-11', '24-24'])(
  'hours typed as "%s" make no sense',
  typed => {
    expect(readBlocks(typed)).toBeUndefined()
  },
)

test.each([
  ['4h', 240],
  ['4', 240],
  ['30m', 30],
  ['30 min', 30],
  ['1h 30m', 90],
  ['1H30M', 90],
  ['', null],
  ['0m', undefined],
  ['soon', undefined],
  ['9999h', undefined],
])('a target typed as "%s" is %s', (typed, minutes) => {
  expect(readTarget(typed)).toBe(minutes)
})

test('what is shown is read as what it was, and nothing typed is taken that the store would refuse', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 525_600 }), minutes => {
      expect(readTarget(writeTarget(minutes))).toBe(minutes)
    }),
  )
  const day = fc.stringMatching(/^[0-9:.,; -]{0,30}$/)
  fc.assert(
    fc.property(day, typed => {
      const blocks = readBlocks(typed)
      if (!blocks) return
      const week = [blocks, [], [], [], [], [], []]
      expect(BusinessHours.safeParse({ timeZone: 'UTC', week, holidays: [] }).success).toBe(true)
      expect(readBlocks(writeBlocks(blocks))).toEqual(blocks)
    }),
    { numRuns: 2000 },
  )
})
