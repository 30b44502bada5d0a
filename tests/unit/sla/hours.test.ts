import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Block, BusinessHours, workTime } from '#shared/sla/hours.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const QUARTER = 15 * MINUTE

const office: Block[] = [
  { from: 9 * 60, to: 14 * 60 },
  { from: 16 * 60, to: 19 * 60 },
]
const madrid = (changes: Partial<BusinessHours> = {}): BusinessHours => ({
  timeZone: 'Europe/Madrid',
  week: [office, office, office, office, office, [], []],
  holidays: [],
  ...changes,
})
const at = (text: string) => Date.parse(text)
const allDay: Block[] = [{ from: 0, to: 1440 }]
const everyDay = [allDay, allDay, allDay, allDay, allDay, allDay, allDay]

test.each([
  ['within a block', '2026-03-03T10:00+01:00', 2, '2026-03-03T12:00+01:00'],
  ['over the midday break', '2026-03-03T13:00+01:00', 2, '2026-03-03T17:00+01:00'],
  ['at the very end of a block, not the beginning of the next', '2026-03-03T13:00+01:00', 1, '2026-03-03T14:00+01:00'],
  ['from the night before', '2026-03-02T23:00+01:00', 1, '2026-03-03T10:00+01:00'],
  ['over the weekend', '2026-03-06T18:00+01:00', 2, '2026-03-09T10:00+01:00'],
  ['over the weekend on which the clock changes', '2026-03-27T18:00+01:00', 2, '2026-03-30T10:00+02:00'],
])('%s', (_name, from, hours, expected) => {
  expect(workTime(madrid()).after(at(from), hours * HOUR)).toBe(at(expected))
})

test('holidays do not count, also several weeks of them', () => {
  const august = Array.from({ length: 31 }, (_, index) => ({ day: `2026-08-${String(index + 1).padStart(2, '0')}`, name: '' }))
  const time = workTime(madrid({ holidays: august }))
  expect(time.after(at('2026-07-31T18:30+02:00'), HOUR)).toBe(at('2026-09-01T09:30+02:00'))
  expect(time.between(at('2026-08-01T00:00+02:00'), at('2026-09-01T00:00+02:00'))).toBe(0)
})

test('a day around the clock has 23 hours in spring and 25 in autumn', () => {
  const time = workTime(madrid({ week: everyDay }))
  expect(time.between(at('2026-03-29T00:00+01:00'), at('2026-03-30T00:00+02:00'))).toBe(23 * HOUR)
  expect(time.between(at('2026-10-25T00:00+02:00'), at('2026-10-26T00:00+01:00'))).toBe(25 * HOUR)
})

test('what closes inside an hour that is shown twice closes the first time', () => {
  const time = workTime(madrid({ timeZone: 'America/Sao_Paulo', week: everyDay.map(() => [{ from: 22 * 60, to: 23 * 60 + 15 }]) }))
  expect(time.between(at('2015-02-21T12:00-02:00'), at('2015-02-22T12:00-03:00'))).toBe(75 * MINUTE)
})

test('a week without hours never ends a promise', () => {
  const time = workTime(madrid({ week: [[], [], [], [], [], [], []] }))
  expect(time.after(at('2026-03-03T10:00+01:00'), 1)).toBeUndefined()
  expect(time.between(at('2026-01-01T00:00Z'), at('2027-01-01T00:00Z'))).toBe(0)
})

test.each([
  ['a block that ends before it begins', { week: [[{ from: 600, to: 540 }], [], [], [], [], [], []] }],
  [
    'blocks that overlap',
    {
      week: [
        [
          { from: 540, to: 700 },
          { from: 600, to: 800 },
        ],
        [],
        [],
        [],
        [],
        [],
        [],
      ],
    },
  ],
  ['a zone that is none', { timeZone: 'Europe/Nowhere' }],
  ['a holiday that is no day', { holidays: [{ day: '2026-02-30', name: '' }] }],
  [
    'a holiday twice',
    {
      holidays: [
        { day: '2026-02-03', name: '' },
        { day: '2026-02-03', name: 'again' },
      ],
    },
  ],
])('%s is refused', (_name, changes) => {
  expect(BusinessHours.safeParse({ ...madrid(), ...changes }).success).toBe(false)
})

/** Clocks that change by an hour or half of one, at night and at midnight, north and south, and not at all. */
const zones = ['Europe/Madrid', 'America/New_York', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'Asia/Kathmandu', 'Africa/Cairo', 'UTC']

/**
 * Quarters of an hour. Clocks change before 4:00 or go back to 23:00; what begins or ends inside those hours is read once though the
 * calendar shows it twice, so only a whole day covers them.
 */
const mark = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 16, max: 92 }) }, { weight: 1, arbitrary: fc.constant(96) })
const day = fc.oneof(
  fc.constant<Block[]>([]),
  fc.constant(allDay),
  fc.uniqueArray(mark, { minLength: 2, maxLength: 6 }).map(marks => {
    const sorted = marks.toSorted((a, b) => a - b).map(mark => mark * 15)
    return Array.from({ length: Math.floor(sorted.length / 2) }, (_, pair) => ({
      from: sorted[2 * pair] ?? 0,
      to: sorted[2 * pair + 1] ?? 1440,
    }))
  }),
)
const hoursOf = fc.record({
  timeZone: fc.constantFrom(...zones),
  week: fc.array(day, { minLength: 7, maxLength: 7 }),
  holidays: fc
    .uniqueArray(fc.integer({ min: 0, max: 3650 }), { maxLength: 200 })
    .map(days => days.map(one => ({ day: new Date(Date.UTC(2015, 0, 1 + one)).toISOString().slice(0, 10), name: '' }))),
})
/** Days on which some of these clocks change, and days before and after. */
const near = fc
  .tuple(
    fc.constantFrom('2015-02-21', '2016-10-15', '2020-03-08', '2020-03-29', '2021-04-03', '2021-10-02', '2022-10-30', '2023-04-28'),
    fc.nat(3 * 96),
  )
  .map(([from, quarters]) => Date.parse(`${from}T00:00Z`) + quarters * QUARTER)

/** Whether a moment is inside business hours, by asking the system's own calendar. */
function isOpen({ timeZone, week, holidays }: BusinessHours) {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' })
  const off = new Set(holidays.map(one => one.day))
  return (moment: number): boolean => {
    const [date = '', clock = ''] = format.format(moment).split(', ')
    const [hour = 0, minute = 0] = clock.split(':').map(Number)
    const blocks = week[(new Date(`${date}T00:00Z`).getUTCDay() + 6) % 7] ?? []
    return !off.has(date) && blocks.some(({ from, to }) => hour * 60 + minute >= from && hour * 60 + minute < to)
  }
}

test('as many quarters count as the calendar says are open, whatever the clock does', () => {
  fc.assert(
    fc.property(hoursOf, near, fc.nat(5 * 96), (hours, from, quarters) => {
      const open = isOpen(hours)
      let counted = 0
      for (let quarter = 0; quarter < quarters; quarter++) if (open(from + quarter * QUARTER)) counted++
      expect(workTime(hours).between(from, from + quarters * QUARTER)).toBe(counted * QUARTER)
    }),
    { numRuns: 150 },
  )
})

/** Any moment there can be in a mail's header, also nonsense. */
const moment = fc.oneof(near, fc.integer({ min: Date.UTC(1970, 0), max: Date.UTC(2100, 0) }), fc.integer({ min: -1e14, max: 2e14 }))

test('so much time has passed when it is due, and not a moment before', () => {
  fc.assert(
    fc.property(hoursOf, moment, fc.integer({ min: 1, max: 500 * HOUR }), (hours, from, ms) => {
      const time = workTime(hours)
      const due = time.after(from, ms)
      if (due === undefined) {
        expect(hours.week.every(blocks => blocks.length === 0)).toBe(true)
        return
      }
      expect(time.between(from, due)).toBe(ms)
      expect(time.between(from, due - 1)).toBe(ms - 1)
    }),
    { numRuns: 200 },
  )
})

test('time adds up, and more of it is due no sooner', () => {
  fc.assert(
    fc.property(hoursOf, near, fc.nat(400 * HOUR), fc.nat(400 * HOUR), (hours, from, one, other) => {
      const time = workTime(hours)
      const middle = from + one
      const end = middle + other
      expect(time.between(from, middle) + time.between(middle, end)).toBe(time.between(from, end))
      expect(time.between(end, from)).toBe(from === end ? time.between(from, end) : 0)
      const sooner = time.after(from, one)
      const later = time.after(from, one + other)
      if (sooner !== undefined && later !== undefined) expect(later).toBeGreaterThanOrEqual(sooner)
    }),
    { numRuns: 200 },
  )
})
