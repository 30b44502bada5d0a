import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cardsOf } from '../../../../electron/connectors/contacts/card.ts'
import { vcard } from '../../../../electron/connectors/contacts/vcard.ts'
import { file, probe, readAll } from '../phone/reading.ts'

const bytes = (text: string) => Buffer.from(text, 'utf8').toString('latin1')
const cards = (text: string) => [...cardsOf(bytes(text))].flatMap(found => ('card' in found ? [found.card] : []))
const card = (...lines: string[]) => ['BEGIN:VCARD', ...lines, 'END:VCARD', ''].join('\r\n')

describe('a card of each version', () => {
  test('2.1: quoted-printable in a charset of its own, and soft line ends', () => {
    const [found] = cards(
      card(
        'VERSION:2.1',
        'N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:N=FA=F1ez;Luc=EDa',
        'TEL;CELL;PREF:+34 600 111 222',
        'TEL;WORK;FAX:+34 910 000 000',
        'EMAIL;INTERNET:Lucia@Example.es',
        'NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Llama por las ma=C3=B1a=',
        'nas=0D=0Ay no el lunes',
      ),
    )
    expect(found).toMatchObject({ name: 'Lucía Núñez', note: 'Llama por las mañanas\r\ny no el lunes', line: 1 })
    expect(found?.parties).toEqual([
      { kind: 'phone', address: '+34 600 111 222' },
      { kind: 'email', address: 'Lucia@Example.es' },
    ])
  })

  test('3.0: folded in the middle of a letter, groups, escaped signs', () => {
    const folded = bytes('FN:Jürgen Müller').replace('\xc3', '\xc3\r\n ')
    const lines = [
      'VERSION:3.0',
      folded,
      'item1.EMAIL;type=INTERNET:jm@firma.example',
      'ORG:Müller\\, Söhne & Co\\; KG;Einkauf',
      'BDAY;VALUE=date:1980-02-03',
    ].map((line, index) => (index === 1 ? line : bytes(line)))
    const text = ['BEGIN:VCARD', ...lines, bytes('ADR;TYPE=HOME:;;Hauptstr. 5;Köln;;50667;Deutschland'), 'END:VCARD'].join('\r\n')
    const [found] = [...cardsOf(text)]
    expect(found).toEqual({
      card: {
        parties: [{ kind: 'email', address: 'jm@firma.example' }],
        line: 1,
        name: 'Jürgen Müller',
        organisation: 'Müller, Söhne & Co; KG, Einkauf',
        birthday: '1980-02-03',
        address: 'Hauptstr. 5, 50667 Köln, Deutschland',
      },
    })
  })

  test('4.0: numbers and accounts as URIs; a group is nobody', () => {
    const [found, ...more] = cards(
      card(
        'VERSION:4.0',
        'FN:Wei',
        'TEL;VALUE=uri;TYPE="voice,cell":tel:+86-138-0013-8000;ext=5',
        'IMPP:xmpp:wei@chat.example',
        'BDAY:--0203',
      ) + card('VERSION:4.0', 'KIND:group', 'FN:Friends', 'EMAIL:friends@x.example'),
    )
    expect(found).toEqual({
      parties: [
        { kind: 'phone', address: '+86-138-0013-8000' },
        { kind: 'jid', address: 'wei@chat.example' },
      ],
      line: 1,
      name: 'Wei',
    })
    expect(more).toEqual([])
  })
})

test('many cards, one that is nobody and one that is cut off', async () => {
  const text = `${card('VERSION:3.0', 'FN:Ana', 'EMAIL:ana@x.example')}${card('VERSION:3.0', 'FN:Nobody')}BEGIN:VCARD\r\nFN:Cut`
  expect(vcard.recognise(probe(Buffer.from(text)))).toBe(1)
  expect(vcard.recognise(probe(Buffer.from('BEGIN:VCALENDAR\r\nEND:VCALENDAR')))).toBe(0)
  const { problems } = await readAll(vcard, file(text))
  expect(problems.map(({ code, line }) => [code, line])).toEqual([
    ['no-address', 6],
    ['truncated', 10],
  ])
})

test('what is written is read again, however it is folded', () => {
  const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).map(text =>
    text
      .replace(/[\p{C}\s]+/gu, ' ')
      .normalize('NFC')
      .trim(),
  )
  const escaped = (text: string) => text.replace(/[\\,;]/g, sign => `\\${sign}`)
  fc.assert(
    fc.property(word, word, fc.integer({ min: 5, max: 75 }), (name, note, width) => {
      const folded = (line: string) => bytes(line).replace(new RegExp(`(.{${width}})(?=.)`, 'gs'), '$1\r\n ')
      const text = ['BEGIN:VCARD', folded(`FN:${escaped(name)}`), folded(`NOTE:${escaped(note)}`), 'EMAIL:a@b.example', 'END:VCARD'].join(
        '\r\n',
      )
      const [found] = [...cardsOf(text)]
      expect(found).toMatchObject({ card: { ...(name && { name }), ...(note && { note }) } })
    }),
  )
})

test('never throws, whatever the bytes', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      'BEGIN:VCARD\n',
      'END:VCARD\n',
      'TEL:',
      'N;ENCODING=QUOTED-PRINTABLE:=',
      '=\n',
      '\n ',
      ';"',
      'CHARSET=nonsense:',
      'EMAIL:a@b\n',
    ),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), pieces => {
      for (const found of cardsOf(bytes(pieces.join('')))) if ('card' in found) expect(found.card.parties.length).toBeGreaterThan(0)
    }),
  )
})
