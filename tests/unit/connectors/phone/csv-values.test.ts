import { describe, expect, it } from 'vitest'
import { guessDateOrder } from '../../../../electron/connectors/phone/csv/guess.ts'
import { parseDate, parseDuration } from '../../../../electron/connectors/phone/csv/values.ts'
import { iso } from './reading.ts'

describe('cells', () => {
  it.each([
    ['3 mar 2025 10:05', 'dmy', '2025-03-03T10:05:00.000Z'],
    ['March 3, 2025 10:05 PM', 'mdy', '2025-03-03T22:05:00.000Z'],
    ['3. März 2025, 10:05 Uhr', 'dmy', '2025-03-03T10:05:00.000Z'],
    ['3 de marzo de 2025 a las 10:05', 'dmy', '2025-03-03T10:05:00.000Z'],
    ['Mon, 3 Mar 2025 10:05:00 +0100', 'dmy', '2025-03-03T09:05:00.000Z'],
    ['03/04/25 12:05 a.m.', 'mdy', '2025-03-04T00:05:00.000Z'],
    ['2025-03-03T10:05:00.123Z', 'dmy', '2025-03-03T10:05:00.000Z'],
    ['20250303 100500', 'ymd', '2025-03-03T10:05:00.000Z'],
    ['1740996300', 'ymd', '2025-03-03T10:05:00.000Z'],
    ['1740996300000', 'ymd', '2025-03-03T10:05:00.000Z'],
    ['2025年3月3日 10:05', 'ymd', '2025-03-03T10:05:00.000Z'],
  ] as const)('%s is a date', (text, order, at) => {
    expect(iso(parseDate(text, '', order, 'UTC'))).toBe(at)
  })

  it.each([
    ['95', 95],
    ['1:35', 95],
    ['0:01:35', 95],
    ['1 min 35 s', 95],
    ['1h 2m 3s', 3723],
    ['00h01m35s', 95],
    ['95.4', 95],
    ['45 seg', 45],
    ['1m', 60],
    ['', undefined],
    ['long', undefined],
    ['-5', undefined],
  ] as const)('%j lasts %s s', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds)
  })

  it('works out the order of day and month from all dates', () => {
    expect(guessDateOrder(['01/02/2025', '03/02/2025', '14/02/2025'], 'US')).toBe('dmy')
    expect(guessDateOrder(['01/02/2025', '02/14/2025'], 'ES')).toBe('mdy')
    expect(guessDateOrder(['01/02/2025', '01/03/2025', '01/04/2025', '02/01/2025', '02/02/2025'], 'ES')).toBe('mdy')
    expect(guessDateOrder(['01/02/2025'], 'US')).toBe('mdy')
    expect(guessDateOrder(['01/02/2025'], 'ES')).toBe('dmy')
  })
})
