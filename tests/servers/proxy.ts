import { once } from 'node:events'
import { createServer, connect as dial, type Socket } from 'node:net'
import { setImmediate, setTimeout } from 'node:timers/promises'

/** What goes wrong from now on, on open connections and new ones. Bytes are counted on each connection, from the server to the client. */
export type Fault =
  | { kind: 'none' }
  /** The connection is reset after so many bytes. With a list: the first connection from now on after the first, and so on; later ones hold. */
  | { kind: 'cut'; after: number | number[] }
  /** Everything comes so many ms late. */
  | { kind: 'delay'; ms: number }
  /** After so many bytes nothing passes any more, either way, and nobody is told. */
  | { kind: 'half-open'; after: number }
  /** Each byte in a packet of its own. */
  | { kind: 'byte-by-byte' }
  /** A byte to the client every so many ms. */
  | { kind: 'slow-loris'; ms: number }
  /** These bytes come in between, once on each connection. */
  | { kind: 'garbage'; after: number; bytes: Uint8Array }

export interface FaultyNetwork {
  host: '127.0.0.1'
  port: number
  fault: (fault: Fault) => void
  /** Resets every open connection. */
  cut: () => void
  /** Nothing passes until `resume`; nothing is lost either. */
  pause: () => void
  resume: () => void
  /** New connections are refused until `accept`; open ones stay. */
  refuse: () => Promise<void>
  accept: () => Promise<void>
  /** Passed on so far. */
  readonly bytes: { toClient: number; toServer: number }
  readonly connections: { open: number; total: number }
  stop: () => Promise<void>
}

/** Everything the relays of one proxy share. */
interface State {
  fault: Fault
  cuts: number[]
  /** Resolves when it is not paused. */
  flowing: Promise<void>
  bytes: { toClient: number; toServer: number }
}

interface Connection {
  client: Socket
  server: Socket
  toClient: number
  /** Drawn from the list of cuts when the connection was made. */
  cutAfter: number | undefined
  deaf: boolean
  spoiled: boolean
}

/** A TCP proxy on loopback between a client and a server, with the faults of a bad network. */
export async function startProxy(target: number | { host: string; port: number }): Promise<FaultyNetwork> {
  const to = typeof target === 'number' ? { host: '127.0.0.1', port: target } : target
  const open = new Set<Connection>()
  const state: State = { fault: { kind: 'none' }, cuts: [], flowing: Promise.resolve(), bytes: { toClient: 0, toServer: 0 } }
  const connections = { open: 0, total: 0 }
  let unblock = () => {}

  const server = createServer({ allowHalfOpen: true, noDelay: true }, client => {
    const upstream = dial({ ...to, allowHalfOpen: true, noDelay: true })
    const connection: Connection = { client, server: upstream, toClient: 0, cutAfter: state.cuts.shift(), deaf: false, spoiled: false }
    open.add(connection)
    connections.open++
    connections.total++
    client.once('close', () => {
      open.delete(connection)
      connections.open--
      if (!connection.deaf) upstream.destroy()
    })
    void relay(connection, 'toServer', state)
    void relay(connection, 'toClient', state)
  })
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  }
  await listen(0)
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0

  const cut = () => {
    for (const { client, server: upstream } of open) {
      client.resetAndDestroy()
      upstream.destroy()
    }
  }
  const resume = () => unblock()

  return {
    host: '127.0.0.1',
    port,
    fault: fault => {
      state.fault = fault
      state.cuts = fault.kind === 'cut' && typeof fault.after === 'object' ? [...fault.after] : []
    },
    cut,
    pause: () => {
      unblock()
      state.flowing = new Promise(resolve => (unblock = resolve))
    },
    resume,
    refuse: async () => {
      // Node's own close waits for open connections; listening ends at once.
      server.close()
    },
    accept: () => listen(port),
    bytes: state.bytes,
    connections,
    stop: async () => {
      resume()
      cut()
      if (!server.listening) return
      server.close()
      await once(server, 'close')
    },
  }
}

async function relay(connection: Connection, way: 'toClient' | 'toServer', state: State): Promise<void> {
  const [from, to] = way === 'toClient' ? [connection.server, connection.client] : [connection.client, connection.server]
  // An end with an error shows in the loop too; without a listener it would end the process.
  to.on('error', () => {})
  try {
    for await (const chunk of from) {
      for await (const part of spoil(connection, way, chunk, state)) {
        await state.flowing
        if (connection.deaf) continue
        state.bytes[way] += part.length
        if (!to.write(part)) await once(to, 'drain')
      }
    }
    if (!connection.deaf) to.end()
  } catch {
    if (!connection.deaf) to.destroy()
  }
}

async function* spoil(connection: Connection, way: 'toClient' | 'toServer', chunk: Buffer, state: State): AsyncGenerator<Uint8Array> {
  const { fault } = state
  if (connection.deaf) return
  if (fault.kind === 'delay') await setTimeout(fault.ms, undefined, { ref: false })
  if (fault.kind === 'byte-by-byte' || (fault.kind === 'slow-loris' && way === 'toClient')) {
    for (let at = 0; at < chunk.length && !connection.client.destroyed; at++) {
      if (way === 'toClient') connection.toClient++
      yield chunk.subarray(at, at + 1)
      await (fault.kind === 'slow-loris' ? setTimeout(fault.ms, undefined, { ref: false }) : setImmediate())
    }
    return
  }
  if (way === 'toServer') {
    yield chunk
    return
  }
  const limit = limitOf(connection, fault)
  const room = limit === undefined ? chunk.length : Math.max(0, limit - connection.toClient)
  connection.toClient += chunk.length
  if (room > chunk.length || limit === undefined) {
    yield chunk
    return
  }
  yield chunk.subarray(0, room)
  if (fault.kind === 'half-open') connection.deaf = true
  else if (fault.kind === 'garbage') {
    connection.spoiled = true
    yield fault.bytes
    yield chunk.subarray(room)
  } else {
    connection.client.resetAndDestroy()
    connection.server.destroy()
  }
}

/** The byte at which the fault strikes this connection. */
function limitOf(connection: Connection, fault: Fault): number | undefined {
  if (fault.kind === 'cut') return typeof fault.after === 'number' ? fault.after : connection.cutAfter
  if (fault.kind === 'half-open') return fault.after
  if (fault.kind === 'garbage' && !connection.spoiled) return fault.after
  return undefined
}
