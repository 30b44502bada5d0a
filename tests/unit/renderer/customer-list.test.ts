import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shiftOf } from '../../../renderer/features/customers/shift.ts'
import { initials } from '../../../renderer/ui/avatar.tsx'

describe('where the screen goes when the list changes', () => {
  test('a new customer above moves it one row', () => {
    expect(shiftOf([3, 4, 5], [1, 2, 3, 4, 5], [9, 1, 2, 3, 4, 5])).toBe(1)
  })
  test('a row that went to the top does not take it along', () => {
    expect(shiftOf([3, 4, 5, 6], [1, 2, 3, 4, 5, 6], [4, 1, 2, 3, 5, 6])).toBe(0)
  })
  test('nothing known any more leaves it where it is', () => {
    expect(shiftOf([1, 2], [1, 2], [7, 8])).toBe(0)
  })
  test('any number of newcomers on top moves it by that many', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(), { minLength: 1, maxLength: 50 }), fc.nat(20), (ids, count) => {
        const newcomers = Array.from({ length: count }, (_, at) => -1 - at)
        expect(shiftOf(ids.slice(-5), ids, [...newcomers, ...ids])).toBe(count)
      }),
    )
  })
})

test('initials come from any script', () => {
  expect(initials('Lucía Fernández')).toBe('LF')
  expect(initials('María José García-Villalobos')).toBe('MG')
  expect(initials('森 恵子')).toBe('森')
  expect(initials('محمد الفاروق')).toBe('م')
  expect(initials('(acme) support')).toBe('AS')
  expect(initials('+34 600 111 222')).toBe('#')
  expect(initials('')).toBe('#')
})
