import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Quote, quotesIn } from '../../../shared/timeline/quotes.ts'

const textOf = (quotes: readonly Quote[]): string => quotes.map(quote => (typeof quote === 'string' ? quote : textOf(quote))).join('\n')

test('the signs of the first level are the bar of the whole', () => {
  expect(quotesIn('On Monday Ana wrote:\n> Hello,\n>\n> is it ready?')).toEqual(['On Monday Ana wrote:\nHello,\n\nis it ready?'])
})

test('what is quoted once more stands for itself, however its signs are spaced', () => {
  expect(quotesIn('> Hello\n>> older\n> > older still\n> end')).toEqual(['Hello', ['older\nolder still'], 'end'])
})

test('text without signs stays as it is, its own indents and comparisons too', () => {
  const text = '-----Original Message-----\n  a > b\n\nBest'
  expect(quotesIn(text)).toEqual([text])
})

test('no line is lost and no level is too deep to be read', () => {
  const line = fc.tuple(fc.nat(60), fc.stringMatching(/^[a-z]{1,8}$/)).map(([depth, text]) => ({ depth, text }))
  fc.assert(
    fc.property(fc.array(line, { minLength: 1 }), lines => {
      const quoted = lines.map(({ depth, text }) => `${'> '.repeat(depth)}${text}`).join('\n')
      expect(textOf(quotesIn(quoted))).toBe(lines.map(({ text }) => text).join('\n'))
    }),
  )
})
