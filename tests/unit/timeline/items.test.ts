import { describe, expect, test } from 'vitest'
import type { Interaction } from '#shared/contract/timeline.ts'
import { type BuildOptions, buildTimeline, indexOfInteraction, type TimelineItem } from '#shared/timeline/items.ts'
import { DAY, HOUR, interaction, MINUTE } from './rows.ts'

const all: BuildOptions = { timeZone: 'Europe/Madrid', older: false, newer: false, switches: true, cases: true, opened: new Map() }

function build(rows: Interaction[], options: Partial<BuildOptions> = {}): TimelineItem[] {
  return buildTimeline(rows, { ...all, ...options })
}

function shapes(items: TimelineItem[]): string[] {
  return items.map(item => (item.kind === 'session' ? `${item.open ? 'open' : 'closed'} ${item.rows.length}` : item.kind))
}

describe('days', () => {
  test('a heading for each day of the viewer, not of the server', () => {
    const late = [interaction(13.5 * HOUR, { channel: 'email' }), interaction(14.5 * HOUR, { channel: 'email' })]
    expect(shapes(build(late))).toEqual(['day', 'interaction', 'day', 'interaction'])
    expect(shapes(build(late, { timeZone: 'UTC' }))).toEqual(['day', 'interaction', 'interaction'])
  })

  test('three silent days and more are said', () => {
    const items = build([0, 2, 5, 33, 400].map(day => interaction(day * DAY, { channel: 'email' })))
    expect(items.flatMap(item => (item.kind === 'day' ? [item.gap] : []))).toEqual([
      undefined,
      undefined,
      { amount: 3, unit: 'day' },
      { amount: 4, unit: 'week' },
      { amount: 12, unit: 'month' },
    ])
  })

  test('whether the first loaded row begins its day is not known while there are older ones', () => {
    expect(shapes(build([interaction(0)], { older: true }))).toEqual(['interaction'])
  })
})

describe('cases', () => {
  const touch = (at: number, id?: number) =>
    interaction(at, { channel: 'email', ...(id !== undefined && { case: { id, reason: { why: 'first' } } }) })

  test('a line where it becomes about another matter, also about one that was there before; what is in none changes nothing', () => {
    const rows = [touch(0, 1), touch(1, 1), touch(2, 2), touch(3), touch(4, 2), touch(5, 1)]
    expect(shapes(build(rows))).toEqual(
      'day case interaction interaction case interaction interaction interaction case interaction'.split(' '),
    )
    expect(shapes(build(rows, { older: true }))[0]).toBe('interaction')
    expect(shapes(build(rows, { cases: false }))).not.toContain('case')
  })

  test('messages of two matters are no session', () => {
    const said = (minute: number, id: number) => interaction(minute * MINUTE, { case: { id, reason: { why: 'session' } } })
    expect(shapes(build([said(0, 1), said(1, 1), said(2, 2), said(3, 2)]))).toEqual([
      'day',
      'case',
      'open 2',
      'interaction',
      'interaction',
      'case',
      'open 2',
      'interaction',
      'interaction',
    ])
  })
})

describe('sessions', () => {
  const morning = [0, 3, 7].map(minute => interaction(minute * MINUTE))
  const evening = [0, 2].map(minute => interaction(8 * HOUR + minute * MINUTE, { direction: 'out' }))

  test('messages of one thread with short pauses fold; the newest run is open', () => {
    expect(shapes(build([...morning, ...evening]))).toEqual(['day', 'closed 3', 'open 2', 'interaction', 'interaction'])
  })

  test('an older session stays open when nobody answered its last message', () => {
    const mail = interaction(9 * HOUR, { channel: 'email' })
    expect(shapes(build([...evening, ...morning, mail].sort((a, b) => a.id - b.id)))).toContain('closed 3')
    const unanswered = [...morning, ...[0, 2].map(minute => interaction(8 * HOUR + minute * MINUTE))]
    expect(shapes(build(unanswered)).filter(shape => shape.startsWith('open'))).toEqual(['open 3', 'open 2'])
  })

  test('a reply by mail answers an older chat', () => {
    const reply = interaction(9 * HOUR, { channel: 'email', direction: 'out' })
    const later = [0, 1].map(minute => interaction(12 * HOUR + minute * MINUTE))
    expect(shapes(build([...morning, reply, ...later]))).toContain('closed 3')
  })

  test('other threads, other channels and other days do not join', () => {
    const mixed = [
      interaction(0, { thread: '1' }),
      interaction(MINUTE, { thread: '2' }),
      interaction(2 * MINUTE, { thread: '2', channel: 'sms' }),
      interaction(13.95 * HOUR, { thread: '2', channel: 'sms' }),
      interaction(14.05 * HOUR, { thread: '2', channel: 'sms' }),
    ]
    expect(build(mixed, { switches: false }).filter(item => item.kind === 'session')).toEqual([])
  })

  test('what was opened or closed by hand stays so, by any of its messages', () => {
    const rows = [...morning, ...evening]
    const opened = new Map([
      [rows[1]?.id ?? 0, true],
      [rows[4]?.id ?? 0, false],
    ])
    expect(shapes(build(rows, { opened }))).toEqual(['day', 'open 3', 'interaction', 'interaction', 'interaction', 'closed 2'])
  })

  test('messages in one breath join, another speaker does not', () => {
    const rows = [
      interaction(0),
      interaction(MINUTE),
      interaction(2 * MINUTE, { direction: 'out' }),
      interaction(60 * MINUTE, { direction: 'out' }),
    ]
    const joins = build(rows).flatMap(item => (item.kind === 'interaction' ? [[item.place.continues, item.place.continued]] : []))
    expect(joins).toEqual([
      [false, true],
      [true, false],
      [false, false],
      [false, false],
    ])
  })

  test('an interaction is found in the closed session that holds it', () => {
    const rows = [...morning, ...evening]
    expect(indexOfInteraction(build(rows), morning[2]?.id ?? 0)).toBe(1)
    expect(indexOfInteraction(build(rows), evening[1]?.id ?? 0)).toBe(4)
    expect(indexOfInteraction(build(rows), 5)).toBe(-1)
  })
})

describe('channel switches', () => {
  const missed = interaction(0, {
    channel: 'phone',
    endedAt: interaction(32_000).occurredAt,
    call: { outcome: 'missed', ring: 32, talk: 0 },
  })
  const hows = (rows: Interaction[], options: Partial<BuildOptions> = {}) =>
    build(rows, options).flatMap(item => (item.kind === 'switch' ? [item.how] : []))

  test('from phone to chat after an unanswered call, said before the session it led to', () => {
    const chat = [0, 1, 2].map(minute => interaction((4 + minute) * MINUTE + 32_000))
    expect(hows([missed, ...chat])).toEqual([{ from: 'phone', to: 'chat', elapsed: 4 * MINUTE, after: 'call-unanswered' }])
    expect(shapes(build([missed, ...chat])).slice(0, 4)).toEqual(['day', 'interaction', 'switch', 'open 3'])
  })

  test('a mail that was answered, one that was not, and a voicemail', () => {
    const mail = interaction(0, { channel: 'email' })
    const reply = interaction(HOUR, { channel: 'email', direction: 'out' })
    const automatic = interaction(HOUR, { channel: 'email', direction: 'out', marks: ['automatic'] })
    const call = interaction(DAY, { channel: 'phone', call: { outcome: 'voicemail', talk: 9 } })
    const text = interaction(2 * DAY, { channel: 'sms' })
    expect(hows([mail, reply, call, text])).toMatchObject([{ after: 'email' }, { after: 'voicemail' }])
    expect(hows([mail, automatic, call])).toMatchObject([{ after: 'email-unanswered' }])
  })

  test('ours, where the agent said why', () => {
    const mail = interaction(0, { channel: 'email' })
    const reply = interaction(HOUR, { direction: 'out', switched: 'she is in the shop now' })
    expect(hows([mail, reply])).toEqual([{ to: 'chat', reason: 'she is in the shop now' }])
  })

  test('none for us changing channel without a word, after two weeks, about another matter, for machines, or when channels are filtered out', () => {
    const mail = interaction(0, { channel: 'email' })
    expect(hows([mail, interaction(MINUTE, { direction: 'out' })])).toEqual([])
    expect(hows([mail, interaction(15 * DAY)])).toEqual([])
    expect(hows([mail, interaction(MINUTE, { marks: ['system'] })])).toEqual([])
    expect(hows([mail, interaction(MINUTE)], { switches: false })).toEqual([])
    const other = { case: { id: 2, reason: { why: 'first' as const } } }
    expect(hows([{ ...mail, case: { id: 1, reason: { why: 'first' } } }, interaction(MINUTE, other)])).toEqual([])
    expect(hows([mail, interaction(MINUTE)])).toHaveLength(1)
  })
})
