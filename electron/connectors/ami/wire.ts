import { StringDecoder } from 'node:string_decoder'
import { SourceError } from '../source-error.ts'

/** A packet of the Asterisk Manager Interface: names in lower case, the last of several with one name. */
export type Packet = Readonly<Record<string, string>>

/** Far longer than any packet that tells of calls, characters. */
const LONGEST = 64 * 1024

/**
 * Takes the stream apart ("The Asterisk Manager TCP/IP API" and "AMI v2 Specification" in Asterisk's documentation): one line of greeting, then packets
 * of `Name: value` lines, each ended by a blank line. Throws SourceError `bad-answer`.
 */
export class PacketReader {
  readonly #decoder = new StringDecoder('utf8')
  #rest = ''
  #greeted = false
  #packet = new Map<string, string>()
  #size = 0

  #add(line: string): void {
    this.#size += line.length
    if (this.#size > LONGEST) throw new SourceError('retry', 'bad-answer')
    const colon = line.indexOf(':')
    // A line without a name is output of a command, which is never asked for.
    if (colon > 0) this.#packet.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim())
  }

  *read(chunk: Uint8Array): Generator<Packet> {
    const lines = (this.#rest + this.#decoder.write(chunk)).split('\n')
    this.#rest = lines.pop() ?? ''
    if (this.#rest.length > LONGEST) throw new SourceError('retry', 'bad-answer')
    for (const ended of lines) {
      const line = ended.replace(/\r$/, '')
      if (!this.#greeted) {
        if (!line.startsWith('Asterisk Call Manager/')) throw new SourceError('attention', 'bad-answer')
        this.#greeted = true
      } else if (line === '') {
        if (this.#packet.size > 0) yield Object.fromEntries(this.#packet)
        this.#packet = new Map()
        this.#size = 0
      } else this.#add(line)
    }
  }
}

/** An action as it goes over the wire. No value may hold a line break: it would begin a field of its own. Throws SourceError `settings`. */
export function packet(fields: Readonly<Record<string, string>>): string {
  const lines = Object.entries(fields).map(([name, value]) => {
    if (/[\r\n]/.test(value)) throw new SourceError('attention', 'settings', name)
    return `${name}: ${value}\r\n`
  })
  return `${lines.join('')}\r\n`
}
