import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPeople } from '../../../electron/linkage/csv/people.ts'
import { Blocks, certain, compare, defaultThreshold, emptyModel, group, learn, link } from '../../../electron/linkage/engine.ts'
import type { Pair, PersonRecord } from '../../../electron/linkage/record.ts'
import { agreement } from '../../../electron/linkage/truth.ts'
import { rldata } from '../../bench/people/lists.ts'
import { population } from '../../bench/people.ts'

const { records, truth } = population(7, 500)
const model = learn(records)
const one = (more: Partial<PersonRecord>, id = 1): PersonRecord => ({ id, ...more })
const codes = (a: Partial<PersonRecord>, b: Partial<PersonRecord>) => {
  const { reasons, differs } = compare(emptyModel(1000), one(a), one(b, 2))
  return [...reasons, ...differs].map(({ code }) => code).sort()
}

describe('a population that is known', () => {
  test('suggestions are right, and most of what there is to find is found', () => {
    const found = agreement(group(records, model, link(records, model)), truth)
    expect(found.precision).toBeGreaterThan(0.96)
    expect(found.recall).toBeGreaterThan(0.85)
  })

  test('no certain link is wrong', () => {
    const wrong = records.flatMap(a =>
      records.filter(b => a.id < b.id && truth[a.id] !== truth[b.id] && certain(model, a, b).length > 0).map(b => [a, b]),
    )
    expect(wrong).toEqual([])
  })

  test('what is learned does not depend on the order of the records', () => {
    const other = learn([...records].reverse())
    expect(other.matches).toBeCloseTo(model.matches, 9)
    for (const a of records.slice(0, 40))
      for (const b of records.slice(0, 40)) expect(compare(other, a, b).score).toBeCloseTo(compare(model, a, b).score, 6)
  })

  test('a model that was kept as JSON says the same', () => {
    const kept = JSON.parse(JSON.stringify(model))
    for (const { a, b } of link(records, model).slice(0, 50)) {
      const [left, right] = [records[a], records[b]]
      if (left && right) expect(compare(kept, left, right)).toEqual(compare(model, left, right))
    }
  })
})

describe('what agrees', () => {
  test.each<[string, Partial<PersonRecord>, Partial<PersonRecord>, string[]]>([
    ['a nickname', { names: ['Paco García'] }, { names: ['Francisco García'] }, ['family-same', 'given-nickname']],
    ['accents', { names: ['José Núñez'] }, { names: ['Jose Nunez'] }, ['family-script', 'given-script']],
    ['an umlaut written with e', { names: ['Jürgen Müller'] }, { names: ['Juergen Mueller'] }, ['family-script', 'given-script']],
    ['Chinese letters', { names: ['王小明'] }, { names: ['Wang, Xiaoming'] }, ['family-script', 'given-script']],
    ['Arabic letters', { names: ['محمد حداد'] }, { names: ['Mohamed Haddad'] }, ['family-script', 'given-script']],
    ['Cyrillic letters', { names: ['Иван Петров'] }, { names: ['Ivan Petrov'] }, ['family-script', 'given-script']],
    ['an initial', { names: ['E. Moreno'] }, { names: ['Elena Moreno'] }, ['family-same', 'given-initial']],
    ['a further given name', { names: ['Moreno, Elena Ruth'] }, { names: ['Moreno, Elena'] }, ['family-same', 'given-part']],
    ['a mistyped letter', { names: ['Elena Morneo'] }, { names: ['Elena Moreno'] }, ['family-similar', 'given-same']],
    ['a married name', { names: ['Anna Nowak-Lis'] }, { names: ['Anna Wolf-Nowak'] }, ['family-part', 'given-same']],
    ['names the other way round', { names: ['Garcia, Ana'] }, { names: ['Ana, Garcia'] }, ['family-same', 'given-same', 'order-swapped']],
    ['one surname of two', { names: ['Ana García López'] }, { names: ['Ana García'] }, ['family-same', 'given-same']],
    ['dots at a provider that ignores them', { mails: ['ana.g+x@gmail.com'] }, { mails: ['anag@googlemail.com'] }, ['mail-same']],
    ['dots at one that does not', { mails: ['x@b.example', 'z.99@firma.example'] }, { mails: ['z99@firma.example'] }, ['mail-local']],
    ['a handle in an address', { handles: ['telegram:zorro_99'] }, { mails: ['zorro99@correo.example'] }, ['login-same']],
    ['day and month swapped', { birthDates: ['1980-03-04'] }, { birthDates: ['1980-04-03'] }, ['birth-swapped']],
    ['a birth date two days off', { birthDates: ['1980-02-28'] }, { birthDates: ['1980-03-01'] }, ['birth-similar']],
    ['another month', { birthDates: ['1980-03-24'] }, { birthDates: ['1980-12-24'] }, ['birth-month']],
    ['another day', { birthDates: ['1980-03-04'] }, { birthDates: ['1980-03-19'] }, ['birth-parts']],
    ['another whole year', { birthDates: ['1980-03-24'] }, { birthDates: ['1961-03-24'] }, ['birth-day']],
    ['a birth date weeks off', { birthDates: ['1980-12-24'] }, { birthDates: ['1981-01-17'] }, ['birth-near']],
    ['two wrong digits', { birthDates: ['1980-03-24'] }, { birthDates: ['1990-03-25'] }, ['birth-alike']],
    ['two digits transposed', { phones: ['+34600111232'] }, { phones: ['+34600111223'] }, ['phone-similar']],
    ['a street abbreviated', { streets: ['C/ Mayor, 5'] }, { streets: ['Calle Mayor 5'] }, ['street-same']],
  ])('%s', (_, a, b, expected) => {
    expect(codes(a, b)).toEqual(expected)
  })

  test.each([
    ['Pepe', 'José'],
    ['Bill', 'William'],
    ['Lupita', 'Guadalupe'],
    ['Hansi', 'Hans'],
    ['Chema', 'José María'],
    ['Maite', 'María Teresa'],
    ['Maribel', 'María Isabel'],
    ['Goyo', 'Gregorio'],
    ['Achim', 'Joachim'],
    ['Jadzia', 'Jadwiga'],
  ])('%s is short for %s', (short, long) => {
    expect(codes({ names: [`Moreno, ${short}`] }, { names: [`Moreno, ${long}`] })).toEqual(['family-same', 'given-nickname'])
  })

  test('Maite is not Maribel', () => {
    expect(
      compare(model, one({ names: ['Moreno, Maite'] }), one({ names: ['Moreno, Maribel'] }, 2)).differs.map(({ code }) => code),
    ).toEqual(['given-differ'])
  })

  test('two surnames that both agree weigh more than one', () => {
    const score = (name: string) => compare(model, one({ names: [name] }), one({ names: [name] }, 2)).score
    expect(score('Fermín Herrera Galiano')).toBeGreaterThan(score('Fermín Herrera'))
  })

  test('a name that nobody else has is a slip of another; two that several have are two', () => {
    const known = learn(readPeople(new TextEncoder().encode(rldata(24, 1500))).records)
    const codeOf = (a: string, b: string) => {
      const { reasons, differs } = compare(known, one({ names: [a] }), one({ names: [b] }, 2))
      return [...reasons, ...differs].map(({ code }) => code).find(code => code.startsWith('family'))
    }
    expect(codeOf('Schmidt, Uwe', 'Schmitt, Uwe')).toBe('family-alike')
    expect(codeOf('Schmidt, Uwe', 'Schmqidt, Uwe')).toBe('family-similar')
  })

  test('the reason names the signature that held the number', () => {
    const a = one({ phones: ['+34600111222'], evidence: [{ value: '+34600111222', at: 1_700_000_000_000 }] })
    expect(compare(model, a, one({ phones: ['+34600111222'] }, 2)).reasons).toMatchObject([
      { code: 'phone-same', signature: 1_700_000_000_000 },
    ])
  })
})

describe('suggested, though nothing is certain', () => {
  const judged = (a: Partial<PersonRecord>, b: Partial<PersonRecord>) => ({
    ...compare(model, one(a), one(b, 2)),
    certain: certain(model, one(a), one(b, 2)),
  })

  test('a woman who married: another surname, all else the same, in a list where nobody did', () => {
    const home = { birthDates: ['1984-05-17'], streets: ['ul. Polna 12'], towns: ['Kraków'] }
    const found = judged({ names: ['Nowak, Anna'], ...home }, { names: ['Wisniewska, Anna'], ...home })
    expect(found.score).toBeGreaterThan(defaultThreshold)
    expect(found.differs.map(({ code }) => code)).toEqual(['family-differ'])
    expect(found.certain).toEqual([])
    // Her twin by the same roof is another.
    expect(judged({ names: ['Nowak, Anna'], ...home }, { names: ['Nowak, Beata'], ...home }).score).toBeLessThan(defaultThreshold)
  })

  test('whose number stands in a text: by itself, and more so by their name; not a friend’s', () => {
    const writer = { names: ['Elena Moreno'], mentions: ['+34600111222', 'elena.m@two.example'] }
    const unnamed = judged(writer, { phones: ['+34600111222'] })
    expect(unnamed.reasons.map(({ code }) => code)).toEqual(['mention-same'])
    expect(unnamed.score).toBeGreaterThan(defaultThreshold)
    expect(judged({ names: ['Moreno, Elena'], phones: ['+34600111222'] }, writer).score).toBeGreaterThan(0.95)
    for (const name of ['Pedro Ruiz', 'Pedro Moreno'])
      expect(judged(writer, { names: [name], phones: ['+34600111222'] }).score).toBeLessThan(defaultThreshold)
    expect(judged(writer, { mails: ['elena.m@two.example'] }).certain).toEqual([])
    expect(unnamed.certain).toEqual([])
  })
})

describe('a third record', () => {
  const named = (given: string, birth: string, id: number) => one({ names: [`Moreno, ${given}`], birthDates: [birth] }, id)
  const three = [named('Elena', '1980-03-24', 0), named('Elena', '1980-03-24', 1), named('Elena', '1980-03-25', 2)]
  const people = [...three, ...Array.from({ length: 997 }, (_, at) => named(`Ana ${at}`, '1990-01-01', 3 + at))]
  const twos = Array.from({ length: 300 }, (_, at) => ({ a: 3 + 2 * at, b: 4 + 2 * at, score: 0.99 }))
  const threes = twos.map(({ b }, at) => ({ a: b, b: 603 + at, score: 0.99 }))
  const withFirst = (third: number, others: Pair[]) => {
    const pairs = [{ a: 0, b: 1, score: 0.995 }, { a: 1, b: 2, score: third }, { a: 950, b: 951, score: 0.8 }, ...others]
    return group(people, emptyModel(1000), pairs).find(ids => ids.includes(0))
  }

  test('is joined where others have three', () => {
    expect(withFirst(0.85, [...twos, ...threes])).toEqual([0, 1, 2])
  })

  test('is joined where nobody else has three only if it is beyond doubt', () => {
    expect(withFirst(0.85, twos)).toEqual([0, 1])
    expect(withFirst(0.9999, twos)).toContain(2)
  })
})

describe('shared identities', () => {
  const family = [
    one({ names: ['Ana García'], phones: ['+34910000001'] }, 1),
    one({ names: ['Pedro García'], phones: ['+34910000001'] }, 2),
    one({ names: ['Ana García'], phones: ['+34910000001'] }, 3),
  ]
  const known = learn(family)

  test("a family's phone is known for one and proves nothing", () => {
    expect(known.shared).toEqual(['34910000001'])
    for (const a of family) for (const b of family) expect(certain(known, a, b)).toEqual([])
  })

  test('nor does the address of an office', () => {
    const info = { mails: ['info@firma.example'] }
    expect(certain(model, one(info), one(info, 2))).toEqual([])
  })

  test('nor does a number that Ana and Ali share, when both are called A.', () => {
    const caller = { names: ['A. Othman'], phones: ['+212982989614'] }
    expect(certain(model, one(caller), one(caller, 2))).toEqual([])
  })

  test('a son by his father’s name under the same roof is told apart by his birthday', () => {
    const father = { names: ['Scott, Kevin'], streets: ['100 King Street'], towns: ['Sutton'], birthDates: ['1947-07-06'] }
    const son = { ...father, birthDates: ['1976-02-19'] }
    expect(compare(model, one(father), one(son, 2)).score).toBeLessThan(defaultThreshold)
    expect(compare(model, one(father), one(father, 2)).score).toBeGreaterThan(defaultThreshold)
  })

  test('the same address of nobody else does', () => {
    const mine = { mails: ['ana.gil@firma.example'] }
    expect(certain(model, one(mine), one(mine, 2))).toMatchObject([{ code: 'mail-same' }])
  })
})

test('a newcomer is found by what they share, and no more once they are gone', () => {
  const blocks = new Blocks()
  blocks.add(one({ names: ['Ana García'], towns: ['Burgos'] }))
  const newcomer = one({ names: ['Garcia Ana'] }, 2)
  expect(blocks.near(newcomer)).toEqual([1])
  blocks.remove(1)
  expect(blocks.near(newcomer)).toEqual([])
})

const anything: fc.Arbitrary<PersonRecord> = fc
  .record(
    {
      names: fc.array(
        fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('Ana García', '王伟', 'محمد', ', ', '__proto__ constructor')),
      ),
      mails: fc.array(fc.oneof(fc.string(), fc.emailAddress())),
      phones: fc.array(fc.string()),
      mentions: fc.array(fc.oneof(fc.string(), fc.emailAddress())),
      handles: fc.array(fc.string()),
      birthDates: fc.array(fc.constantFrom('1980', '1980-13-45', '1980-01-02', '', 'x')),
      streets: fc.array(fc.string()),
      postcodes: fc.array(fc.string()),
      towns: fc.array(fc.string({ unit: 'binary' })),
      numbers: fc.array(fc.string()),
      references: fc.array(fc.string()),
      attributes: fc.dictionary(fc.string(), fc.string()),
    },
    { requiredKeys: [] },
  )
  .map(more => ({ id: 1, ...more }))

test('anything can be compared, both ways alike', () => {
  fc.assert(
    fc.property(anything, anything, (a, b) => {
      const [there, back] = [compare(model, a, b), compare(model, b, a)]
      expect(there.score).toBeGreaterThanOrEqual(0)
      expect(there.score).toBeLessThanOrEqual(1)
      expect(back.score).toBeCloseTo(there.score, 9)
      expect(certain(model, b, a).map(({ code }) => code)).toEqual(certain(model, a, b).map(({ code }) => code))
    }),
  )
})

test('anything can be learned from; what is taken below the threshold is among so many that are right', () => {
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 12 }), all => {
      const some = all.map((each, id) => ({ ...each, id }))
      let right = 0
      for (const [index, { score }] of link(some, learn(some)).entries()) {
        right += score
        expect(score).toBeLessThanOrEqual(1)
        if (score < defaultThreshold) expect(right / (index + 1)).toBeGreaterThan(0.9749)
      }
    }),
    { numRuns: 40 },
  )
})
