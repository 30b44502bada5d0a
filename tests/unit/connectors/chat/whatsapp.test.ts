import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { whatsapp } from '../../../../electron/connectors/chat/whatsapp.ts'
import { fileOf, fixtures, local, probeOf, readAll, settingsFor } from './reading.ts'

const readText = async (text: string | Uint8Array, more = {}, name?: string) =>
  readAll(whatsapp, settingsFor(await fileOf(text, name), more))
const timesOf = async (text: string, more = {}): Promise<string[]> =>
  (await readText(text, more)).items.map(item => new Date(item.occurredAt).toISOString())

describe('a Spanish export from Android', () => {
  const path = join(fixtures, 'Chat de WhatsApp con Lucía Fernández.txt')

  it('becomes messages with sides told by the name of the file', async () => {
    const { items, problems } = await readAll(whatsapp, settingsFor(path))
    expect(problems).toEqual([])
    expect(items.map(({ direction, text, marks = [], line }) => [line, direction, text, ...marks])).toEqual([
      [1, 'out', 'Los mensajes y las llamadas están cifrados de extremo a extremo. Nadie fuera de este chat puede leerlos.', 'system'],
      [2, 'in', 'Hola, mi pedido 4411 no ha llegado\n\n¿Pueden mirarlo?'],
      [5, 'out', 'Ahora mismo lo miro', 'edited'],
      [6, 'in', 'Así llegó', 'missing-media'],
      [8, 'in', '', 'missing-media'],
      [9, 'in', '', 'deleted'],
      [10, 'out', 'Llamada perdida', 'system'],
    ])
    expect(items[1]?.from).toEqual({ kind: 'handle', address: 'whatsapp:lucía fernández~ferreteríasol', name: 'Lucía Fernández' })
    expect(items[1]?.to).toEqual([{ kind: 'handle', address: 'whatsapp:ferretería sol~ferreteríasol', name: 'Ferretería Sol', own: true }])
    expect(items[3]?.attachments).toEqual([{ name: 'IMG-20240203-WA0001.jpg', type: 'image/jpeg', size: 0 }])
    expect(local(items[1]?.occurredAt)).toBe('2024-02-03 09:58:00')
  })

  it('shows who takes part, and who of them is likely us, before it is read', async () => {
    const preview = await whatsapp.preview(settingsFor(path), new AbortController().signal)
    expect(preview.ownGuess).toEqual(['Ferretería Sol'])
    expect(preview.participants).toEqual(['Lucía Fernández', 'Ferretería Sol'])
    expect(preview.items).toHaveLength(7)
  })
})

it('reads an American export from an iPhone', async () => {
  const { items, problems } = await readAll(
    whatsapp,
    settingsFor(join(fixtures, 'whatsapp-iphone-us.txt'), { own: ['acme support'], region: 'US', timeZone: 'America/New_York' }),
  )
  expect(problems).toEqual([])
  expect(items.map(({ direction, text, marks = [], attachments = [] }) => [direction, text, marks.join(), attachments[0]?.name])).toEqual([
    ['out', 'Messages and calls are end-to-end encrypted. No one outside of this chat can read them.', 'system', undefined],
    ['in', 'Hi: where is my order?', '', undefined],
    ['out', '', 'missing-media', '00000002-PHOTO-2024-02-03.jpg'],
    ['in', '', 'missing-media', undefined],
    ['out', '', 'deleted', undefined],
    ['out', 'see you', 'edited', undefined],
    ['in', '', 'missing-media', 'invoice.pdf'],
    ['out', 'Missed voice call, \u200eTap to call back', 'system', undefined],
  ])
  expect(items[1]?.from).toEqual({ kind: 'handle', address: expect.stringMatching(/^whatsapp:mary o'hara~/), name: "Mary O'Hara" })
  expect(items.map(item => new Date(item.occurredAt).toISOString()).slice(2, 5)).toEqual([
    '2024-02-03T23:06:01.000Z',
    '2024-02-13T05:00:09.000Z',
    '2024-02-13T17:10:09.000Z',
  ])
})

it('reads a Japanese export from an iPhone', async () => {
  const { items } = await readAll(whatsapp, settingsFor(join(fixtures, 'whatsapp-iphone-ja.txt'), { own: ['店'], timeZone: 'Asia/Tokyo' }))
  expect(items.map(({ direction, marks = [], occurredAt }) => [direction, marks.join(), new Date(occurredAt).toISOString()])).toEqual([
    ['out', 'system', '2024-03-12T09:05:33.000Z'],
    ['in', '', '2024-03-12T09:05:33.000Z'],
    ['out', '', '2024-03-11T15:07:00.000Z'],
    ['in', 'missing-media', '2024-03-13T03:07:00.000Z'],
  ])
})

it.each([
  ['Germany', '31.12.23, 18:05 - Ana: x'],
  ['Brazil', '31/12/2023 18:05 - Ana: x'],
  ['France', '31/12/2023 à 18:05 - Ana: x'],
  ['Canada, in French', '2023-12-31 18 h 05 - Ana: x'],
  ['Sweden', '2023-12-31 18:05 - Ana: x'],
  ['the Netherlands', '31-12-2023 18:05 - Ana: x'],
  ['Mexico', '31/12/2023, 6:05 p. m. - Ana: x'],
  ['Mexico, with no-break spaces', '31/12/2023, 6:05\u202fp.\u00a0m. - Ana: x'],
  ['the United States', '12/31/23, 6:05\u202fPM - Ana: x'],
  ['India', '31/12/23, 6:05 pm - Ana: x'],
  ['Finland', '31.12.2023 klo 18.05 - Ana: x'],
  ['Czechia', '31. 12. 2023 18:05 - Ana: x'],
  ['Korea', '2023. 12. 31. 오후 6:05 - Ana: x'],
  ['China, iPhone', '[2023/12/31 下午6:05:00] Ana: x'],
  ['Italy, iPhone', '[31/12/23, 18:05:00] Ana: x'],
  ['Spain, iPhone', '\u200e[31/12/23, 18:05:00] Ana: x'],
  ['Austria, iPhone', '[31.12.23, 18:05:00] Ana: x'],
])('reads a line as written in %s', async (_, line) => {
  const { items, problems } = await readText(line)
  expect(problems).toEqual([])
  expect(items.map(item => [local(item.occurredAt), item.text, item.from.name])).toEqual([['2023-12-31 18:05:00', 'x', 'Ana']])
})

describe('the order of day and month', () => {
  it('is told by any number above 12 anywhere in the file', async () => {
    expect(await timesOf('2/3/2024, 12:00 - A: x\n2/13/2024, 12:00 - A: y', { timeZone: 'UTC' })).toEqual([
      '2024-02-03T12:00:00.000Z',
      '2024-02-13T12:00:00.000Z',
    ])
    expect(await timesOf('2/3/2024, 12:00 - A: x\n13/3/2024, 12:00 - A: y', { timeZone: 'UTC', region: 'US' })).toEqual([
      '2024-03-02T12:00:00.000Z',
      '2024-03-13T12:00:00.000Z',
    ])
  })

  it('else by which order goes on in time', async () => {
    const text = '1/11/2024, 12:00 - A: x\n2/1/2024, 12:00 - A: y\n2/9/2024, 12:00 - A: z'
    expect((await timesOf(text, { timeZone: 'UTC' }))[1]).toBe('2024-02-01T12:00:00.000Z')
  })

  it('else by which is not in the future', async () => {
    const now = Date.UTC(2024, 2, 20)
    expect(await timesOf('3/12/2024, 12:00 - A: x', { timeZone: 'UTC', now })).toEqual(['2024-03-12T12:00:00.000Z'])
  })

  it('else by the region', async () => {
    const text = '2/3/2024, 12:00 - A: x'
    expect(await timesOf(text, { timeZone: 'UTC', region: 'US' })).toEqual(['2024-02-03T12:00:00.000Z'])
    expect(await timesOf(text, { timeZone: 'UTC', region: 'GB' })).toEqual(['2024-03-02T12:00:00.000Z'])
  })

  it('is recovered for every chat that spans more than a month', () =>
    fc.assert(
      fc.asyncProperty(fc.constantFrom('dmy', 'mdy'), fc.integer({ min: 0, max: 700 }), async (order, start) => {
        const days = Array.from({ length: 40 }, (_, i) => new Date(Date.UTC(2022, 0, 1 + start + i, 12)))
        const line = (day: Date): string => {
          const [d, m] = [day.getUTCDate(), day.getUTCMonth() + 1]
          return `${order === 'dmy' ? `${d}/${m}` : `${m}/${d}`}/${day.getUTCFullYear()}, 12:00 - A: x`
        }
        expect(await timesOf(days.map(line).join('\n'), { timeZone: 'UTC' })).toEqual(days.map(day => day.toISOString()))
      }),
      { numRuns: 30 },
    ))
})

it('reads local times on both sides of a change of clocks', async () => {
  const text = [
    '30/03/2024, 12:00',
    '31/03/2024, 01:59',
    '31/03/2024, 02:30',
    '31/03/2024, 03:00',
    '27/10/2024, 02:30',
    '27/10/2024, 03:30',
  ]
  expect(await timesOf(text.map(at => `${at} - Ana: x`).join('\n'))).toEqual([
    '2024-03-30T11:00:00.000Z',
    '2024-03-31T00:59:00.000Z',
    '2024-03-31T01:30:00.000Z',
    '2024-03-31T01:00:00.000Z',
    '2024-10-27T00:30:00.000Z',
    '2024-10-27T02:30:00.000Z',
  ])
})

it.each([
  ['en', 'Ana changed the group description', 'IMG.jpg (file attached)', 'This message was deleted', 'hi <This message was edited>'],
  ['es', 'Ana cambió el asunto de "A: B" a "C: D"', 'IMG.jpg (archivo adjunto)', 'Eliminaste este mensaje', 'hi <Se editó este mensaje.>'],
  [
    'de',
    'Verpasster Sprachanruf',
    'IMG.jpg (Datei angehängt)',
    'Diese Nachricht wurde gelöscht.',
    'hi <Diese Nachricht wurde bearbeitet.>',
  ],
  ['pt', 'Ana adicionou Luis', 'IMG.jpg (arquivo anexado)', 'Mensagem apagada', 'hi <Mensagem editada>'],
  ['fr', 'Appel vocal manqué', 'IMG.jpg (fichier joint)', 'Ce message a été supprimé', 'hi <Ce message a été modifié>'],
  [
    'it',
    'Ana ha aggiunto Luis',
    'IMG.jpg (file allegato)',
    'Questo messaggio è stato eliminato',
    'hi <Questo messaggio è stato modificato>',
  ],
])('tells what WhatsApp writes itself in %s', async (_, system, attached, deleted, edited) => {
  const at = '13/01/2024, 18:05 - '
  const { items } = await readText([at + system, ...[attached, deleted, edited].map(body => `${at}Ana: ${body}`)].join('\n'), {
    own: ['Luis'],
  })
  expect(items.map(item => item.marks)).toEqual([['system'], ['missing-media'], ['deleted'], ['edited']])
  expect(items[0]).toMatchObject({ direction: 'out', text: system })
  expect(items[1]?.attachments?.[0]?.name).toBe('IMG.jpg')
  expect(items[3]?.text).toBe('hi')
})

it('does not take a pasted chat of another style for messages', async () => {
  const { items } = await readText('13/01/2024, 18:05 - Ana: look:\n[12/01/24, 6:05:33 PM] Luis: hi\n13/01/2024, 18:06 - Ana: there')
  expect(items.map(item => item.text)).toEqual(['look:\n[12/01/24, 6:05:33 PM] Luis: hi', 'there'])
})

describe('bad input', () => {
  it('costs one problem with its line, and the rest goes in', async () => {
    const lines = [
      'not a message',
      '13/01/2024, 18:05 - Ana: one',
      '32/13/2024, 18:05 - Ana: two',
      '14/01/1900, 18:05 - Ana: three',
      '14/01/2099, 18:05 - Ana: four',
      '14/01/2024, 25:05 - Ana: five',
      `14/01/2024, 18:05 - Ana: ${'x'.repeat(1_100_000)}`,
      'what belongs to the line that was too long',
      '14/01/2024, 18:06 - Ana: nine',
    ]
    const { items, problems } = await readText(lines.join('\n'))
    expect(items.map(item => item.text)).toEqual(['one', 'nine'])
    expect(problems.map(({ line, code }) => [line, code])).toEqual([
      [1, 'broken-row'],
      [3, 'bad-date'],
      [4, 'date-out-of-range'],
      [5, 'date-out-of-range'],
      [6, 'bad-date'],
      [7, 'line-too-long'],
    ])
  })

  it.each([
    ['an empty file', '', 'empty'],
    ['another text', 'just\nsome\nlines', 'not-recognised'],
  ])('says so of %s', async (_, text, code) => {
    expect((await readText(text)).problems.map(problem => problem.code)).toEqual([code])
  })

  it('says so of a file that is not there', async () => {
    const settings = settingsFor('/nowhere/chat.txt')
    expect((await readAll(whatsapp, settings)).problems).toEqual([{ file: '/nowhere/chat.txt', code: 'not-found' }])
    expect((await whatsapp.check(settings, new AbortController().signal)).problem?.code).toBe('not-found')
  })

  it('of a million spaces or signs in one message is read at once', async () => {
    for (const filler of [' ', '<', ' \u200e', 'a ', '\n', '<attached: ']) {
      const long = filler.repeat(900_000 / Buffer.byteLength(filler))
      const { items } = await readText(`13/01/2024, 18:05 - Ana: x${long}y\n14/01/2024, 18:05 - Ana: z`)
      expect(items.map(item => item.text.at(-1))).toEqual(['y', 'z'])
    }
  })

  it('never makes it fail', async () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '\n',
        '\n[',
        '12/03/2024, 18:05 - ',
        '[1/2/24, 6:05:33 PM] ',
        'Ana: ',
        '<attached: ',
        '>',
        '\u200e',
        '99/99/9999, 99:99 - ',
      ),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async pieces => {
        const { items } = await readText(pieces.join(''))
        for (const item of items) expect(item.occurredAt).toSatisfy(Number.isFinite)
      }),
      { numRuns: 60 },
    )
  })
})

describe('reading', () => {
  const text = Array.from({ length: 1200 }, (_, i) => `13/01/2024, 18:05 - Ana: ${i}`).join('\n')

  it('hands over at most 500 at once and counts up to the size of the file', async () => {
    const { batches } = await readText(text)
    expect(batches.map(batch => batch.items.length)).toEqual([500, 500, 200])
    expect(batches.at(-1)).toMatchObject({ done: text.length, total: text.length })
  })

  it('stops when it is cancelled', async () => {
    const abort = new AbortController()
    let items = 0
    for await (const batch of whatsapp.read(settingsFor(await fileOf(text)), undefined, abort.signal)) {
      items += batch.items.length
      abort.abort()
    }
    expect(items).toBe(500)
  })
})

describe('recognising', () => {
  it('goes by content', async () => {
    for (const name of ['whatsapp-iphone-us.txt', 'whatsapp-iphone-ja.txt', 'Chat de WhatsApp con Lucía Fernández.txt']) {
      expect(whatsapp.recognise(probeOf(await readFile(join(fixtures, name))))).toBeGreaterThan(0.9)
    }
  })

  it('is less sure of a text that only quotes a chat', () => {
    const chat = '13/01/2024, 18:05 - Ana: hi\n13/01/2024, 18:06 - Shop: hello\n'
    expect(whatsapp.recognise(probeOf(`Subject: our chat\nFrom: a@b.c\n\n${chat}`))).toBe(0.5)
  })

  it('knows a chat of one message by the name that WhatsApp gave the file', () => {
    const line = '13/01/2024, 18:05 - Ana: hi\n'
    expect(whatsapp.recognise(probeOf(line, { name: 'WhatsApp Chat with Ana.txt' }))).toBeGreaterThan(0.7)
    expect(whatsapp.recognise(probeOf(line, { name: 'notes.txt' }))).toBe(0)
  })

  it.each([
    ['a mailbox', 'From a@b.c Tue Mar 12 18:05:33 2024\nDate: Tue, 12 Mar 2024 18:05:33 +0100\nSubject: x\n\nhi\n'],
    ['a call log', '"","100","200","ctx","caller",,,"Dial","","2024-03-12 18:05:33","2024-03-12 18:05:40"\n'.repeat(3)],
    ['a table', 'date,time,from\n12/03/2024,18:05,Ana\n13/03/2024,18:06,Ana\n'],
    ['a log', '2024-03-12 18:05:33 - server: started\n2024-03-12 18:05:34 - server: ready\n'],
    ['JSON', '{"messages":[]}'],
    ['WhatsApp in the name only', 'hello\nthere\n'],
  ])('leaves %s alone', (_, text) => {
    expect(whatsapp.recognise(probeOf(text, { name: 'WhatsApp Chat with Ana.txt' }))).toBe(0)
  })
})
