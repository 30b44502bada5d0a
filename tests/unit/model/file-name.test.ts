import fc from 'fast-check'
import { expect, test } from 'vitest'
import { safeFileName } from '#shared/safety/file-name.ts'

test.each([
  ['bill.pdf', 'bill.pdf'],
  ['Año 2026: factura/señal.pdf', 'Año 2026_ factura_señal.pdf'],
  ['..\\..\\etc\\passwd', '__.._etc_passwd'],
  ['.bashrc', '_bashrc'],
  ['invoice\u202efdp.exe', 'invoice_fdp.exe'],
  ['a.txt. . ', 'a.txt_'],
  ['CON', '_CON'],
  ['lpt1.txt', '_lpt1.txt'],
  ['console.txt', 'console.txt'],
  ['', 'file'],
  [`${'long '.repeat(60)}.tar.gz`, `${'long '.repeat(60).slice(0, 117)}.gz`],
])('%s is saved as %s', (name, safe) => {
  expect(safeFileName(name)).toBe(safe)
})

test('whatever a message calls it, the name is one that every system takes, and stays so', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), name => {
      const safe = safeFileName(name)
      expect(safe).toMatch(/^[^.\s/\\:*?"<>|\p{Cc}\p{Cf}][^/\\:*?"<>|\p{Cc}\p{Cf}]{0,119}$/u)
      expect(safe).not.toMatch(/[. ]$/)
      expect(safeFileName(safe)).toBe(safe)
    }),
  )
})
