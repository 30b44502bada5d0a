import { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'

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

  constructor(socket: Socket) {
    super()
    this.#socket = socket
    this.secure = socket instanceof TLSSocket
    socket.setEncoding('utf8')
    socket.on('data', (text: Buffer) => {
      this.#unread += text.length
      if (this.#unread > LONGEST_STANZA) socket.destroy()
      else this.emit('data', text)
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

  write(text: string, done: (error?: Error) => void): void {
    this.#socket.write(text, error => done(error ?? undefined))
  }

  end(): void {
    this.#socket.end()
  }
}
