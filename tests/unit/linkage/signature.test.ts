import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readSignature } from '../../../electron/linkage/signature.ts'

test('a Spanish signature after a farewell', () => {
  const text =
    'Hola:\n\nNo me llega.\n\nUn saludo,\nAna García López\nTel. 600 111 222 | Ana@correo.example\nCalle Mayor 5, 2º B\n28013 Madrid\nNIF 12345678Z'
  expect(readSignature(text, 'ES')).toEqual({
    names: ['Ana García López'],
    mails: ['ana@correo.example'],
    phones: ['+34600111222'],
    streets: ['Calle Mayor 5, 2º B'],
    postcodes: ['28013'],
    towns: ['Madrid'],
  })
})

test('a German one after the separator: neither the fax nor the postcode is a phone', () => {
  const text = 'Danke!\n-- \nJürgen Müller\nHauptstraße 12, 80331 München\nFax: 089 123456\nMobil: +49 151 23456789'
  expect(readSignature(text, 'DE')).toEqual({
    names: ['Jürgen Müller'],
    mails: [],
    phones: ['+4915123456789'],
    streets: ['Hauptstraße 12'],
    postcodes: ['80331'],
    towns: ['München'],
  })
})

test('a letter without one, and one with a long text after thanks', () => {
  expect(readSignature('Llámeme al 600 111 222 por favor', 'ES')).toBeUndefined()
  expect(readSignature(`Gracias\n${'otra línea más\n'.repeat(30)}`, 'ES')).toBeUndefined()
})

test('never throws, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, region) => {
      readSignature(`Saludos,\n${text}`, region)
    }),
  )
})
