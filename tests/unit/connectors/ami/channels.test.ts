import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Channels } from '../../../../electron/connectors/ami/channels.ts'
import { type Packet, PacketReader, packet } from '../../../../electron/connectors/ami/wire.ts'
import { SourceError } from '../../../../electron/connectors/source-error.ts'

const GREETING = 'Asterisk Call Manager/9.0.0\r\n'
const read = (...chunks: Uint8Array[]): Packet[] => {
  const reader = new PacketReader()
  return chunks.flatMap(chunk => [...reader.read(chunk)])
}

describe('the wire', () => {
  const value = fc.string({ unit: 'grapheme' }).map(text => text.replace(/[\r\n]/g, ' ').trim())
  const packets = fc.array(fc.dictionary(fc.stringMatching(/^[a-z]{1,12}$/), value, { minKeys: 1, maxKeys: 6, noNullPrototype: true }), {
    maxLength: 6,
  })

  test('what is written is read, wherever the packets of the network end', () => {
    fc.assert(
      fc.property(packets, fc.array(fc.nat()), (given, cuts) => {
        const bytes = Buffer.from(GREETING + given.map(packet).join(''))
        const places = [0, ...cuts.map(cut => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b)
        const chunks = places.slice(1).map((end, index) => bytes.subarray(places[index], end))
        expect(read(...chunks)).toEqual(given)
      }),
    )
  })

  test('whatever comes, it ends in packets or in one kind of error', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 })), fc.boolean(), (chunks, greeted) => {
        try {
          read(...(greeted ? [Buffer.from(GREETING)] : []), ...chunks)
        } catch (error) {
          expect(error).toBeInstanceOf(SourceError)
        }
      }),
    )
  })

  test('a packet without an end is given up', () => {
    const endless = Buffer.from(`Name: ${'x'.repeat(1000)}\r\n`.repeat(100))
    expect(() => read(Buffer.from(GREETING), endless)).toThrow(SourceError)
    expect(() => read(Buffer.from(GREETING), Buffer.alloc(100_000, 'x'))).toThrow(SourceError)
  })

  test('nothing that is typed can make a field of its own', () => {
    expect(() => packet({ Action: 'Login', Username: 'a\r\nAction: Command' })).toThrow(SourceError)
  })
})

const lead = {
  uniqueid: '1.1',
  linkedid: '1.1',
  channel: 'PJSIP/trunk-1',
  calleridnum: '600111222',
  calleridname: '<unknown>',
  exten: '912',
}
const phone = { uniqueid: '1.2', linkedid: '1.1', channel: 'PJSIP/201-1', calleridnum: '201', exten: 's' }
const dial = { event: 'DialBegin', ...lead, destuniqueid: '1.2', destlinkedid: '1.1', destchannel: 'PJSIP/201-1', destcalleridnum: '201' }

describe('calls made of channels', () => {
  const of = (extensions: string[], ...events: Packet[]) => {
    const channels = new Channels(new Set(extensions))
    return events.flatMap(event => channels.take(event).map(({ id, state }) => `${id} ${state}`))
  }

  test('a machine that answers is nobody: only a bridge of two or a phone that took it is', () => {
    expect(of([], { event: 'Newchannel', ...lead }, { event: 'Newstate', ...lead, channelstate: '6' })).toEqual([])
    expect(of([], { event: 'Newchannel', ...lead }, { event: 'BridgeEnter', ...lead, bridgenumchannels: '1' })).toEqual([])
    expect(of([], { event: 'BridgeEnter', ...lead, bridgenumchannels: '2' })).toEqual(['1.1 answered'])
  })

  test('a queue that rings three phones is one call; it ends with its last channel', () => {
    const third = { ...dial, destuniqueid: '1.3', destchannel: 'PJSIP/202-1' }
    expect(
      of(
        [],
        { event: 'Newchannel', ...lead },
        dial,
        third,
        { ...third, event: 'DialEnd', dialstatus: 'NOANSWER' },
        { event: 'Hangup', uniqueid: '1.3', linkedid: '1.1' },
        { ...dial, event: 'DialEnd', dialstatus: 'ANSWER' },
        { event: 'Newstate', ...phone, channelstate: '5' },
        { event: 'Hangup', ...phone },
        { event: 'Hangup', ...lead },
      ),
    ).toEqual(['1.1 ringing', '1.1 answered', '1.1 ended'])
  })

  test('a call whose channels went over to another one by a transfer has ended', () => {
    const other = { uniqueid: '2.1', linkedid: '2.1', channel: 'PJSIP/201-2' }
    expect(
      of(
        [],
        dial,
        { event: 'DialBegin', ...other, destuniqueid: '2.2', destlinkedid: '2.1' },
        { event: 'BridgeEnter', ...other, linkedid: '1.1', bridgenumchannels: '2' },
        { event: 'BridgeEnter', uniqueid: '2.2', linkedid: '1.1', bridgenumchannels: '3' },
        { event: 'Newstate', ...lead },
        { event: 'Hangup', uniqueid: '1.1', linkedid: '1.1' },
        { event: 'Hangup', uniqueid: '1.2', linkedid: '1.1' },
        { event: 'Hangup', uniqueid: '2.1', linkedid: '1.1' },
        { event: 'Hangup', uniqueid: '2.2', linkedid: '1.1' },
      ),
    ).toEqual(['1.1 ringing', '2.1 ringing', '1.1 answered', '2.1 ended', '1.1 ended'])
  })

  test('who joins later sees what goes on', () => {
    const shown = { event: 'CoreShowChannel', channelstate: '6', bridgeid: 'b1' }
    expect(of(['201'], { ...shown, ...lead }, { ...shown, ...phone })).toEqual(['1.1 answered'])
    expect(of(['202'], { ...shown, ...lead }, { ...shown, ...phone })).toEqual([])
    expect(
      of([], { event: 'CoreShowChannel', ...lead, channelstate: '4' }, { event: 'CoreShowChannel', ...phone, channelstate: '5' }),
    ).toEqual(['1.1 ringing'])
  })

  test('whatever events come in whatever order, a call rings before it is answered and ends last, once', () => {
    const channel = fc.constantFrom('1.1', '1.2', '2.1', '2.2')
    const event = fc.record({
      event: fc.constantFrom('Newchannel', 'Newstate', 'DialBegin', 'DialEnd', 'BridgeEnter', 'Hangup', 'CoreShowChannel', 'Other'),
      uniqueid: channel,
      linkedid: fc.constantFrom('1.1', '2.1'),
      destuniqueid: channel,
      channelstate: fc.constantFrom('0', '4', '5', '6'),
      dialstatus: fc.constantFrom('ANSWER', 'BUSY'),
      bridgenumchannels: fc.constantFrom('1', '2'),
    })
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), events => {
        const channels = new Channels(new Set())
        const now = new Map<string, string>()
        for (const { id = '', state } of events.flatMap(one => channels.take(one))) {
          const before = now.get(id) ?? 'ended'
          expect(`${before} ${state}`).toMatch(/^(ended (ringing|answered)|ringing (answered|ended)|answered ended)$/)
          now.set(id, state)
        }
        const open = [...now].filter(([, state]) => state !== 'ended').map(([id]) => id)
        expect(
          channels
            .now()
            .map(({ id }) => id)
            .toSorted(),
        ).toEqual(open.toSorted())
      }),
    )
  })
})
