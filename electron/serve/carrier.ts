import type { IncomingMessage, Server } from 'node:http'
import { onError } from '@orpc/server'
import { RPCHandler } from '@orpc/server/ws'
import { WebSocketServer } from 'ws'
import { type Log, noteFailure } from '../platform/log.ts'
import type { Served } from '../platform/served.ts'
import type { Gate } from './http.ts'

/** One call's input is small; files travel by upload. Bytes. */
const maxPayload = 4 * 1024 * 1024

/** Lets windows call the contract over a WebSocket, opened with the subprotocol `hilo.<token>`. */
export function carry(server: Server, app: Served, gate: Gate, log?: Log) {
  const handler = new RPCHandler(app.router, { interceptors: [onError(noteFailure(log))] })
  const sockets = new WebSocketServer({ noServer: true, maxPayload })
  let listener: (count: number) => void = () => {}
  server.on('upgrade', (request, socket, head) => {
    const refused = refusal(request, gate)
    if (refused) {
      socket.end(`HTTP/1.1 ${refused}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
      return
    }
    sockets.handleUpgrade(request, socket, head, window => {
      // What a broken frame deserves is a closed socket, which ws sees to; unheard it would end the process.
      window.on('error', () => window.terminate())
      window.on('close', () => listener(sockets.clients.size))
      handler.upgrade(window)
      listener(sockets.clients.size)
    })
  })
  return {
    onCount(given: (count: number) => void) {
      listener = given
    },
    close() {
      for (const window of sockets.clients) window.terminate()
      sockets.close()
    },
  }
}

/** Why an upgrade is refused, as an HTTP status line. */
function refusal({ headers }: IncomingMessage, gate: Gate): string | undefined {
  if (headers.host !== gate.host) return '421 Misdirected Request'
  if (headers.origin !== gate.origin) return '403 Forbidden'
  const token = /^hilo\.([\w-]+)$/.exec(headers['sec-websocket-protocol'] ?? '')?.[1]
  return token && gate.sessions.accepts(token) ? undefined : '401 Unauthorized'
}
