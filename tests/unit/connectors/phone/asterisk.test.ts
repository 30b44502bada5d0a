import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asteriskCdr } from '../../../../electron/connectors/phone/asterisk-cdr.ts'
import { file, fixture, iso, probe, readAll, settingsFor } from './reading.ts'

const NAMES =
  'accountcode,src,dst,dcontext,clid,channel,dstchannel,lastapp,lastdata,start,answer,end,duration,billsec,disposition,amaflags,uniqueid,userfield,peeraccount,linkedid,sequence'.split(
    ',',
  )

/** One CDR row in the documented order; what is not told is an ordinary answered call from outside. */
function leg(told: Record<string, string>): string[] {
  const usual: Record<string, string> = {
    src: '600111222',
    dst: '600',
    dcontext: 'from-trunk',
    clid: `"Ana" <${told.src ?? '600111222'}>`,
    channel: 'PJSIP/trunk-00000001',
    dstchannel: 'PJSIP/201-00000002',
    lastapp: 'Dial',
    lastdata: 'PJSIP/201,30',
    start: '2025-03-03 10:00:00',
    answer: '2025-03-03 10:00:20',
    end: '2025-03-03 10:03:20',
    duration: '200',
    billsec: '180',
    disposition: 'ANSWERED',
    amaflags: 'DOCUMENTATION',
    uniqueid: '1741000000.1',
    linkedid: '1741000000.1',
    sequence: '1',
  }
  return NAMES.map(name => told[name] ?? usual[name] ?? '')
}
const unanswered = (disposition: string) => ({ disposition, answer: '', end: '2025-03-03 10:00:30', duration: '30', billsec: '0' })
const csv = (rows: string[][]) => rows.map(row => `${row.map(cell => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`).join('')

async function one(told: Record<string, string>, more = {}) {
  const { items, problems } = await readAll(asteriskCdr, file(csv([leg(told)])), more)
  expect(problems).toEqual([])
  expect(items).toHaveLength(1)
  return items[0]
}

describe('asterisk-cdr', () => {
  it('reads a Master.csv: transfer joined, hidden, internal and half-written lines told', async () => {
    const path = fixture('Master.csv')
    expect(asteriskCdr.recognise(probe(readFileSync(path)))).toBeGreaterThan(0.9)
    const { items, problems } = await readAll(asteriskCdr, path)
    expect(items.map(item => [item.direction, item.from.address, item.to[0]?.address, item.call])).toEqual([
      ['in', '600111222', '201', { outcome: 'answered', ring: 20, talk: 300 }],
      ['out', '201', '912223344', { outcome: 'busy', ring: 30, talk: 0 }],
      ['in', '600111223', '600', { outcome: 'voicemail', ring: 20, talk: 30 }],
    ])
    expect(items[0]).toMatchObject({ sourceId: '1741000000.1', from: { kind: 'phone', name: 'Ana López' }, to: [{ own: true }], line: 1 })
    expect([iso(items[0]?.occurredAt), iso(items[0]?.endedAt)]).toEqual(['2025-03-03T09:00:00.000Z', '2025-03-03T09:05:30.000Z'])
    expect(problems.map(({ code, line, detail }) => ({ code, line, detail }))).toEqual([
      { code: 'truncated', line: 7 },
      { code: 'no-address', line: 5 },
      { code: 'no-address', detail: 'internal: 1' },
    ])
  })

  it('tells missed, busy, failed and abandoned calls apart', async () => {
    expect((await one(unanswered('NO ANSWER')))?.call).toEqual({ outcome: 'missed', ring: 30, talk: 0 })
    expect((await one(unanswered('BUSY')))?.call?.outcome).toBe('busy')
    expect((await one(unanswered('FAILED')))?.call?.outcome).toBe('missed')
    const out = { ...unanswered('FAILED'), src: '201', dst: '612345678', dcontext: 'from-internal', channel: 'PJSIP/201-01' }
    expect(await one(out)).toMatchObject({ direction: 'out', call: { outcome: 'failed' } })
    // The queue's music answered the caller; no person did.
    expect((await one({ lastapp: 'Queue', dstchannel: '' }))?.call).toMatchObject({ outcome: 'missed', talk: 0 })
    expect((await one({ lastapp: 'Playback', dstchannel: '' }))?.call).toMatchObject({ outcome: 'missed', talk: 0 })
  })

  it('takes the direction from our own numbers, then the context, then who is an extension', async () => {
    expect((await one({ src: '912223344', dst: '600111222', dcontext: 'x' }, { own: ['+34 912 223 344'] }))?.direction).toBe('out')
    expect((await one({ dst: '912223344', dcontext: 'x' }, { own: ['912223344'] }))?.direction).toBe('in')
    expect((await one({ dst: '912223344', dcontext: 'from-did-direct' }))?.direction).toBe('in')
    expect((await one({ src: '912223344', dst: '600111222', dcontext: 'outbound-allroutes' }))?.direction).toBe('out')
    expect((await one({ src: '201', dst: '600111222', dcontext: 'whatever' }))?.direction).toBe('out')
    expect((await one({ dst: 's', dcontext: 'ivr-1', channel: 'PJSIP/trunk-1' }))?.direction).toBe('in')
  })

  it('gives one call whatever the order of its legs', async () => {
    const legs = [
      leg({ lastapp: 'Queue', ...unanswered('NO ANSWER'), dstchannel: 'PJSIP/203-01', sequence: '1' }),
      leg({ sequence: '2' }),
      leg({
        dst: '202',
        dstchannel: 'PJSIP/202-01',
        start: '2025-03-03 10:03:20',
        answer: '2025-03-03 10:03:30',
        end: '2025-03-03 10:05:30',
        duration: '130',
        billsec: '120',
        uniqueid: '1741000001.2',
      }),
      leg({ src: '600999888', uniqueid: '1741000500.1', linkedid: '1741000500.1', start: '2025-03-03 10:00:00' }),
    ]
    const calls = async (rows: string[][]) => {
      const { items } = await readAll(asteriskCdr, file(csv(rows)))
      return items.map(({ line, file: _, ...item }) => item).sort((a, b) => (a.sourceId < b.sourceId ? -1 : 1))
    }
    const expected = await calls(legs)
    expect(expected.map(call => call.call)).toMatchObject([
      { outcome: 'answered', talk: 300 },
      { outcome: 'answered', talk: 180 },
    ])
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(legs, { minLength: legs.length }), async shuffled => {
        expect(await calls(shuffled)).toEqual(expected)
      }),
      { numRuns: 24 },
    )
  })

  it('follows moved columns by their header, and without one by their content', async () => {
    const rows = [
      leg({}),
      leg({
        src: '201',
        dst: '612345678',
        dcontext: 'from-internal',
        clid: '"Luis" <201>',
        channel: 'PJSIP/201-01',
        dstchannel: 'PJSIP/trunk-02',
        ...unanswered('BUSY'),
        uniqueid: '1741003600.4',
        linkedid: '1741003600.4',
        sequence: '2',
      }),
      leg({
        src: '699888777',
        clid: '"Eva" <699888777>',
        ...unanswered('NO ANSWER'),
        uniqueid: '1741003700.4',
        linkedid: '1741003700.4',
        sequence: '3',
      }),
    ]
    const plain = (items: { line?: number; file?: string }[]) => items.map(({ line, file: _, ...item }) => item)
    const expected = plain((await readAll(asteriskCdr, file(csv(rows)))).items)
    const order = fc.shuffledSubarray([...NAMES.keys()], { minLength: NAMES.length })
    const move = (row: string[], columns: number[]) => columns.map(i => row[i] ?? '')
    await fc.assert(
      fc.asyncProperty(order, async columns => {
        const moved = csv([NAMES, ...rows].map(row => move(row, columns)))
        expect(asteriskCdr.recognise(probe(moved))).toBeGreaterThan(0.9)
        expect(plain((await readAll(asteriskCdr, file(moved))).items)).toEqual(expected)
      }),
      { numRuns: 30 },
    )
    // A block of columns put first, as cdr_custom can write them.
    for (let by = 1; by < 16; by++) {
      const columns = [...NAMES.keys()].map(i => (i + by) % NAMES.length)
      expect(plain((await readAll(asteriskCdr, file(csv(rows.map(row => move(row, columns)))))).items), `moved by ${by}`).toEqual(expected)
    }
    // The order of cdr_custom.conf's sample, without linkedid.
    const custom =
      'clid,src,dst,dcontext,channel,dstchannel,lastapp,lastdata,start,answer,end,duration,billsec,disposition,amaflags,accountcode,uniqueid,userfield,sequence'
    const sample = csv(
      rows.map(row =>
        move(
          row,
          custom.split(',').map(name => NAMES.indexOf(name)),
        ),
      ),
    )
    expect(asteriskCdr.recognise(probe(sample))).toBeGreaterThan(0.9)
    expect(plain((await readAll(asteriskCdr, file(sample))).items)).toEqual(expected)
  })

  it('says which column is missing', async () => {
    const names = NAMES.filter(name => name !== 'dst')
    const { items, problems } = await readAll(asteriskCdr, file(csv([names, leg({}).filter((_, i) => i !== NAMES.indexOf('dst'))])))
    expect(items).toEqual([])
    expect(problems).toMatchObject([{ code: 'missing-column', detail: 'dst' }])
  })

  it('leaves out rows that make no sense, one problem each', async () => {
    const bad = [
      leg({ start: '1900-01-01 00:00:00', uniqueid: '1.1', linkedid: '' }),
      leg({ start: '2099-01-01 00:00:00' }),
      leg({ start: '2025-02-30 00:00:00' }),
      leg({ duration: 'long' }),
      leg({ disposition: '???' }),
    ]
    const good = Array.from({ length: 30 }, (_, i) => leg({ uniqueid: `1741000${100 + i}.1`, linkedid: '' }))
    const text = `${csv(good)}${csv(bad)}"a","b"\n"open,\n${'x'.repeat(2_000_000)}\n${csv([leg({ uniqueid: '1741009999.1', linkedid: '' })])}`
    const { items, problems } = await readAll(asteriskCdr, file(text))
    expect(items).toHaveLength(31)
    expect(problems.map(({ line, code }) => [line, code]).sort((a, b) => Number(a[0]) - Number(b[0]))).toEqual([
      [31, 'date-out-of-range'],
      [32, 'date-out-of-range'],
      [33, 'bad-date'],
      [34, 'bad-number'],
      [35, 'broken-row'],
      [36, 'broken-row'],
      [37, 'broken-row'],
      [38, 'line-too-long'],
    ])
  })

  it('guesses our own numbers and shows the first calls', async () => {
    const preview = await asteriskCdr.preview(settingsFor(fixture('Master.csv')), new AbortController().signal)
    expect(preview.items).toHaveLength(3)
    expect(preview.ownGuess).toContain('201')
  })

  it('never throws, whatever the file', async () => {
    const pieces = fc.constantFrom(
      '"',
      ',',
      '\n',
      'ANSWERED',
      '2025-03-03 10:00:00',
      '12',
      csv([leg({})]),
      csv([NAMES]),
      '\0',
      'é',
      '1741000000.1',
    )
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 300 }),
          fc.array(pieces, { maxLength: 40 }).map(all => Buffer.from(all.join(''))),
        ),
        async bytes => {
          const path = file(bytes)
          expect(asteriskCdr.recognise(probe(bytes))).toBeLessThanOrEqual(1)
          const first = await readAll(asteriskCdr, path)
          expect(await readAll(asteriskCdr, path)).toEqual(first)
        },
      ),
      { numRuns: 150 },
    )
  })
})
