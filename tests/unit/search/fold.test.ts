import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fold } from '#shared/search/fold.ts'

test.each([
  ['Straße', 'strasse'],
  ['ŁÓDŹ', 'lodz'],
  ['ﾘﾝｺﾞ', 'リンゴ'],
  ['가'.normalize('NFD'), '가'],
  ['n\u0303', 'n'],
  ['José Mª…', 'jose mª…'],
])('%s is compared as %s', (text, folded) => {
  expect(fold(text)).toBe(folded)
})

test('a text is folded by looking its letters up as it is by taking it apart', () => {
  const unit = fc.oneof(
    fc.nat(0xffff).map(code => String.fromCharCode(code)),
    fc.constantFrom(...'aÁßłŁΣςΆЙйאَﷲカﾊﾞガ゙각ᄀㄱ한한ªº…ﬁ①İıÅ\u0301\u200b𠮷'.normalize('NFD'), ...'ÁΆЙガÅ'),
  )
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 12 }), units => {
      const text = units.join('')
      // A Korean consonant may become another thing beside others, and does not beside the end of anything.
      expect(fold(`${text}\u1100`)).toBe(`${fold(text)}\u1100`)
    }),
    { numRuns: 300 },
  )
})
