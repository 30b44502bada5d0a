import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inRange, numbersOf, type Range, type Todo, withoutRange, withRange } from '../../../../electron/connectors/imap/todo.ts'

const range = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 15 })).map(([from, more]): Range => [from, from + more])
const steps = fc.array(fc.record({ add: fc.boolean(), range }), { maxLength: 20 })

describe('what is left to read of a folder', () => {
  it('holds exactly what was put in and not taken out, in ranges apart and rising', () => {
    fc.assert(
      fc.property(steps, changes => {
        let todo: Todo = []
        const expected = new Set<number>()
        for (const { add, range } of changes) {
          todo = add ? withRange(todo, range) : withoutRange(todo, range)
          for (let uid = range[0]; uid <= range[1]; uid++) add ? expected.add(uid) : expected.delete(uid)
        }
        expect(numbersOf(todo.map(([from, to]) => `${from}:${to}`).join(','))).toEqual([...expected].sort((a, b) => a - b))
        for (const [i, [from]] of todo.entries()) if (i > 0) expect(from).toBeGreaterThan((todo[i - 1]?.[1] ?? 0) + 1)
      }),
    )
  })

  it('picks the numbers of a range', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 80 })), range, (uids, [from, to]) => {
        const sorted = uids.toSorted((a, b) => a - b)
        expect(inRange(sorted, [from, to])).toEqual(sorted.filter(uid => uid >= from && uid <= to))
      }),
    )
  })

  it('reads sequence sets as servers write them', () => {
    expect(numbersOf('7,1:3,12:10')).toEqual([1, 2, 3, 7, 10, 11, 12])
    expect(numbersOf('')).toEqual([])
  })
})
