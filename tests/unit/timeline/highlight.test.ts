import fc from 'fast-check'
import { expect, test } from 'vitest'
import { highlight } from '#shared/timeline/highlight.ts'

const hits = (text: string, ...words: string[]) => highlight(text, words).flatMap(piece => (piece.hit ? [piece.text] : []))

test('finds within words, accents and case aside, and gives back the text as written', () => {
  expect(hits('Mañana firmo el FORMULARIO', 'manana', 'formul')).toEqual(['Mañana', 'FORMUL'])
  expect(hits('man\u0303ana', 'manan')).toEqual(['man\u0303an'])
  expect(hits('請求書の件', '請求')).toEqual(['請求'])
  expect(hits('nada', 'x', '')).toEqual([])
})

test('words that overlap are marked as one stretch', () => {
  expect(highlight('formulario', ['formul', 'mulario']).map(({ text, hit }) => `${text}${hit ? '!' : ''}`)).toEqual(['formul!', 'ario!'])
})

test('never changes the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.array(fc.string({ unit: 'grapheme', maxLength: 3 })), (text, words) => {
      expect(
        highlight(text, words)
          .map(piece => piece.text)
          .join(''),
      ).toBe(text)
    }),
  )
})
