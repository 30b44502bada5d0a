import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tableCell } from '#shared/safety/table-cell.ts'

test.each(['=1+1', '+cmd|"/C calc"!A0', '-2+3', '@SUM(A1)', ' =1', '"=1', '\u200b=1', '＝1', '\t=1', '\r\n@x', '|x', '+34(600)'])(
  '%j is a text, not a formula',
  text => {
    expect(tableCell(text)).toBe(`'${text.trim()}`)
  },
)

test.each(['+34600111222', '+34 600 111 222', '-5', '3.50', 'Ana = Bea', 'a-b@x.example', ''])('%j stays as it is', text => {
  expect(tableCell(text)).toBe(text)
})

test('whatever is said stays in its cell', () => {
  const part = fc.oneof(fc.string(), fc.constantFrom('=', '+', '-', '@', '\t', '\n', '\r', ' ', '"', '\u2028'))
  fc.assert(
    fc.property(fc.array(part), parts => {
      const cell = tableCell(parts.join(''))
      expect(cell).not.toMatch(/[\t\r\n\u2028]/)
      expect(/^\s*[=@]/.test(cell)).toBe(false)
    }),
  )
})
