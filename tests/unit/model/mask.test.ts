import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maskNumbers } from '#shared/safety/mask.ts'

test.each([
  ['my card 4111 1111 1111 1111 please', 'my card •••• •••• •••• 1111 please'],
  ['5500-0055-5555-5559', '••••-••••-••••-5559'],
  ['amex 378282246310005.', 'amex •••••••••••0005.'],
  ['IBAN ES91 2100 0418 4502 0005 1332 GRACIAS', 'IBAN •••• •••• •••• •••• •••• 1332 GRACIAS'],
  ['DE89370400440532013000, gb82 west 1234 5698 7654 32', '••••••••••••••••••3000, •••• •••• •••• •••• ••54 32'],
])('%s', (text, shown) => {
  expect(maskNumbers(text)).toBe(shown)
  expect(shown).toHaveLength(text.length)
})

test.each([
  '4111 1111 1111 1112',
  'ES91 2100 0418 4502 0005 1333',
  'order 1234567890123',
  '+49 1512 3456789012',
  'tracking 1Z999AA10123456784',
  '+34 600 111 222 and 2025-01-01 10:00',
  'ref4111111111111111x',
])('%s is no card and no account', text => {
  expect(maskNumbers(text)).toBe(text)
})

test('any text keeps its length, and nothing but letters and digits changes', () => {
  const part = fc.oneof(fc.string(), fc.constantFrom('4111111111111111', 'ES9121000418450200051332', ' ', '-', '1'))
  fc.assert(
    fc.property(fc.array(part), parts => {
      const text = parts.join('')
      const shown = maskNumbers(text)
      return (
        shown.length === text.length && [...text].every((sign, at) => shown[at] === text[at] || /[A-Za-z0-9]/.test(sign) || sign.length > 1)
      )
    }),
  )
  expect(maskNumbers('1 '.repeat(200_000)).length).toBe(400_000)
})
