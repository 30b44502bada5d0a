import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { discover } from '../../../../electron/connectors/imap/account/discover.ts'
import { oauthOfHost } from '../../../../electron/connectors/imap/account/providers.ts'

const A = 1
const MX = 15
const SRV = 33

const u16 = (value: number) => Buffer.from([value >> 8, value & 255])
const nameOf = (name: string) =>
  Buffer.concat([
    ...name
      .split('.')
      .filter(Boolean)
      .map(label => Buffer.from([label.length, ...Buffer.from(label)])),
    Buffer.from([0]),
  ])
const srv = (priority: number, weight: number, port: number, target: string) =>
  Buffer.concat([u16(priority), u16(weight), u16(port), nameOf(target)])
const mx = (priority: number, exchange: string) => Buffer.concat([u16(priority), nameOf(exchange)])

/** What the name server knows, by "type name". */
const zone: Record<string, Buffer[]> = {
  [`${SRV} _imaps._tcp.both.example`]: [
    srv(20, 0, 993, 'second.both.example'),
    srv(10, 1, 9930, 'light.both.example'),
    srv(10, 9, 9931, 'first.both.example'),
  ],
  [`${SRV} _imap._tcp.both.example`]: [srv(0, 0, 143, 'plain.both.example')],
  [`${SRV} _imaps._tcp.starttls.example`]: [srv(0, 0, 0, '.')],
  [`${SRV} _imap._tcp.starttls.example`]: [srv(0, 0, 143, 'mail.starttls.example')],
  [`${MX} workspace.example`]: [mx(10, 'alt1.aspmx.l.google.com'), mx(1, 'aspmx.l.google.com')],
  [`${MX} office.example`]: [mx(0, 'office-example.mail.protection.outlook.com')],
  [`${A} imap.usual.example`]: [Buffer.from([192, 0, 2, 1])],
  [`${A} mail.other.example`]: [Buffer.from([192, 0, 2, 2])],
}

/** Answers from the zone (RFC 1035 section 4.1); "no such name" for everything else. */
function answer(query: Buffer): Buffer {
  const labels: string[] = []
  let at = 12
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length))
    at += length + 1
  }
  const type = query.readUInt16BE(at + 1)
  const question = query.subarray(12, at + 5)
  const records = zone[`${type} ${labels.join('.').toLowerCase()}`] ?? []
  const header = Buffer.concat([
    query.subarray(0, 2),
    u16(records.length > 0 ? 0x8180 : 0x8183),
    u16(1),
    u16(records.length),
    u16(0),
    u16(0),
  ])
  const found = records.map(data => Buffer.concat([u16(0xc00c), u16(type), u16(1), u16(0), u16(60), u16(data.length), data]))
  return Buffer.concat([header, question, ...found])
}

describe('finding the server of an address', () => {
  let socket: Socket
  let servers: string[]
  const never = new AbortController().signal
  beforeAll(async () => {
    socket = createSocket('udp4')
    socket.on('message', (query, { port, address }) => socket.send(answer(query), port, address))
    socket.bind(0, '127.0.0.1')
    await once(socket, 'listening')
    servers = [`127.0.0.1:${socket.address().port}`]
  })
  afterAll(() => {
    socket.close()
  })
  const find = (address: string) => discover(address, never, servers)

  it.each([
    ['what the domain says, TLS first, by priority and weight', 'Ana@BOTH.example', 'first.both.example', 9931, 'tls'],
    ['STARTTLS when there is no other', 'ana@starttls.example', 'mail.starttls.example', 143, 'starttls'],
    ['a large provider by its domain', 'ana@gmail.com', 'imap.gmail.com', 993, 'tls'],
    ['one in any country', 'ana@hotmail.co.uk', 'outlook.office365.com', 993, 'tls'],
    ['who takes the mail of the domain in', 'ana@workspace.example', 'imap.gmail.com', 993, 'tls'],
    ['and another', 'ana@office.example', 'outlook.office365.com', 993, 'tls'],
    ['the usual name', 'ana@usual.example', 'imap.usual.example', 993, 'tls'],
    ['the next usual name', 'ana@other.example', 'mail.other.example', 993, 'tls'],
  ])('takes %s', async (_, address, host, port, security) => {
    expect(await find(address)).toEqual({ host, port, security })
  })

  it('says when nothing is found', async () => {
    expect(await find('ana@nothing.example')).toBeUndefined()
    expect(await find('ana')).toBeUndefined()
  })

  it('ends at once when it is told to', async () => {
    const silent = createSocket('udp4').bind(0, '127.0.0.1')
    await once(silent, 'listening')
    const stop = new AbortController()
    silent.once('message', () => stop.abort())
    expect(await discover('ana@silent.example', stop.signal, [`127.0.0.1:${silent.address().port}`])).toBeUndefined()
    silent.close()
  })

  it('knows where the large providers hand out tokens', () => {
    expect(oauthOfHost('imap.gmail.com')?.tokenUrl).toContain('googleapis.com')
    expect(oauthOfHost('outlook.office365.com')?.tokenUrl).toContain('microsoftonline.com')
    expect(oauthOfHost('imap.example.es')).toBeUndefined()
  })
})
