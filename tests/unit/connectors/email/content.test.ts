import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseMailDate } from '../../../../electron/connectors/email/content/dates.ts'
import { htmlToText } from '../../../../electron/connectors/email/content/html-text.ts'
import { ownWords, splitQuoted } from '../../../../electron/connectors/email/content/quoted.ts'
import { isSentFolder } from '../../../../electron/connectors/email/folders.ts'
import { worked } from '../../worked.ts'

describe('dates', () => {
  const cases: [string, string][] = [
    ['Tue, 5 Mar 2024 10:00:00 +0100', '2024-03-05T09:00:00Z'],
    ['5 Mar 24 10:00 EST', '2024-03-05T15:00:00Z'],
    ['Tue, 05 Mar 98 10:00:00 PDT', '1998-03-05T17:00:00Z'],
    ['Tue, 05 Mar 2024 10:00:00 -0000', '2024-03-05T10:00:00Z'],
    ['Tue, 05 Mar 2024 10:00:00 GMT (Coordinated (really))', '2024-03-05T10:00:00Z'],
    ['Tue,  5\tMar 2024 10:00:60 +0530 (IST)', '2024-03-05T04:31:00Z'],
    ['Tue Mar  5 10:00:00 2024', '2024-03-05T10:00:00Z'],
    ['Tue Mar  5 10:00:00 2024 +0200', '2024-03-05T08:00:00Z'],
    ['Tue Mar  5 10:00:00 CET 2024', '2024-03-05T09:00:00Z'],
    ['2024-03-05T10:00:00+01:00', '2024-03-05T09:00:00Z'],
    ['5-Mar-2024 12:30:00 AM Z', '2024-03-05T00:30:00Z'],
  ]
  it.each(cases)('%s', (written, iso) => {
    expect(parseMailDate(written)).toBe(Date.parse(iso))
  })

  it.each(['', 'yesterday', 'Tue, 31 Feb 2024 10:00:00 +0000', 'Tue, 5 Foo 2024 10:00:00', '5 Mar 2024 27:00:00'])(
    'refuses "%s"',
    written => {
      expect(parseMailDate(written)).toBeUndefined()
    },
  )

  it('reads back every date it could have written', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('2049-12-31'), noInvalidDate: true }), date => {
        expect(parseMailDate(date.toUTCString())).toBe(Math.floor(date.getTime() / 1000) * 1000)
      }),
    )
  })
})

describe('quoted history', () => {
  const introductions = [
    'On Tue, 5 Mar 2024 at 10:00, Shop <support@shop.example> wrote:',
    'On Tue, 5 Mar 2024 at 10:00, Shop\n<support@shop.example>\nwrote:',
    'El mar, 5 mar 2024 a las 10:00, Shop (<support@shop.example>) escribió:',
    'El mar, 5 mar 2024 a las 10:00, Soporte de la Tienda (<\nsupport@shop.example>) escribió:',
    'Am Di., 5. März 2024 um 10:00 Uhr schrieb Shop <support@shop.example>:',
    'Le mar. 5 mars 2024 à 10:00, Shop <support@shop.example> a écrit :',
    '2024年3月5日(火) 10:00 Shop <support@shop.example>:',
  ]
  it.each(introductions)('folds what follows "%s"', introduction => {
    expect(splitQuoted(`Yes please.\nThanks\n\n${introduction}\n\n> Shall we?\n> Bye\n`)).toEqual({
      text: 'Yes please.\nThanks',
      quoted: `${introduction}\n\n> Shall we?\n> Bye`,
    })
    expect(splitQuoted(`Yes.\n${introduction}\nShall we?`)).toEqual({ text: 'Yes.', quoted: `${introduction}\nShall we?` })
  })

  const blocks = [
    '-----Original Message-----\nFrom: Shop',
    '-----Mensaje original-----\nDe: Shop',
    '-----Ursprüngliche Nachricht-----\nVon: Shop',
    '-----Message d’origine-----\nDe : Shop',
    '________________________________\nFrom: Shop\nSent: Tuesday, March 5, 2024 10:00\nTo: Ana',
    'De: Shop <support@shop.example>\nEnviado el: martes, 5 de marzo de 2024\nPara: Ana',
    'Von: Shop\nGesendet: Dienstag, 5. März 2024\nAn: Ana',
    '*From:* Shop\n*Sent:* Tuesday',
  ]
  it.each(blocks)('folds the block "%s"', block => {
    expect(splitQuoted(`Done.\n\n${block}\n\nold words`)).toEqual({ text: 'Done.', quoted: `${block}\n\nold words` })
  })

  it('keeps answers below and between quotations', () => {
    const split = splitQuoted('On Mon 4 Mar, Shop wrote:\n> Colour?\nBlue\n> Size?\nLarge')
    expect(split.text).toBe('Blue\nLarge')
    expect(split.quoted).toBe('On Mon 4 Mar, Shop wrote:\n> Colour?\n> Size?')
  })

  it('leaves prose alone', () => {
    const prose = 'On the 5th I was told this:\nYou can wait.\nFrom: Madrid\nTo: Sevilla\n-- not a signature'
    expect(splitQuoted(prose)).toEqual({ text: prose })
  })

  it('keeps a mail that only forwards another', () => {
    expect(splitQuoted('---------- Forwarded message ---------\nFrom: a').quoted).toBeUndefined()
  })

  it('loses no line and takes linear time', () => {
    const line = fc.constantFrom('> a', 'On 1 x wrote:', '-- ', 'From: a', 'Sent: b', 'words', '', '-----Original Message-----')
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), lines => {
        const { text, quoted = '' } = splitQuoted(lines.join('\n'))
        const words = (from: string) =>
          from
            .split('\n')
            .map(one => one.trim())
            .filter(one => one !== '')
        expect([...words(text), ...words(quoted)].sort()).toEqual(words(lines.join('\n')).sort())
      }),
    )
    const started = process.cpuUsage()
    splitQuoted(`${'On 1 x wrote:\n'.repeat(200_000)}> end`)
    expect(worked(started)).toBeLessThan(3000)
  })

  const below = '-----Original Message-----\nFrom: Bob <bob@example.com>\nSent: Monday\n\nOld words\n\n-- \nBob\n+34 600 111 222'
  it.each([
    [`Hello\n\n-- \nAna\n+34 600 333 444\n\n${below}`, 'Hello\n-- \nAna\n+34 600 333 444\n'],
    [`Hello\n\n${below}`, 'Hello'],
    [below, ''],
    ['On Mon 4 Mar, Bob wrote:\n> Shall we?\n> -- \n> Bob\nYes\n-- \nAna', 'Yes\n-- \nAna'],
    ['Hello\nAna', 'Hello\nAna'],
  ])('leaves what its writer said and signed with: %j', (whole, own) => {
    expect(ownWords(splitQuoted(whole))).toBe(own)
  })
})

describe('HTML to text', () => {
  it('breaks lines at blocks and marks quotations', () => {
    expect(htmlToText('<div>One</div><div>Two<br><br>Three</div><ul><li>a</li><li>b</li></ul>')).toBe('One\nTwo\n\nThree\n\n* a\n* b')
    expect(htmlToText('<p>Yes</p><blockquote><p>Really?</p></blockquote>')).toBe('Yes\n\n> Really?')
    expect(htmlToText('<table><tr><td>Order</td><td>12</td></tr><tr><td>Total</td><td>3 &euro;</td></tr></table>')).toBe(
      'Order 12\nTotal 3 €',
    )
  })

  it.each(['<div>', '<', '<blockquote>', '&', '<a href="', '<!--', '</p>'])('stands a million of "%s"', piece => {
    const started = process.cpuUsage()
    expect(htmlToText(`<p>x</p>${piece.repeat(1_000_000 / piece.length)}`)).toContain('x')
    expect(worked(started)).toBeLessThan(5000)
  })
})

describe('folders of sent mail', () => {
  it.each([
    'Sent',
    '.Sent',
    'INBOX.Sent',
    '[Gmail]/Sent Mail',
    'Sent Items',
    'Sent-1',
    'Sent.mbox',
    'Enviados',
    'Gesendete Elemente',
    '&AMk-l&AOk-ments envoy&AOk-s',
  ])('%s', name => {
    expect(isSentFolder(name)).toBe(true)
  })
  it.each(['INBOX', 'Presents', 'sentences', 'Archive'])('not %s', name => {
    expect(isSentFolder(name)).toBe(false)
  })
})
