import { describe, expect, it } from 'vitest'
import { Known } from '../../../../electron/connectors/imap/known.ts'

const is =
  (...uids: number[]) =>
  (uid: number) =>
    uids.includes(uid)

describe('which mail lies where', () => {
  it('tells a mail that lies elsewhere too from one that is gone', () => {
    const known = new Known()
    for (const [path, uid, id] of [
      ['INBOX', 1, 'a'],
      ['INBOX', 2, 'b'],
      ['INBOX', 3, 'c'],
      ['INBOX', 4, 'c'],
      ['Done', 9, 'a'],
    ] as const)
      known.add(path, uid, id)
    expect(known.remove('INBOX', is(1, 2, 3), 5)).toEqual([
      { sourceId: 'a', mark: 'moved', at: 5 },
      { sourceId: 'b', mark: 'removed', at: 5 },
    ])
    expect(known.remove('INBOX', is(1, 2), 6)).toEqual([])
    expect(known.remove('Elsewhere', is(1), 6)).toEqual([])
  })

  it('remembers the newest from one run to the next, however many there are', () => {
    const known = new Known()
    for (let uid = 1; uid <= 5000; uid++) known.add('INBOX', uid, `${uid}@example.es`)
    const first = known.recent('INBOX') ?? ''
    known.add('INBOX', 5, 'old')
    expect(known.recent('INBOX')).toBe(first)
    known.add('INBOX', 5001, 'the newest')
    const again = new Known()
    again.restore('INBOX', known.recent('INBOX') ?? '')
    expect(again.lowest('INBOX')).toBe(1002)
    expect(again.remove('INBOX', is(5001, 5), 1)).toEqual([{ sourceId: 'the newest', mark: 'removed', at: 1 }])
    expect(new Known().recent('INBOX')).toBeUndefined()
  })

  it('keeps the newest when there are more than it can hold', () => {
    const known = new Known()
    for (let uid = 1; uid <= 111_000; uid++) known.add('INBOX', uid, String(uid))
    expect(known.lowest('INBOX')).toBeGreaterThan(1)
    expect(known.remove('INBOX', is(1, 111_000), 1)).toEqual([{ sourceId: '111000', mark: 'removed', at: 1 }])
  })

  it('shares out what the cursor can carry among all folders', () => {
    const known = new Known()
    for (let folder = 0; folder < 200; folder++) for (let uid = 1; uid <= 300; uid++) known.add(`F${folder}`, uid, `${uid}@example.es`)
    const all = Array.from({ length: 200 }, (_, folder) => known.recent(`F${folder}`) ?? '')
    expect(all.join('\n').split('\n')).toHaveLength(200 * 50)
  })
})
