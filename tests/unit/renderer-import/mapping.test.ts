import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fieldOf, meansIncoming, withDirection, withField, withOutcome, wordsIn } from '../../../renderer/features/import/review/mapping.ts'
import { type CsvMapping, csvFields } from '../../../shared/model/csv-mapping.ts'

const mapping: CsvMapping = {
  delimiter: ';',
  columns: { start: 0, from: 1 },
  dateOrder: 'dmy',
  inWords: ['entrante', 'recibida'],
  outcomes: { ok: 'answered' },
}

describe('what a column means', () => {
  it('belongs to one column: it is taken from the one that had it', () => {
    const changed = withField(mapping, 4, 'from')
    expect(fieldOf(changed, 4)).toBe('from')
    expect(fieldOf(changed, 1)).toBeUndefined()
  })

  it('can be taken away', () => {
    expect(withField(mapping, 0, undefined).columns).toEqual({ from: 1 })
  })

  it('never gives a column two meanings nor a meaning two columns, whatever is chosen in whatever order', () => {
    const step = fc.record({ column: fc.nat(8), field: fc.option(fc.constantFrom(...csvFields), { nil: undefined }) })
    fc.assert(
      fc.property(fc.array(step, { minLength: 1 }), steps => {
        const end = steps.reduce((now, { column, field }) => withField(now, column, field), mapping)
        const columns = Object.values(end.columns)
        expect(new Set(columns).size).toBe(columns.length)
        const last = steps.at(-1)
        if (last) expect(fieldOf(end, last.column)).toBe(last.field)
      }),
    )
  })
})

describe('words of a call list', () => {
  it('are offered once each, as written', () => {
    expect(wordsIn([['Rein'], ['Raus'], ['rein'], [''], []], 0)).toEqual(['Rein', 'Raus'])
    expect(wordsIn([['Rein']], undefined)).toEqual([])
  })

  it('mean incoming whatever their case and the word for a call around them', () => {
    expect(meansIncoming(mapping, 'Llamada recibida')).toBe(true)
    expect(meansIncoming(mapping, 'ENTRANTE')).toBe(true)
    expect(meansIncoming(mapping, 'Raus')).toBe(false)
  })

  it('can be told to mean the one or the other', () => {
    const changed = withDirection(mapping, 'Rein', true)
    expect(meansIncoming(changed, 'rein')).toBe(true)
    expect(meansIncoming(withDirection(changed, 'REIN', false), 'rein')).toBe(false)
  })

  it('tell an outcome, or none any more', () => {
    const changed = withOutcome(mapping, 'Niemand da', 'missed')
    expect(changed.outcomes).toEqual({ ok: 'answered', 'niemand da': 'missed' })
    expect(withOutcome(changed, 'Niemand da', undefined).outcomes).toEqual({ ok: 'answered' })
  })
})
