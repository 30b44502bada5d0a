import fc from 'fast-check'
import { expect, test } from 'vitest'
import { highlight, marksOf } from '#shared/search/mark.ts'

const marks = (words: string[]) => marksOf({ words: words.map(text => ({ text, phrase: false })) })
const hits = (text: string, ...words: string[]) => highlight(text, marks(words)).flatMap(piece => (piece.hit ? [piece.text] : []))

test('finds within words, accents and case aside, and gives back the text as written', () => {
  expect(hits('Mañana firmo el FORMULARIO', 'manana', 'formul')).toEqual(['Mañana', 'FORMUL'])
  expect(hits('man\u0303ana', 'manan')).toEqual(['man\u0303an'])
  expect(hits('請求書の件', '請求')).toEqual(['請求'])
  expect(hits('nada', 'x', '')).toEqual([])
})

test('words that overlap are marked as one stretch', () => {
  expect(highlight('formulario de alta', marks(['formul', 'mulario'])).map(({ text, hit }) => `${text}${hit ? '!' : ''}`)).toEqual([
    'formulario!',
    ' de alta',
  ])
})

test('never changes the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.array(fc.string({ unit: 'grapheme', maxLength: 3 })), (text, words) => {
      expect(
        highlight(text, marks(words))
          .map(piece => piece.text)
          .join(''),
      ).toBe(text)
    }),
  )
})
