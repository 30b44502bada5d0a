import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeBrief } from '../../../electron/brief/brief.ts'
import { ibanAt, isS10 } from '../../../electron/brief/checks.ts'
import type { Told } from '../../../electron/brief/read.ts'
import { languages } from '../../../electron/brief/rules/index.ts'
import { fold, sentencesOf } from '../../../electron/brief/text.ts'
import { dueFrom, timesIn } from '../../../electron/brief/when.ts'

const zone = 'Europe/Madrid'
/** Wednesday 5 March 2025, 10:00 in Madrid. */
const wednesday = Date.UTC(2025, 2, 5, 9)

const told = (text: string, more: Partial<Told> = {}): Told => ({
  id: 1,
  at: wednesday,
  channel: 'chat',
  direction: 'out',
  text,
  automatic: false,
  files: 0,
  ...more,
})

describe('when something is due', () => {
  const [english, spanish] = languages
  const due = (said: string, rules = english): string | undefined => {
    const found = dueFrom(timesIn(fold(said), wednesday, zone, rules), wednesday, zone)
    return found && new Date(found.at).toLocaleString('sv', { timeZone: zone }).slice(0, found.exact ? 16 : 10)
  }

  test.each([
    ['tomorrow', '2025-03-06'],
    ['by Friday', '2025-03-07'],
    ['before Friday', '2025-03-06'],
    ['before Friday at 5pm', '2025-03-07 17:00'],
    ['on Wednesday', '2025-03-12'],
    ['in 48 hours', '2025-03-07 10:00'],
    ['within two working days', '2025-03-07'],
    ['within five working days', '2025-03-12'],
    ['within the hour', '2025-03-05 11:00'],
    ['at 9', '2025-03-06 09:00'],
    ['before 6 pm today', '2025-03-05 18:00'],
    ['by the 15th', '2025-03-15'],
    ['by the 1st', '2025-04-01'],
    ['on 30 March at 9', '2025-03-30 09:00'],
    ['by the end of next week', '2025-03-14'],
    ['by the end of the month', '2025-03-31'],
    ['some day', undefined],
  ])('%s', (said, expected) => expect(due(said)).toBe(expected))

  test.each([
    ['mañana por la mañana', '2025-03-06'],
    ['pasado mañana', '2025-03-07'],
    ['esta mañana', '2025-03-05'],
    ['el lunes', '2025-03-10'],
    ['antes del día 15', '2025-03-14'],
    ['el martes 11 a las 9:30', '2025-03-11 09:30'],
    ['en un plazo de dos días hábiles', '2025-03-07'],
    ['en 72 horas', '2025-03-08 10:00'],
    ['antes del 3 de abril', '2025-04-02'],
    ['a las 5 de la tarde', '2025-03-05 17:00'],
    ['a lo largo de esta semana', '2025-03-07'],
    ['la semana que viene', '2025-03-14'],
  ])('%s', (said, expected) => expect(due(said, spanish)).toBe(expected))
})

describe('numbers with check digits', () => {
  test('an IBAN is found however it is grouped, and not with one digit changed', () => {
    expect(ibanAt('ES91 2100 0418 4502 0005 1332')).toBe('ES9121000418450200051332')
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 23 }), fc.integer({ min: 1, max: 9 }), (place, by) => {
        const right = 'ES9121000418450200051332'
        const wrong = right.slice(0, place) + ((Number(right[place]) + by) % 10) + right.slice(place + 1)
        expect(ibanAt(wrong)).toBeUndefined()
      }),
    )
  })

  test('a tracking number of the postal union', () => {
    expect(isS10('RB473124829GB')).toBe(true)
    expect(isS10('RB473124828GB')).toBe(false)
  })
})

test('quoted lines do not count', () => {
  const lines = makeBrief([told('As you asked.\n> We will call you tomorrow.\n> Could you send us the form?')], wednesday, zone)
  expect(lines.map(line => line.kind)).toEqual(['matter'])
})

test('every language has rules that compile, and nothing in a text makes the brief fail or point outside it', () => {
  const word = fc.constantFrom(
    'we will call you tomorrow',
    'le llamaremos el lunes',
    '¿cuándo?',
    'before',
    '31 de febrero',
    '99/99/9999',
    'ES91 2100',
    '€ 1.2.3',
    '\n>',
    '日本語？',
    '😀',
    'e\u0301',
    'İ',
  )
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(word).map(words => words.join(' ')),
  )
  fc.assert(
    fc.property(fc.array(fc.record({ text, direction: fc.constantFrom('in' as const, 'out' as const), hours: fc.nat(5000) })), all => {
      const history = all.map(({ text: each, direction, hours }, id) => told(each, { id, direction, at: wednesday + hours * 3_600_000 }))
      for (const line of makeBrief(history, wednesday, zone)) {
        const from = history[line.interaction]
        expect(from).toBeDefined()
        if ('quote' in line && line.quote) expect(line.quote.to).toBeLessThanOrEqual(from?.text.normalize('NFC').length ?? 0)
      }
    }),
  )
})

test('folding keeps every place; sentences lie within their text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), text => {
      expect(fold(text)).toHaveLength(text.length)
      for (const { said, from, to } of sentencesOf(text)) expect(fold(text).slice(from, to)).toBe(said)
    }),
  )
})
