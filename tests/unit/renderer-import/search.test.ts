import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { marksIn } from '../../../renderer/features/search/highlight.ts'
import {
  filtersIn,
  isUnfinished,
  personBegun,
  suggestions,
  values,
  withFilter,
  withoutBegun,
  withoutFilters,
} from '../../../renderer/features/search/suggest.ts'
import { filterNames } from '../../../shared/model/query.ts'
import { highlight } from '../../../shared/search/mark.ts'

describe('filters offered while typing', () => {
  it('are all of them before and between words', () => {
    expect(suggestions('')).toEqual([...filterNames])
    expect(suggestions('invoice ')).toEqual([...filterNames])
    expect(suggestions('invoice')).toEqual([...filterNames])
  })

  it('narrow down to what has been begun', () => {
    expect(suggestions('invoice be')).toEqual(['before:'])
    expect(suggestions('H')).toEqual(['has:attachment'])
  })

  it('go on with the channels there are', () => {
    expect(suggestions('lucia channel:')).toEqual(['channel:email', 'channel:chat', 'channel:phone', 'channel:sms'])
    expect(suggestions('channel:PH')).toEqual(['channel:phone'])
  })

  it('go on with people and days', () => {
    const offered = (text: string, people: string[] = []) => values(text, '2025-03-09', people).map(({ filter }) => filter)
    expect(offered('after:')).toEqual(['after:2025-03-09', 'after:2025-03-02', 'after:2025-03', 'after:2025'])
    expect(offered('lucia before:2025-03-0')).toEqual(['before:2025-03-09', 'before:2025-03-02'])
    expect(offered('from:lu', ['Lucía Fernández', 'Lu'])).toEqual(['from:"Lucía Fernández"', 'from:Lu'])
    expect(offered('from:', ['Lu'])).toEqual([])
    expect(offered('from:lu', ['Lu', 'Lu'])).toEqual(['from:Lu'])
    expect(personBegun('modem from:lu')).toBe('lu')
    expect(personBegun('from:lu ')).toBeUndefined()
    expect(withFilter('modem from:lu', 'from:"Lucía Fernández"')).toBe('modem from:"Lucía Fernández" ')
  })

  it('take the place of their beginning and stay apart from other words', () => {
    expect(withFilter('invoice fr', 'from:')).toBe('invoice from:')
    expect(withFilter('channel:ph', 'channel:phone')).toBe('channel:phone ')
    expect(withFilter('invoice', 'has:attachment')).toBe('invoice has:attachment ')
    expect(withFilter('', 'after:')).toBe('after:')
  })

  it('can be taken out again', () => {
    expect(withoutFilters('channel:sms new "two words" from:"Ana Ruiz" modem')).toBe('new "two words" modem')
    expect(withoutFilters('from:ana OR from:luis contract OR invoice')).toBe('contract OR invoice')
    expect(withoutFilters('modem OR from:ana OR router')).toBe('modem router')
    expect(filtersIn('channel:sms new from:"Ana Ruiz"')).toEqual(['channel:sms', 'from:"Ana Ruiz"'])
  })

  it('ask for nothing while they have no value', () => {
    expect(withoutBegun('lucia channel:')).toBe('lucia')
    for (const begun of ['from:', 'lucia from:', 'channel:ph', 'before:20', 'lucia after:2025-', 'has:att']) {
      expect(withoutBegun(begun)).toBe(begun.startsWith('lucia') ? 'lucia' : '')
    }
    expect(withoutBegun('after:tomorow')).toBe('after:tomorow')
    expect(withoutBegun('after:2025')).toBe('after:2025')
    expect(withoutBegun('lucia channel:phone')).toBe('lucia channel:phone')
    expect(withoutBegun('see 10:30')).toBe('see 10:30')
  })

  it('are only called wrong when they cannot become right any more', () => {
    expect(isUnfinished('channel:ph', 'channel:ph')).toBe(true)
    for (const begun of ['after:2025-0', 'after:2025-1', 'before:2025-12-', 'after:2025-2-3']) expect(isUnfinished(begun, begun)).toBe(true)
    for (const wrong of ['after:2025-13', 'after:2025-02-30', 'before:20255', 'after:32.13.2026'])
      expect(isUnfinished(wrong, wrong)).toBe(false)
    expect(isUnfinished('after:tomorow', 'after:tomorow')).toBe(false)
    expect(isUnfinished('channel:ph modem', 'channel:ph')).toBe(false)
    for (const begun of ['f', 'from', 'from:', 'has']) expect(isUnfinished(`from:ana OR ${begun}`, 'OR')).toBe(true)
    for (const other of ['modem', 'to:ana', 'f modem']) expect(isUnfinished(`from:ana OR ${other}`, 'OR')).toBe(false)
  })
})

describe('a name with what was searched for', () => {
  const hits = (name: string, text: string) =>
    highlight(name, marksIn(text))
      .filter(part => part.hit)
      .map(part => part.text)

  it('is marked without regard to accents and case', () => {
    expect(hits('Lucía Fernández', 'lucia')).toEqual(['Lucía'])
    expect(hits('Lucía Fernández', 'FERNAN lu')).toEqual(['Lu', 'Fernán'])
    expect(hits('田中 さくら', '田中')).toEqual(['田中'])
  })

  it('is marked however it is spelled, and in parts where no word begins so', () => {
    expect(hits('Łukasz Groß', 'lukasz gross')).toEqual(['Łukasz', 'Groß'])
    expect(hits('Jürgen Müller', 'mueller')).toEqual(['Müller'])
    expect(hits('Telefonrechnung, Rechnung', 'rechnung')).toEqual(['Rechnung'])
    expect(hits('Telefonrechnung', 'rechnung')).toEqual(['rechnung'])
    expect(hits('Ana: “Hola, mundo”', '"hola mundo"')).toEqual(['Hola, mundo'])
    expect(hits('+34 600 11 12 22', '600111222')).toEqual(['600 11 12 22'])
    expect(hits('ﾓﾃﾞﾑ', 'モデム')).toEqual(['ﾓﾃﾞﾑ'])
  })

  it('is not marked by filters', () => {
    expect(hits('Lucía Fernández', 'from:lucia')).toEqual([])
  })

  it('is the same name, whatever is searched for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (name, text) => {
        expect(
          highlight(name, marksIn(text))
            .map(part => part.text)
            .join(''),
        ).toBe(name)
      }),
    )
  })
})
