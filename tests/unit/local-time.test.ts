import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localToUtc } from '#shared/model/local-time.ts'

const iso = (at: number) => new Date(at).toISOString()

describe('localToUtc', () => {
  it('knows summer and winter time', () => {
    expect(iso(localToUtc(2025, 1, 15, 10, 0, 0, 'Europe/Madrid'))).toBe('2025-01-15T09:00:00.000Z')
    expect(iso(localToUtc(2025, 7, 15, 10, 0, 0, 'Europe/Madrid'))).toBe('2025-07-15T08:00:00.000Z')
    expect(iso(localToUtc(2025, 7, 15, 10, 0, 0, 'Asia/Kolkata'))).toBe('2025-07-15T04:30:00.000Z')
  })

  it('moves a skipped time forward and takes the first of a doubled one', () => {
    expect(iso(localToUtc(2025, 3, 30, 2, 30, 0, 'Europe/Madrid'))).toBe('2025-03-30T01:30:00.000Z')
    expect(iso(localToUtc(2025, 10, 26, 2, 30, 0, 'Europe/Madrid'))).toBe('2025-10-26T00:30:00.000Z')
    expect(iso(localToUtc(2025, 11, 2, 1, 30, 0, 'America/New_York'))).toBe('2025-11-02T05:30:00.000Z')
    expect(iso(localToUtc(2025, 11, 2, 2, 0, 0, 'America/New_York'))).toBe('2025-11-02T07:00:00.000Z')
    // Half an hour's change, and a day that Samoa never had.
    expect(iso(localToUtc(2025, 4, 6, 1, 45, 0, 'Australia/Lord_Howe'))).toBe('2025-04-05T14:45:00.000Z')
    expect(iso(localToUtc(2011, 12, 30, 12, 0, 0, 'Pacific/Apia'))).toBe('2011-12-30T22:00:00.000Z')
  })

  it('refuses dates that do not exist', () => {
    expect(localToUtc(2025, 2, 29, 0, 0, 0, 'UTC')).toBeNaN()
    expect(localToUtc(2025, 13, 1, 0, 0, 0, 'UTC')).toBeNaN()
    expect(localToUtc(2025, 1, 1, 24, 0, 0, 'UTC')).toBeNaN()
    expect(localToUtc(Number.NaN, 1, 1, 0, 0, 0, 'UTC')).toBeNaN()
  })

  it('gives back the instant whose wall clock it was given, in any zone, except at the second of a doubled hour', () => {
    const zone = fc.constantFrom(
      'Europe/Madrid',
      'America/St_Johns',
      'Asia/Tokyo',
      'Australia/Lord_Howe',
      'Africa/Casablanca',
      'Asia/Kathmandu',
    )
    fc.assert(
      fc.property(zone, fc.integer({ min: Date.UTC(1985, 0) / 1000, max: Date.UTC(2035, 0) / 1000 }), (timeZone, seconds) => {
        const at = seconds * 1000
        const read = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
        const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = read.format(at).split(/\D+/).map(Number)
        const back = localToUtc(year, month, day, hour, minute, second, timeZone)
        expect(read.format(back)).toBe(read.format(at))
        expect(back).toBeLessThanOrEqual(at)
      }),
    )
  })
})
