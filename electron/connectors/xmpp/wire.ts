import { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { SourceError } from '../source-error.ts'

/** A stanza larger than this (characters) is an attack or garbage. */
const LONGEST_STANZA = 16 * 1024 * 1024

/**
 * Gives the XMPP library a connection that stands already. The library's own sockets leave no say in names and certificates, and cut
 * characters in two where a packet ends inside one.
 */
export class Wire extends EventEmitter {
  readonly secure: boolean
  readonly #socket: Socket
  #unread = 0
  #held: string[] = []

  constructor(socket: Socket) {
    super()
    this.#socket = socket
    this.secure = socket instanceof TLSSocket
    socket.setEncoding('utf8')
    socket.on('data', (text: string) => {
      this.#unread += text.length
      if (this.#unread > LONGEST_STANZA) socket.destroy()
      else this.#pass(text)
    })
    socket.on('error', error => this.emit('error', error))
    socket.on('close', () => this.emit('close'))
  }

  /** The parser got to the end of a stanza. */
  stanzaRead(): void {
    this.#unread = 0
  }

  connect(): void {
    this.#socket.resume()
    process.nextTick(() => this.emit('connect'))
  }

  /** The library's parser loses its place when a packet ends inside of `?>`: it gets whole tags. */
  #pass(text: string): void {
    const end = text.lastIndexOf('>') + 1
    if (end > 0) {
      const whole = `${this.#held.join('')}${text.slice(0, end)}`
      this.#held = []
      try {
        this.emit('data', whole)
      } catch {
        // The library throws, here and now, at addresses and elements that are none.
        this.emit('error', new SourceError('retry', 'bad-answer'))
      }
    }
    if (end < text.length) this.#held.push(text.slice(end))
  }

  write(text: string, done: (error?: Error) => void): void {
    this.#socket.write(text, error => done(error ?? undefined))
  }

  end(): void {
    this.#socket.end()
  }
}
