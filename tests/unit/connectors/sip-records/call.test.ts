import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { callOf, endOf } from '../../../../electron/connectors/sip-records/call.ts'
import { SipSettings, sipForm, tablesOf } from '../../../../electron/connectors/sip-records/settings.ts'
import type { CallRow } from '../../../../electron/connectors/sip-records/table.ts'

const context = { own: new Set(['+34912223344']), region: 'ES', timeZone: 'Europe/Madrid', now: Date.UTC(2025, 11, 31), table: 'cdr' }
const at = Date.UTC(2025, 2, 3, 9)

/** An answered call from outside, of a minute. */
const row = (told: Partial<CallRow> = {}): CallRow => ({
  key: '1',
  tie: 'x',
  start: at / 1000,
  end: at / 1000 + 60,
  duration: '60',
  talk: null,
  from: '600111222',
  to: '201',
  call_id: 'a@b',
  outcome: null,
  reason: null,
  caller_name: null,
  now: at / 1000,
  ...told,
})
const call = (told: Partial<CallRow>) => callOf(row(told), context)

describe('a row of call records', () => {
  it('becomes a call with its own id', () => {
    expect(call({ caller_name: 'Ana' })).toEqual({
      sourceId: 'a@b',
      channel: 'phone',
      direction: 'in',
      occurredAt: at,
      endedAt: at + 60_000,
      from: { kind: 'phone', address: '600111222', name: 'Ana' },
      to: [{ kind: 'phone', address: '201', own: true }],
      text: '',
      call: { outcome: 'answered', talk: 60 },
      file: 'cdr',
    })
  })

  it.each([
    [{ talk: '45' }, { outcome: 'answered', ring: 15, talk: 45 }],
    [{ duration: '0.4' }, { outcome: 'answered', talk: 0 }],
    [{ duration: '0' }, { outcome: 'missed', talk: 0 }],
    [
      { duration: '0', reason: '486' },
      { outcome: 'busy', talk: 0 },
    ],
    [
      { duration: '0', reason: '603' },
      { outcome: 'rejected', talk: 0 },
    ],
    [
      { duration: '20', talk: '0', outcome: 'NO_ANSWER' },
      { outcome: 'missed', ring: 20, talk: 0 },
    ],
    // To the customer who called, a failed call is one that nobody took.
    [
      { duration: '0', reason: '503' },
      { outcome: 'missed', talk: 0 },
    ],
    [
      { duration: '0', reason: '503', from: '201', to: '600111222' },
      { outcome: 'failed', talk: 0 },
    ],
  ])('%j ended so', (told, expected) => {
    expect(call(told)).toMatchObject({ call: expected })
  })

  it.each([
    [{ from: '201', to: '600111222' }, 'out'],
    [{ from: 'sip:+34912223344@example.com;transport=tls', to: '600111222' }, 'out'],
    [{ from: 'alice', to: '+34600111222' }, 'out'],
    [{ from: '600111222', to: '912223344' }, 'in'],
    [{ from: '600111222', to: 'alice' }, 'in'],
  ])('%j went that way', (told, direction) => {
    expect(call(told)).toMatchObject({ direction })
  })

  it('leaves out calls among ourselves, and says what is wrong with others', () => {
    expect(call({ from: '201', to: 'alice' })).toBe('internal')
    expect(call({ from: 'anonymous' })).toEqual({ code: 'no-address' })
    expect(call({ start: 'yesterday' })).toEqual({ code: 'bad-date', detail: 'start' })
    expect(call({ start: 0 })).toEqual({ code: 'date-out-of-range', detail: 'start' })
    expect(call({ duration: '-5' })).toEqual({ code: 'bad-number', detail: 'duration' })
    expect(call({ duration: 'long' })).toEqual({ code: 'bad-number', detail: 'duration' })
  })

  it('reads times that are kept as text or as a number', () => {
    expect(call({ start: '2025-03-03 10:00:00' })).toMatchObject({ occurredAt: at })
    expect(call({ start: `${at / 1000}` })).toMatchObject({ occurredAt: at })
    expect(endOf(row({ end: null }), 'UTC')).toBe(at + 60_000)
  })

  it('never throws, and never ends a call before it began', () => {
    const word = fc.option(fc.oneof(fc.string(), fc.constantFrom('201', '600111222', 'sip:1@x', '0', '1e9', '-5', '2025-03-03 10:00:00')), {
      nil: null,
    })
    const time = fc.oneof(word, fc.double())
    const fields = { start: time, end: time, duration: word, talk: word, from: word, to: word, call_id: word, outcome: word, reason: word }
    fc.assert(
      fc.property(fc.record(fields), told => {
        const found = call(told)
        if (found === 'internal' || 'code' in found) return
        expect(found.endedAt).toBeGreaterThanOrEqual(found.occurredAt)
        expect(found.call?.talk).toBeGreaterThanOrEqual(0)
        expect(found.sourceId).not.toBe('')
      }),
      { numRuns: 2000 },
    )
  })
})

describe('settings of call records', () => {
  const least = { host: 'db', database: 'kamailio', user: 'reader' }

  it('are Kamailio’s where nothing else is said, and the form fills in the same', () => {
    const settings: Record<string, unknown> = SipSettings.parse(least)
    for (const { name, initial } of sipForm) if (initial !== undefined) expect([name, settings[name]]).toEqual([name, initial])
    expect(tablesOf(SipSettings.parse(least)).map(({ table, key, start }) => [table, key, start])).toEqual([
      ['acc_cdrs', 'id', 'start_time'],
      ['missed_calls', 'id', 'time'],
    ])
    expect(tablesOf(SipSettings.parse({ ...least, missedTable: '' }))).toHaveLength(1)
  })

  it('refuse a time zone that does not exist', () => {
    expect(SipSettings.safeParse({ ...least, timeZone: 'Europe/Madrit' }).success).toBe(false)
  })
})
