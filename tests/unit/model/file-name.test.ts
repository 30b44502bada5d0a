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
  [' .bashrc', '_bashrc'],
  ['AUX .txt', '_AUX .txt'],
  ['CONIN$', '_CONIN$'],
  ['..%2f..%2fx', '_%2f..%2fx'],
  [`${'請'.repeat(100)}.pdf`, `${'請'.repeat(78)}.pdf`],
  ['', 'file'],
  [`${'long '.repeat(60)}.tar.gz`, `${'long '.repeat(60).slice(0, 117)}.gz`],
])('%s is saved as %s', (name, safe) => {
  expect(safeFileName(name)).toBe(safe)
})

const parts = fc.constantFrom('.', ' ', '..', '/', 'con', '$', 'aux', '請求', '😀', '\ud83d', '\u202e', '\t', '.txt', 'a', '%2f', ':')

test('whatever a message calls it, the name is one that every system takes, and stays so', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.array(parts, { maxLength: 80 }).map(all => all.join('')),
      ),
      name => {
        const safe = safeFileName(name)
        expect(safe).toMatch(/^[^.\s/\\:*?"<>|\p{Cc}\p{Cf}][^/\\:*?"<>|\p{Cc}\p{Cf}]{0,119}$/u)
        expect(safe).not.toMatch(/[. ]$/)
        expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(240)
        expect(safeFileName(safe)).toBe(safe)
      },
    ),
  )
})
