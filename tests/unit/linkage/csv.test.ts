import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPeople } from '../../../electron/linkage/csv/people.ts'
import { closeQuotes } from '../../../electron/linkage/csv/quotes.ts'
import { group, learn, link } from '../../../electron/linkage/engine.ts'
import { agreement } from '../../../electron/linkage/truth.ts'
import { customers, register } from '../../bench/people/families.ts'
import { rldata } from '../../bench/people/lists.ts'
import { fake1000 } from '../../bench/people/splink.ts'
import { febrl, historical, restaurants, voters } from './lookalikes.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

function judged(text: string) {
  const { records, truth = [] } = readPeople(bytes(text))
  const model = learn(records)
  return agreement(group(records, model, link(records, model)), truth)
}

describe('public sets look like these', () => {
  test.each([
    ['one duplicate, one change each', febrl(11, { people: 400, duplicates: 1, changes: 1 }), 0.98, 0.98],
    ['up to five duplicates, five changes each', febrl(12, { people: 500, duplicates: 5, changes: 5 }), 0.98, 0.97],
    ['voters some years apart', voters(13, 800), 0.97, 0.93],
    ['historical persons with gaps', historical(14, 200), 0.95, 0.9],
    ['customers of one roof, twins and namesakes among them', customers(17, 500), 0.98, 0.94],
    ['a register with codes, ages and no birthday', register(19, 600), 0.97, 0.88],
    ['restaurants of two guides', restaurants(15, 400), 0.97, 0.93],
    ['names of a hundred kinds and a birth date in three columns', rldata(21, 3000), 0.97, 0.9],
    ['every other value mistyped or missing', fake1000(22, 150), 0.98, 0.82],
  ])('%s', (_, text, precision, recall) => {
    const found = judged(text)
    expect(found.precision).toBeGreaterThan(precision)
    expect(found.recall).toBeGreaterThan(recall)
  })
})

test('those of one roof are not one person where nothing but their given names tells them apart', () => {
  const rows = customers(26, 500)
    .split('\n')
    .map(row => row.split(','))
  const found = judged(rows.map(row => [row[1], row[2], row[4], row.at(-1)].join(',')).join('\n'))
  // Sons with their father's name among them, whom nobody can tell apart.
  expect(found.precision).toBeGreaterThan(0.85)
})

test('the truth is never looked at: wherever it stands and whatever it says, the same pairs are found', () => {
  const text = febrl(16, { people: 60, duplicates: 2, changes: 2 })
  const rows = text.split('\n').map(row => [row.slice(0, row.lastIndexOf(',')), row.slice(row.lastIndexOf(',') + 1)])
  const turned = rows.map(([cells = '', truth = ''], at) => `${at === 0 ? truth : (rows.at(-at)?.[1] ?? '')},${cells}`)
  const [one, other] = [readPeople(bytes(text)), readPeople(bytes(turned.join('\n')))]
  expect(other.truth).not.toEqual(one.truth)
  expect(other.records).toEqual(one.records)
  expect(link(other.records, learn(other.records))).toEqual(link(one.records, learn(one.records)))
  expect(other.columns.find(({ header }) => header === 'rec_id')?.meaning).toBe('none')
})

test.each([
  ['a mark before the first byte, and lines that end as on Windows', '\ufeffentity,Nombre,Apellidos\r\n1,Ana,Gil\r\n2,Eva,Sanz\r\n'],
  ['semicolons, and columns in another order', 'Apellidos;entity;Nombre\n"Gil";1;Ana\n"Sanz";"2";"Eva"\n'],
  ['tabs', 'Nachname\tVorname\tentity\nGil\tAna\t1\nSanz\tEva\t2\n'],
])('%s', (_, text) => {
  const { records, truth } = readPeople(bytes(text))
  expect(records.map(({ names }) => names)).toEqual([['Gil, Ana'], ['Sanz, Eva']])
  expect(truth).toEqual(['1', '2'])
})

test('lines and marks within quotes are one cell', () => {
  const { records, truth } = readPeople(bytes('name;street;entity\n"Ana Gil";"Calle Mayor 1\n2º ""B""; izq.";7\n'))
  expect(records).toMatchObject([{ names: ['Ana Gil'], streets: ['Calle Mayor 1\n2º "B"; izq.'] }])
  expect(truth).toEqual(['7'])
})

test('an empty file is nobody, and says nothing of who is who', () => {
  for (const text of ['', '\n\n', '\ufeff']) expect(readPeople(bytes(text))).toEqual({ records: [], columns: [], malformed: [] })
})

describe('columns', () => {
  const meanings = (text: string) => readPeople(bytes(text)).columns.map(({ meaning }) => meaning)

  test('codes are no names, and an age beside a birth year is no second proof', () => {
    const { columns } = readPeople(bytes(register(20, 600)))
    const meaning = (header: string) => columns.find(each => each.header === header)?.meaning
    expect(['sex_code', 'race_code', 'age', 'midl_name'].map(meaning)).toEqual(['other', 'other', 'none', 'middle'])
  })

  test('a month and a day of birth that can be none', () => {
    const { columns, records } = readPeople(bytes(rldata(23, 600).replace(/,(\d+),(\d+),(\d+)\n/, ',13,64,$3\n')))
    expect(columns.map(({ meaning }) => meaning)).toEqual([
      'given',
      'given',
      'family',
      'family',
      'birthYear',
      'birthMonth',
      'birthDay',
      'truth',
    ])
    expect(records.filter(({ birthDates }) => /^\d{4}-\d\d-\d\d$/.test(birthDates?.[0] ?? ''))).toHaveLength(records.length)
  })

  test('by header, in other languages', () => {
    expect(meanings('Vorname;Nachname;Straße;PLZ;Ort;Geburtsdatum;entity\nAna;Gil;Weg 1;10115;Berlin;01.02.1980;1\n')).toEqual([
      'given',
      'family',
      'street',
      'postcode',
      'town',
      'birth',
      'truth',
    ])
    expect(
      meanings(
        'Nombre\tApellidos\tCalle\tCódigo postal\tCiudad\tFecha de nacimiento\tTeléfono\nAna\tGil\tSol 1\t28013\tMadrid\t1/2/1980\t600111222\n',
      ),
    ).toEqual(['given', 'family', 'street', 'postcode', 'town', 'birth', 'phone'])
  })

  test('by content, when the header says nothing', () => {
    const rows = [
      'Ana|Gil|ana@a.example|+34 600 111 222|1980-02-01',
      'José|Sanz|jose@a.example|+34 600 111 333|1981-03-04',
      'María|Ruiz|m@a.example|+34 600 111 444|1990-05-06',
    ]
    const found = meanings(`c1|c2|c3|c4|c5\n${rows.join('\n')}\n`)
    expect([found[0], ...found.slice(2)]).toEqual(['given', 'mail', 'phone', 'birth'])
  })

  test('as many digits as a phone has are one, which a household may share', () => {
    const [, ...rows] = customers(25, 200).split('\n')
    const bare = rows.map(row =>
      row.slice(row.indexOf(',') + 1).replace(/,0(\d[\d ]+),/, (_, digits: string) => `,6${digits.replaceAll(' ', '')},`),
    )
    expect(meanings(['a,b,c,d,e,f,g,h,entity', ...bare].join('\n'))[6]).toBe('phone')
  })

  test('two columns of one name are two', () => {
    const { records } = readPeople(
      bytes(`name,colour,colour,phone,phone,entity,entity\n${'Ana Gil,red,blue,600111222,600111333,1,2\nEva,blue,red,,,,\n'.repeat(9)}`),
    )
    expect(records[0]).toMatchObject({ attributes: { colour: 'red', 'colour 3': 'blue' }, phones: ['600111222', '600111333'] })
  })

  test('day and month by what can be no month', () => {
    const { records } = readPeople(bytes('name,dob\nAna Gil,02/28/1980\nEva Sanz,03/04/1981\n'))
    expect(records.map(({ birthDates }) => birthDates)).toEqual([['1980-02-28'], ['1981-03-04']])
  })
})

test('Windows-1252, and a quote that is never closed', () => {
  expect(readPeople(Buffer.from('name,town\nJos\xe9 N\xfa\xf1ez,Le\xf3n\n', 'latin1')).records[0]).toMatchObject({
    names: ['José Núñez'],
    towns: ['León'],
  })
  expect(readPeople(bytes('name,town\n"Ana Gil,Burgos\n')).records).toHaveLength(1)
})

describe('a malformed line', () => {
  const header = 'name,street,entity\n'
  const read = (lines: string[]) => readPeople(bytes(header + lines.join('\n')))

  test.each<[string, string, string | undefined, string]>([
    ['a quote that is never closed', '"Ana Gil,Sol 1,1', 'quote', 'Ana Gil'],
    ['a quote that does not end its cell', '"Ana" Gil,Sol 1,1', 'quote', 'Ana" Gil'],
    ['a cell too many', 'Ana Gil,Sol 1, 2B,1', 'more', ''],
    ['no cell for who it is', 'Ana Gil,Sol 1', 'fewer', ''],
    ['nothing but empty cells too many', 'Ana Gil,Sol 1,1,,', undefined, 'Ana Gil'],
    ['a quote within a cell', 'Ana "Anita" Gil,Sol 1,1', undefined, 'Ana "Anita" Gil'],
  ])('%s: it is named, and the others go in', (_, line, reason, name) => {
    const { records, malformed, truth } = read([
      '"Eva, Sanz","Mar ""2""\n3º",2',
      line,
      '"Luz ""Lucecita"" Mar", "Río 3, 4" ,3',
      'Leo Paz,Pez 5,4',
    ])
    expect(malformed).toEqual(reason ? [{ line: 4, reason }] : [])
    expect(records.map(({ names, streets }) => [names?.[0], streets?.[0]])).toEqual([
      ['Eva, Sanz', 'Mar "2"\n3º'],
      ...(name ? [[name, 'Sol 1']] : []),
      ['Luz "Lucecita" Mar', 'Río 3, 4'],
      ['Leo Paz', 'Pez 5'],
    ])
    expect(truth).toEqual(name ? ['2', '1', '3', '4'] : ['2', '3', '4'])
  })

  test('none is where all is quoted as it should be', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', ' ', '"', ',', '\n', '\r\n') }).map(text => `"${text.replaceAll('"', '""')}"`)
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1 })), rows => {
        const text = rows.map(row => `${row.join(',')}\n`).join('')
        expect(closeQuotes(text, ',')).toEqual({ text, wrong: [] })
      }),
    )
  })
})

test('who is not known is neither right nor wrong', () => {
  expect(agreement([[0, 1, 2, 3]], ['a', 'a', '', 'b'])).toMatchObject({ precision: 1 / 3, recall: 1, pairs: 3 })
  expect(agreement([[0, 1]], ['', ''])).toEqual({ precision: 1, recall: 1, f1: 1, pairs: 0 })
})

test('never throws, whatever the bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array(), raw => {
      expect(readPeople(raw).records).toBeInstanceOf(Array)
    }),
  )
})
