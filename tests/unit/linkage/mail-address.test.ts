import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mailAddress, normaliseMail } from '../../../electron/linkage/mail-address.ts'

test('an address is one however its domain is written', () => {
  const written = ['José@MÜNCHEN.example', ' jose\u0301@xn--mnchen-3ya.example ', 'mailto:JOSÉ@mu\u0308nchen.example']
  expect(written.map(normaliseMail)).toEqual(Array.from({ length: 3 }, () => 'josé@münchen.example'))
  expect(mailAddress('a.b+c@xn--mnchen-3ya.example')?.key).toBe('a.b+c@münchen.example')
})

test.each(['a@b@c', 'a b@c.example', '@c.example', 'a@', ''])('%j is no address', written => {
  expect(normaliseMail(written)).toBeUndefined()
})

test('what is no domain is left as it is: its end would be cut off', () => {
  expect(['x@é/a.example', 'x@é#b.example', 'x@é:25'].map(normaliseMail)).toEqual(['x@é/a.example', 'x@é#b.example', 'x@é:25'])
})

test('giving it its own result changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.oneof(fc.domain(), fc.string({ unit: 'grapheme' })), (local, domain) => {
      const once = normaliseMail(`${local}@${domain}`)
      if (once !== undefined) expect(normaliseMail(once)).toBe(once)
    }),
  )
})
