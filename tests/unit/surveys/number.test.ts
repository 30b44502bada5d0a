import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type SurveyKind, surveyKinds, surveyRange } from '#shared/surveys/kinds.ts'
import { overall } from '#shared/surveys/scores.ts'
import { numberedAnswer } from '../../../electron/surveys/number.ts'

describe('a number in reply to a survey', () => {
  test.each<[SurveyKind, string, number, string]>([
    ['csat', '4', 4, ''],
    ['csat', ' 4 - gracias ', 4, 'gracias'],
    ['csat', '5 gracias por todo', 5, 'gracias por todo'],
    ['csat', '*3*', 3, ''],
    ['csat', 'Un 5!', 5, ''],
    ['csat', 'Le doy un 2. Tardaron mucho.', 2, 'Tardaron mucho.'],
    ['csat', '4/5', 4, ''],
    ['csat', '5\n\nSent from my phone', 5, 'Sent from my phone'],
    ['csat', 'My rating is 4, thank you', 4, 'thank you'],
    ['nps', '10/10', 10, ''],
    ['nps', '10 out of 10!!', 10, ''],
    ['nps', '0 — never again', 0, 'never again'],
    ['nps', '9 de 10, muy bien', 9, 'muy bien'],
    ['ces', '7 (muy fácil)', 7, '(muy fácil)'],
    ['ces', '6 👍', 6, '👍'],
  ])('%s: %s', (kind, text, score, rest) => {
    expect(numberedAnswer(kind, text)).toEqual({ score, rest })
  })

  test.each<[SurveyKind, string]>([
    ['csat', '4 parcels never came'],
    ['csat', '6'],
    ['csat', '0'],
    ['csat', '4/10'],
    ['csat', '4.5'],
    ['csat', '4,5'],
    ['csat', '4:30 would suit me'],
    ['csat', '4-6 weeks'],
    ['csat', '4 - 5'],
    ['csat', '4th try'],
    ['csat', '4%'],
    ['csat', '45'],
    ['csat', '4/5/2026'],
    ['csat', 'Order 4'],
    ['csat', 'Thanks! 4'],
    ['csat', ''],
    ['nps', '11'],
    ['nps', '600111222'],
    ['nps', '-3'],
    ['ces', '7.000 €'],
  ])('is none: %s: %s', (kind, text) => {
    expect(numberedAnswer(kind, text)).toBeUndefined()
  })

  test('what is read is always on the scale, and no text makes it throw', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...surveyKinds),
        fc.oneof(fc.string(), fc.stringMatching(/^\d{0,3}[ /.,:-]{0,2}[a-z0-9]{0,4}/)),
        (kind, text) => {
          const score = numberedAnswer(kind, text)?.score
          if (score === undefined) return
          const { from, to } = surveyRange[kind]
          expect(score).toBeGreaterThanOrEqual(from)
          expect(score).toBeLessThanOrEqual(to)
          expect(text).toContain(String(score))
        },
      ),
    )
  })
})

test.each<[SurveyKind, number[], number | undefined]>([
  ['nps', [10, 9, 8, 7, 6, 0], 0],
  ['nps', [10, 10, 9, 3], 50],
  ['nps', [0, 6], -100],
  ['csat', [5, 4, 3, 1], 0.5],
  ['ces', [7, 4], 5.5],
  ['nps', [], undefined],
])('%s of %j', (kind, scores, figure) => {
  expect(overall(kind, scores)).toBe(figure)
})
