import { createSocket } from 'node:dgram'
import { Resolver } from 'node:dns/promises'
import { once } from 'node:events'

export const A = 1
export const MX = 15
export const SRV = 33

const u16 = (value: number) => Buffer.from([value >> 8, value & 255])
const nameOf = (name: string) =>
  Buffer.concat([
    ...name
      .split('.')
      .filter(Boolean)
      .map(label => Buffer.from([label.length, ...Buffer.from(label)])),
    Buffer.from([0]),
  ])
export const srv = (priority: number, weight: number, port: number, target: string) =>
  Buffer.concat([u16(priority), u16(weight), u16(port), nameOf(target)])
export const mx = (priority: number, exchange: string) => Buffer.concat([u16(priority), nameOf(exchange)])

/** What a name server knows, by "type name". */
export type Zone = Record<string, Buffer[]>

/** Answers from the zone (RFC 1035 section 4.1); "no such name" for everything else. */
function answer(zone: Zone, query: Buffer): Buffer {
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

/** A name server of our own, and a resolver that asks it and nobody else. Without a zone it stays silent. */
export async function startNames(zone?: Zone) {
  const socket = createSocket('udp4')
  if (zone) socket.on('message', (query, { port, address }) => socket.send(answer(zone, query), port, address))
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const resolver = (timeout = 2000) => {
    const names = new Resolver({ timeout, tries: 1 })
    names.setServers([`127.0.0.1:${socket.address().port}`])
    return names
  }
  return { socket, resolver, stop: () => socket.close() }
}
