import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalisePhone } from '#shared/model/phone.ts'

describe('normalisePhone', () => {
  it.each([
    ['600 111 222', 'ES', '+34600111222'],
    ['+34 600-111-222', 'US', '+34600111222'],
    ['0034600111222', 'ES', '+34600111222'],
    ['0034600111222', 'US', '+34600111222'],
    ['01134600111222', 'US', '+34600111222'],
    ['01134600111222', 'ES', '+34600111222'],
    ['011 234 5678', 'IT', '+390112345678'],
    ['34600111222', 'ES', '+34600111222'],
    ['4915112345678', 'ES', '+4915112345678'],
    ['tel:+34600111222', 'ES', '+34600111222'],
    ['sip:+34600111222@pbx.example;transport=udp', 'ES', '+34600111222'],
    ['(212) 555-1234', 'US', '+12125551234'],
    ['0170 1234567', 'DE', '+491701234567'],
    ['03-1234-5678', 'JP', '+81312345678'],
    ['６００１１１２２２', 'ES', '+34600111222'],
    ['201', 'ES', '201'],
    ['sip:201@pbx', 'ES', '201'],
  ])('%s in %s is %s', (raw, region, number) => {
    expect(normalisePhone(raw, region)).toBe(number)
  })

  it.each(['anonymous', 'Unknown', '-1', '-2', '', ' ', 'null', 'BBVA', 'sip:ana@host', '1'])('%j is hidden', raw => {
    expect(normalisePhone(raw, 'ES')).toBeUndefined()
  })

  it('changes nothing the second time, and never throws', () => {
    const digits = fc.array(fc.constantFrom(...'0123456789+- ()'), { maxLength: 18 }).map(all => all.join(''))
    const region = fc.constantFrom('ES', 'US', 'DE', 'JP', 'IT', 'MX', 'AR', 'BR', 'GB', 'xx', '')
    fc.assert(
      fc.property(fc.oneof(digits, fc.string()), region, (raw, where) => {
        const once = normalisePhone(raw, where)
        if (once !== undefined) expect(normalisePhone(once, where)).toBe(once)
      }),
      {
        numRuns: 3000,
        examples: [
          ['0000000', 'DE'],
          ['4901000', 'ES'],
        ],
      },
    )
  })
})
