import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CsvField } from '#shared/model/csv-mapping.ts'
import { recognise } from '../../../../electron/connectors/formats.ts'
import { guessMapping } from '../../../../electron/connectors/phone/csv/guess.ts'
import { headerSignature } from '../../../../electron/connectors/phone/csv/signature.ts'
import { csvCalls } from '../../../../electron/connectors/phone/csv-calls.ts'
import { worked } from '../../worked.ts'
import { file, iso, probe, readAll, settingsFor } from './reading.ts'

const signal = new AbortController().signal

const english = `Call ID,Start time,From,To,Direction,Status,Duration,Name,Notes
a1,03/04/2025 10:00:00,600111222,912223344,Inbound,Answered,3:20,Ana López,"asked for
the ""form"""
a2,03/14/2025 11:00:00,912223344,600111222,Outbound,Busy,0:10,Ana López,
a3,03/15/2025 12:30:00,699888777,912223344,Inbound,Missed,0:32,,
`

describe('csv-calls', () => {
  it('reads an English list, month first because of one date', async () => {
    expect(csvCalls.recognise(probe(english))).toBeGreaterThan(0.7)
    const { items, problems } = await readAll(csvCalls, file(english))
    expect(problems).toEqual([])
    expect(items).toMatchObject([
      {
        direction: 'in',
        from: { address: '600111222', name: 'Ana López' },
        to: [{ address: '912223344', own: true }],
        text: 'asked for\nthe "form"',
        call: { outcome: 'answered', talk: 200 },
        line: 2,
      },
      {
        direction: 'out',
        from: { address: '912223344', own: true },
        to: [{ address: '600111222', name: 'Ana López' }],
        call: { outcome: 'busy', ring: 10, talk: 0 },
        line: 4,
      },
      { direction: 'in', from: { address: '699888777' }, call: { outcome: 'missed', ring: 32, talk: 0 } },
    ])
    expect(items.map(item => iso(item.occurredAt))).toEqual([
      '2025-03-04T09:00:00.000Z',
      '2025-03-14T10:00:00.000Z',
      '2025-03-15T11:30:00.000Z',
    ])
    expect(iso(items[0]?.endedAt)).toBe('2025-03-04T09:03:20.000Z')
  })

  const spanish =
    'Fecha;Hora;Número;Tipo de llamada;Duración;Agente\r\n03/04/2025;10:00;600 111 222;Entrante;00:03:20;Luis\r\n04/04/2025;11:00;600 111 222;Saliente;00:00:00;Luis\r\n05/04/2025;9:15;699 888 777;Llamada perdida;00:00:32;\r\n'
  it.each([
    ['UTF-8 with a mark', Buffer.from(`\ufeff${spanish}`)],
    ['UTF-16', Buffer.from(`\ufeff${spanish}`, 'utf16le')],
    ['windows-1252', Buffer.from(spanish, 'latin1')],
    ['a title and a line for Excel', Buffer.from(`sep=;\r\n${spanish}`)],
  ])('reads a Spanish list with date and time apart and one number (%s)', async (_, bytes) => {
    expect(csvCalls.recognise(probe(bytes))).toBeGreaterThan(0.5)
    const { items, problems } = await readAll(csvCalls, file(bytes))
    expect(problems).toEqual([])
    expect(items).toMatchObject([
      {
        direction: 'in',
        from: { address: '600 111 222' },
        to: [{ kind: 'handle', address: 'csv:us', own: true }],
        call: { outcome: 'answered', talk: 200 },
      },
      { direction: 'out', to: [{ address: '600 111 222' }], call: { outcome: 'missed' } },
      { direction: 'in', from: { address: '699 888 777' }, call: { outcome: 'missed', ring: 32 } },
    ])
    expect(items.map(item => iso(item.occurredAt))).toEqual([
      '2025-04-03T08:00:00.000Z',
      '2025-04-04T09:00:00.000Z',
      '2025-04-05T07:15:00.000Z',
    ])
  })

  it.each([
    [
      'German',
      'Datum\tUhrzeit\tAnrufer\tZielnummer\tRichtung\tErgebnis\tGesprächsdauer\tWartezeit\n24.12.2024\t18:05:09\t0170 1234567\t030 123456\teingehend\tangenommen\t65\t12\n',
      'DE',
      '2024-12-24T17:05:09.000Z',
      'in',
    ],
    [
      'Portuguese',
      'Data e hora|Origem|Destino|Direção|Situação|Duração\n24/12/2024 18:05:09|21 3333-4444|(21) 98888-7777|Saída|Atendida|1 min 5 s\n',
      'BR',
      '2024-12-24T17:05:09.000Z',
      'out',
    ],
    [
      'French',
      'Date et heure;Numéro appelant;Numéro appelé;Sens;Résultat;Durée\n24/12/2024 18h05;06 12 34 56 78;01 23 45 67 89;Entrant;Répondu;1:05\n',
      'FR',
      '2024-12-24T17:05:00.000Z',
      'in',
    ],
  ])('reads a %s list', async (_, text, region, at, direction) => {
    const { items, problems } = await readAll(csvCalls, file(text), { region })
    expect(problems).toEqual([])
    expect(items.map(item => [iso(item.occurredAt), item.direction, item.call?.outcome, item.call?.talk])).toEqual([
      [at, direction, 'answered', 65],
    ])
  })

  it('keeps the customer apart from us when the list has a number and an agent', async () => {
    const text = 'Timestamp,Number,To,Direction,Duration\n2025-03-03 10:00,600111222,201,out,60\n2025-03-03 11:00,600111222,201,in,60\n'
    const { items } = await readAll(csvCalls, file(text))
    expect(items).toMatchObject([
      { direction: 'out', from: { address: '201', own: true }, to: [{ address: '600111222' }] },
      { direction: 'in', from: { address: '600111222' }, to: [{ address: '201', own: true }] },
    ])
  })

  it('leaves out bad rows, one problem each', async () => {
    const good = (n: number) => `2025-03-0${n} 10:00:00,600111222,912223344,60\n`
    const text = `start,from,to,duration\n${good(1)}yesterday,600111222,912223344,60\n1900-01-01 00:00:00,600111222,912223344,60\n2099-01-01 00:00:00,600111222,912223344,60\n2025-03-03 10:00:00,600111222,912223344,long\n2025-03-03 10:00:00\n2025-03-03 10:00:00,anonymous,912223344,60\n${'y'.repeat(50_000_000)}\n${good(2)}"open,1\n${good(3)}2025-03-0`
    const before = process.memoryUsage().rss
    const { items, problems } = await readAll(csvCalls, file(text))
    expect(process.memoryUsage().rss - before).toBeLessThan(150e6)
    expect(items.map(item => item.line)).toEqual([2, 10, 12])
    expect(problems.map(({ line, code }) => [line, code]).sort((a, b) => Number(a[0]) - Number(b[0]))).toEqual([
      [3, 'bad-date'],
      [4, 'date-out-of-range'],
      [5, 'date-out-of-range'],
      [6, 'bad-number'],
      [7, 'broken-row'],
      [8, 'no-address'],
      [9, 'line-too-long'],
      [11, 'broken-row'],
      [13, 'truncated'],
    ])
  })

  it('reads by the mapping it is given, and says so when it cannot fit', async () => {
    const text = 'a,b,c\n600111222,x,2025-03-03 10:00:00\n'
    const mapping = { delimiter: ',', columns: { start: 2, from: 0 }, dateOrder: 'ymd' as const, inWords: [], outcomes: {} }
    expect((await readAll(csvCalls, file(text), { mapping })).items).toHaveLength(1)
    const moved = await readAll(csvCalls, file(text), { mapping: { ...mapping, columns: { start: 7, from: 0 } } })
    expect(moved).toMatchObject({ items: [], problems: [{ code: 'missing-column', detail: 'start' }] })
  })

  it('believes a corrected direction and outcome word', async () => {
    const text =
      'start,number,direction,status\n2025-03-03 09:00:00,600111222,kom,constructor\n2025-03-03 10:00:00,600111222,kom,xx\n2025-03-03 11:00:00,600111222,ging,Answered\n'
    const { mapping } = await csvCalls.preview(settingsFor(file(text)), signal)
    if (!mapping) throw new Error('no mapping')
    const corrected = {
      ...mapping,
      columns: { ...mapping.columns, direction: 2, outcome: 3 },
      inWords: ['Kom'],
      outcomes: { xx: 'rejected' as const, answered: 'busy' as const },
    }
    const { items } = await readAll(csvCalls, file(text), { mapping: corrected })
    expect(items.map(item => [item.direction, item.call?.outcome])).toEqual([
      ['in', 'missed'],
      ['in', 'rejected'],
      ['out', 'busy'],
    ])
  })

  it('previews with the table, the mapping and who might be us', async () => {
    const preview = await csvCalls.preview(settingsFor(file(english)), signal)
    expect(preview.table?.header.slice(0, 3)).toEqual(['Call ID', 'Start time', 'From'])
    expect(preview.table?.rows).toHaveLength(3)
    expect(preview.ownGuess[0]).toBe('912223344')
    expect(preview.items).toHaveLength(3)
  })

  it('knows a header again, and that its columns moved', () => {
    expect(headerSignature(['Start Time', ' Número'])).toBe(headerSignature(['start time', 'NUMERO']))
    expect(headerSignature(['a', 'b'])).not.toBe(headerSignature(['b', 'a']))
    expect(headerSignature(['', ''])).not.toBe(headerSignature(['', '', '']))
  })

  it('does not take other files for calls', () => {
    for (const text of [
      'name,price\nbread,1.20\nmilk,0.90\n',
      'From ana@example.es Mon Mar  3 10:00:00 2025\nSubject: a, b\n\nhello, you\n',
      '{"a": [1, 2]}',
      '',
      'x'.repeat(1000),
    ]) {
      expect(csvCalls.recognise(probe(text))).toBe(0)
    }
  })

  it('leaves a list of customers with numbers and birthdays to who takes those in, and says so', async () => {
    const customers = `name,email,phone,mobile,birthday
Ana López,ana@example.es,912223344,600111222,1990-03-04
Jan Kowalski,jan@example.pl,,699888777,1985-11-23
Zoë Groß,zoe@example.de,3012345678,,
`
    expect(csvCalls.recognise(probe(customers))).toBe(0)
    for await (const { problem } of recognise([file(customers)], signal)) expect(problem?.code).toBe('customers-file')
    for await (const { problem } of recognise([file('name,price\nbread,1.20\nmilk,0.90\n')], signal))
      expect(problem?.code).toBe('not-recognised')
  })

  const labels: Record<string, [CsvField, string][]> = {
    en: [
      ['start', 'Start time'],
      ['from', 'Caller'],
      ['to', 'Called number'],
      ['direction', 'Direction'],
      ['outcome', 'Status'],
      ['duration', 'Duration'],
      ['ring', 'Wait time'],
      ['name', 'Contact name'],
      ['note', 'Comments'],
      ['id', 'Call ID'],
    ],
    es: [
      ['start', 'Fecha y hora'],
      ['from', 'Origen'],
      ['to', 'Destino'],
      ['direction', 'Sentido'],
      ['outcome', 'Estado'],
      ['duration', 'Duración'],
      ['ring', 'Tiempo de espera'],
      ['name', 'Cliente'],
      ['note', 'Observaciones'],
      ['id', 'ID llamada'],
    ],
    de: [
      ['start', 'Anrufbeginn'],
      ['from', 'Anrufer'],
      ['to', 'Angerufene Nummer'],
      ['direction', 'Richtung'],
      ['outcome', 'Ergebnis'],
      ['duration', 'Dauer'],
      ['ring', 'Wartezeit'],
      ['name', 'Kunde'],
      ['note', 'Bemerkung'],
      ['id', 'Anruf-ID'],
    ],
    pt: [
      ['start', 'Data e hora'],
      ['from', 'Origem'],
      ['to', 'Destino'],
      ['direction', 'Direção'],
      ['outcome', 'Situação'],
      ['duration', 'Duração'],
      ['ring', 'Tempo de espera'],
      ['name', 'Nome'],
      ['note', 'Observações'],
      ['id', 'ID da chamada'],
    ],
    fr: [
      ['start', 'Date et heure'],
      ['from', 'Appelant'],
      ['to', 'Appelé'],
      ['direction', 'Sens'],
      ['outcome', 'Résultat'],
      ['duration', 'Durée'],
      ['ring', 'Attente'],
      ['name', 'Nom'],
      ['note', 'Commentaire'],
      ['id', 'ID appel'],
    ],
  }
  const values: Partial<Record<CsvField, string[]>> = {
    start: ['2025-03-03 10:00:00', '2025-03-04 11:10:00', '2025-03-20 12:20:00'],
    from: ['600111222', '+34 699 888 777', '912223344'],
    to: ['912223344', '912223344', '600111222'],
    direction: ['in', 'in', 'out'],
    outcome: ['answered', 'missed', 'busy'],
    duration: ['65', '0', '12'],
    ring: ['5', '30', '12'],
    name: ['Ana, S.L.', 'Eva "la jefa"', ''],
    note: ['uno; dos', 'tres|cuatro', 'cinco\nseis'],
    id: ['k-1', 'k-2', 'k-3'],
  }
  const quote = (cell: string) => (/[",;|\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

  it('guesses any delimiter and any order of columns, in five languages', async () => {
    const language = fc.constantFrom(...Object.keys(labels))
    const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], { minLength: 10 })
    await fc.assert(
      fc.asyncProperty(language, order, fc.constantFrom(',', ';', '\t', '|'), async (lang, columns, delimiter) => {
        const fields = columns.map(i => labels[lang]?.[i] ?? (['id', ''] as const))
        const lines = [fields.map(([, label]) => label), ...[0, 1, 2].map(row => fields.map(([field]) => values[field]?.[row] ?? ''))]
        const text = lines.map(line => `${line.map(quote).join(delimiter)}\n`).join('')
        const { mapping } = await csvCalls.preview(settingsFor(file(text)), signal)
        expect(mapping?.delimiter).toBe(delimiter)
        expect(mapping?.columns).toEqual(Object.fromEntries(fields.map(([field], i) => [field, i])))
        const { items, problems } = await readAll(csvCalls, file(text))
        expect(problems).toEqual([])
        expect(items.map(item => [item.direction, item.call?.outcome])).toEqual([
          ['in', 'answered'],
          ['in', 'missed'],
          ['out', 'busy'],
        ])
      }),
      { numRuns: 100 },
    )
  })

  it('needs no header when the content speaks for itself', () => {
    const cells: [CsvField, string[]][] = [
      ['start', ['03.03.2025 10:00', '04.03.2025 11:10', '20.03.2025 12:20']],
      ['from', ['+34600111222', '+34699888777', '+34600111000']],
      ['direction', ['in', 'in', 'out']],
      ['duration', ['1:05', '0:00', '0:12']],
    ]
    fc.assert(
      fc.property(fc.shuffledSubarray(cells, { minLength: cells.length }), columns => {
        const rows = [0, 1, 2].map(row => columns.map(([, values]) => values[row] ?? ''))
        const { mapping, score } = guessMapping(['', '', '', ''], rows, 'ES')
        expect(mapping.columns).toEqual(Object.fromEntries(columns.map(([field], i) => [field, i])))
        expect(mapping.dateOrder).toBe('dmy')
        expect(score).toBeGreaterThan(0.3)
      }),
    )
  })

  it('gives the same ids twice and never throws, whatever the file', async () => {
    const pieces = fc.constantFrom(
      '"',
      ',',
      ';',
      '\n',
      'start,from,to\n',
      '2025-03-03 10:00',
      '600111222',
      '1:05',
      '\0',
      'é',
      'sep=;\n',
      '\ufeff',
      'in',
      '0',
    )
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 300 }),
          fc.array(pieces, { maxLength: 60 }).map(all => Buffer.from(all.join(''))),
        ),
        async bytes => {
          const path = file(bytes)
          const first = await readAll(csvCalls, path)
          expect(await readAll(csvCalls, path)).toEqual(first)
          await csvCalls.preview(settingsFor(path), signal)
          expect(csvCalls.recognise(probe(bytes))).toBeLessThanOrEqual(1)
        },
      ),
      { numRuns: 150 },
    )
  })

  it('is not slowed down by quotes that never close', async () => {
    const good = Array.from({ length: 10_000 }, (_, i) => `2025-03-03 10:00:00,600111222,912223344,${i}`)
    const bad = ['"a', 'b"c"d', '"x"y"', '"']
    const text = ['start,from,to,duration', ...good, ...good.flatMap((line, i) => [bad[(i * i) % 4], line])].join('\n')
    const started = process.cpuUsage()
    const { items } = await readAll(csvCalls, file(text))
    expect(items.length).toBeGreaterThan(10_000)
    expect(worked(started)).toBeLessThan(10_000)
  })

  it('names what is wrong with the file itself', async () => {
    expect(await csvCalls.check(settingsFor('/nowhere/at/all'), signal)).toMatchObject({ ok: false, problem: { code: 'not-found' } })
    expect(await csvCalls.check(settingsFor(file('')), signal)).toMatchObject({ ok: false, problem: { code: 'empty' } })
    expect((await readAll(csvCalls, '/nowhere/at/all')).problems).toMatchObject([{ code: 'not-found' }])
    expect((await csvCalls.preview(settingsFor('/nowhere/at/all'), signal)).problems).toMatchObject([{ code: 'not-found' }])
  })
})
