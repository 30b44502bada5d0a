import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { smsBackup } from '../../../../electron/connectors/phone/sms-backup.ts'
import { file, fixture, probe, readAll, settingsFor } from './reading.ts'

const DAY = 1_741_000_000_000
const xml = (root: string, inside: string) =>
  `<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<${root} count="1">\n${inside}\n</${root}>\n`
const sms = (attributes: string) =>
  `<sms protocol="0" address="+34600111222" date="${DAY}" type="1" subject="null" ${attributes} contact_name="Ana" />`

describe('sms-backup', () => {
  it('reads a backup up to where it is cut off', async () => {
    const path = fixture('sms.xml')
    expect(smsBackup.recognise(probe(readFileSync(path)))).toBeGreaterThan(0.9)
    const { items, problems } = await readAll(smsBackup, path)
    expect(items).toMatchObject([
      {
        channel: 'sms',
        direction: 'in',
        occurredAt: DAY,
        text: 'Hola 😀\nlínea & <b> &lol2;',
        from: { address: '+34600111222', name: 'Ana' },
        to: [{ kind: 'handle', address: 'android:device', own: true }],
        line: 4,
      },
      { from: { kind: 'handle', address: 'sms:BBVA' }, text: 'code' },
      {
        text: 'foto',
        attachments: [{ name: 'p.jpg', type: 'image/jpeg', size: 5 }],
        to: [{ kind: 'phone', address: '+34911222333', own: true }],
      },
      { channel: 'phone', direction: 'out', call: { outcome: 'answered', talk: 12 }, to: [{ address: '600111222' }] },
    ])
    expect(Buffer.from(items[2]?.attachments?.[0]?.content ?? []).toString()).toBe('hello')
    expect(problems.map(({ line, code }) => [line, code])).toEqual([
      [4, 'broken-xml'],
      [11, 'no-address'],
      [12, 'truncated'],
    ])
  })

  it('knows the kinds of calls', async () => {
    const calls = [1, 2, 3, 4, 5, 6].map(
      type =>
        `<call number="600111222" duration="${type === 3 ? 0 : 9}" date="${DAY + type}" type="${type}" presentation="1" contact_name="(Unknown)" />`,
    )
    const { items, problems } = await readAll(
      smsBackup,
      file(xml('calls', `${calls.join('\n')}\n<call number="600111222" duration="0" date="${DAY + 9}" type="2" />`)),
      { own: ['912223344'] },
    )
    expect(problems).toEqual([])
    expect(items.map(item => [item.direction, item.call?.outcome, item.call?.talk])).toEqual([
      ['in', 'answered', 9],
      ['out', 'answered', 9],
      ['in', 'missed', 0],
      ['in', 'voicemail', 9],
      ['in', 'rejected', 0],
      ['in', 'rejected', 0],
      ['out', 'missed', 0],
    ])
    expect(items[0]).toMatchObject({
      from: { kind: 'phone', address: '600111222' },
      to: [{ kind: 'phone', address: '912223344', own: true }],
      endedAt: DAY + 1 + 9000,
    })
    expect(items[0]?.from.name).toBeUndefined()
  })

  it('leaves out drafts and what was never sent', async () => {
    const drafts = [3, 4, 5, 6].map(type => sms('body="x"').replace('type="1"', `type="${type}"`))
    expect(await readAll(smsBackup, file(xml('smses', drafts.join('\n'))))).toEqual({ items: [], problems: [] })
  })

  it('names a group message by everyone in it', async () => {
    const mms = `<mms date="${DAY / 1000}" msg_box="2" address="+34600111222~+34699888777" sub="Hola"><parts><part ct="application/smil" text="x"/><part ct="text/plain" text="a todos"/><part ct="image/png" name="b.png"/></parts><addrs><addr address="insert-address-token" type="137"/><addr address="+34600111222" type="151"/><addr address="+34699888777" type="151"/></addrs></mms>`
    const { items } = await readAll(smsBackup, file(xml('smses', mms)))
    expect(items).toMatchObject([
      {
        direction: 'out',
        occurredAt: DAY,
        subject: 'Hola',
        text: 'a todos',
        to: [{ address: '+34600111222' }, { address: '+34699888777' }],
        marks: ['missing-media'],
        attachments: [{ name: 'b.png', size: 0 }],
      },
    ])
  })

  it('leaves out what makes no sense, one problem each', async () => {
    const lines = ['date="soon"', 'date="-2208988800000"', 'date="4070908800000"'].map(date => sms('body="x"').replace(/date="\d+"/, date))
    const huge = sms(`body="${'z'.repeat(50_000_000)}"`)
    const { items, problems } = await readAll(
      smsBackup,
      file(xml('smses', [...lines, huge, '<sms address="null" type="1" date="1741000000000"/>', sms('body="last"')].join('\n'))),
    )
    expect(items.map(item => item.text)).toEqual(['last'])
    expect(problems.map(({ line, code }) => [line, code])).toEqual([
      [3, 'bad-date'],
      [4, 'date-out-of-range'],
      [5, 'date-out-of-range'],
      [6, 'line-too-long'],
      [7, 'no-address'],
    ])
    expect(items[0]?.line).toBe(8)
  })

  it('expands no entities and gives up on endless nesting', async () => {
    const laughs = Array.from({ length: 30 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('\n')
    const bomb = `<?xml version="1.0"?>\n<!DOCTYPE smses [<!ENTITY l0 "lol">\n${laughs}]>\n<smses>${sms('body="&l30;"')}</smses>`
    expect((await readAll(smsBackup, file(bomb))).items.map(item => item.text)).toEqual(['&l30;'])
    expect((await readAll(smsBackup, file(`<smses>${'<a>'.repeat(10_000)}`))).problems).toMatchObject([{ code: 'too-deep' }])
  })

  it('reads any text back, however its characters are referred to', async () => {
    const refer = (text: string, kind: number) =>
      Array.from({ length: text.length }, (_, i) => text.charCodeAt(i))
        .map(unit => (kind === 0 ? `&#${unit};` : `&#x${unit.toString(16)};`))
        .join('')
    const body = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).filter(text => text !== 'null')
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(body, fc.constantFrom(0, 1)), { minLength: 1, maxLength: 5 }), async bodies => {
        const text = xml('smses', bodies.map(([one, kind]) => sms(`body="${refer(one, kind)}"`)).join('\n'))
        const { items, problems } = await readAll(smsBackup, file(text))
        expect(problems).toEqual([])
        expect(items.map(item => item.text)).toEqual(bodies.map(([one]) => one))
      }),
      { numRuns: 60 },
    )
  })

  it('cuts many messages into batches and gives them the same ids again', async () => {
    const path = file(xml('smses', Array.from({ length: 3000 }, (_, i) => sms(`body="${i}"`)).join('\n')))
    const first = await readAll(smsBackup, path)
    expect(new Set(first.items.map(item => item.sourceId)).size).toBe(3000)
    expect(await readAll(smsBackup, path)).toEqual(first)
    const preview = await smsBackup.preview(settingsFor(path), new AbortController().signal)
    expect(preview.items).toHaveLength(20)
    expect(preview.ownGuess).toEqual([])
  })

  it('never throws, whatever the file', async () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      '"',
      '&#55357;',
      '&#0;',
      '<smses>',
      '</smses>',
      '<mms date="1">',
      '</mms>',
      '<part ',
      '<!DOCTYPE a [',
      ']>',
      '<![CDATA[',
      '<!--',
      '<?x',
      sms('body="a"'),
      '\0',
      'ñ',
    )
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 300 }),
          fc.array(pieces, { maxLength: 40 }).map(all => Buffer.from(all.join(''))),
        ),
        async bytes => {
          await readAll(smsBackup, file(bytes))
          expect(smsBackup.recognise(probe(bytes))).toBeLessThanOrEqual(1)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('stops when it is told to', async () => {
    const path = file(xml('smses', Array.from({ length: 5000 }, (_, i) => sms(`body="${i}"`)).join('\n')))
    const stop = new AbortController()
    let seen = 0
    for await (const batch of smsBackup.read(settingsFor(path), undefined, stop.signal)) {
      seen += batch.items.length
      stop.abort()
    }
    expect(seen).toBeLessThan(2500)
  })
})
