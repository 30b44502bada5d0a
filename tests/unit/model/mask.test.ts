import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maskHtml, maskNumbers } from '#shared/safety/mask.ts'

test.each([
  ['my card 4111 1111 1111 1111 please', 'my card •••• •••• •••• 1111 please'],
  ['5500-0055-5555-5559', '••••-••••-••••-5559'],
  ['amex 378282246310005.', 'amex •••••••••••0005.'],
  ['IBAN ES91 2100 0418 4502 0005 1332 GRACIAS', 'IBAN •••• •••• •••• •••• •••• 1332 GRACIAS'],
  ['4111 1111 1111 1111 12/27 123', '•••• •••• •••• 1111 12/27 123'],
  ['order 12 4111 1111 1111 1111 0827', 'order 12 •••• •••• •••• 1111 0827'],
  ['4111\u00a01111\u202f1111\u20091111', '••••\u00a0••••\u202f••••\u20091111'],
  ['4111.1111.1111.1111, 4111–1111–1111–1111', '••••.••••.••••.1111, ••••–••••–••••–1111'],
  ['4111 - 1111 - 1111 - 1111', '•••• - •••• - •••• - 1111'],
  ['> card 4111 1111\r\n> 1111 1111', '> card •••• ••••\r\n> •••• 1111'],
  ['4\u200b1\u200b1\u200b1111111111111', '•\u200b•\u200b•\u200b•••••••••1111'],
  ['4111\u00ad11111111\ufeff1111', '••••\u00ad••••••••\ufeff1111'],
  ['４１１１ １１１１ １１１１ １１１１', '•••• •••• •••• １１１１'],
  ['٤١١١ ١١١١ ١١١١ ١١١١', '•••• •••• •••• ١١١١'],
  ['no12 ES91.2100.0418.4502.0005.1332', 'no12 ••••.••••.••••.••••.••••.1332'],
  ['ES9121000418450200051332 ES9121000418450200051332', '••••••••••••••••••••1332 ••••••••••••••••••••1332'],
  ['ＥＳ９１ 2100\u00a00418 4502\n0005 1332', '•••• ••••\u00a0•••• ••••\n•••• 1332'],
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
  // Luhn holds for all of these: a barcode, a tracking number of USPS, an IMEI, a telephone, a list and a column of numbers of four digits.
  '4006381333108',
  '9400 1111 0255 5555 5555 55',
  '490154203237518',
  '+1 4111 111 111 111 6',
  '4111\n1111\n1111\n1111',
  '4111, 1111, 1111, 1111',
  '4111:1111:1111:1111',
  '41.11.11.11.11.11.11.11',
])('%s is no card and no account', text => {
  expect(maskNumbers(text)).toBe(text)
})

test.each([
  ['4111 <b>1111</b> 1111 1111', '•••• <b>••••</b> •••• 1111'],
  [
    '<span style="color:red">4111</span><span>1111</span>1111<a href="/x/0" title="4111111111111111">1111</a>',
    '<span style="color:red">••••</span><span>••••</span>••••<a href="/x/0" title="••••••••••••1111">1111</a>',
  ],
  ['<p>ES91 2100<br />0418 4502 <i>0005 1332</i></p>', '<p>•••• ••••<br />•••• •••• <i>•••• 1332</i></p>'],
  ['<td>4111111111111111</td><td>2027</td>', '<td>••••••••••••1111</td><td>2027</td>'],
  ['<p>4111</p><p>1111</p><p>1111</p><p>1111</p>', '<p>4111</p><p>1111</p><p>1111</p><p>1111</p>'],
  [
    '<img src="data:image/png;base64,4111111111111111" alt="4111-1111-1111-1111" />',
    '<img src="data:image/png;base64,4111111111111111" alt="••••-••••-••••-1111" />',
  ],
])('%s', (html, shown) => {
  expect(maskHtml(html)).toBe(shown)
})

test('any text keeps its length, and nothing but letters and digits changes', () => {
  const part = fc.oneof(fc.string(), fc.constantFrom('4111111111111111', 'ES9121000418450200051332', ' ', '-', '1', '\n', '\u200b', '٤'))
  fc.assert(
    fc.property(fc.array(part), parts => {
      const text = parts.join('')
      const shown = maskNumbers(text)
      return (
        shown.length === text.length &&
        [...text].every((sign, at) => shown[at] === text[at] || /[A-Za-z0-9٤]/.test(sign) || sign.length > 1)
      )
    }),
  )
  for (const many of ['1 ', '4111 ', '4111\n', '4', 'ES91 ', 'ES91', '\u200b'])
    expect(maskNumbers(many.repeat(50_000))).toHaveLength(many.length * 50_000)
})
