import type { ClientContext, ClientLink } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import { create } from 'zustand'
import { openSession, sessionIsOver, sessionToken } from './session.ts'

/**
 * lost: no connection for more than a second, being tried again. closed: for so long that nobody is there, still being tried.
 * over: the session ended with the Hilo it belonged to. unopened: the address was opened without its launch code.
 */
export type ConnectionState = 'connecting' | 'connected' | 'lost' | 'closed' | 'over' | 'unopened'

export const useConnection = create<{ state: ConnectionState }>(() => ({ state: 'connecting' }))

type Link = ClientLink<ClientContext>

const firstWait = 250
const longestWait = 5000
/** A shorter loss is nobody's business. */
const sayAfter = 1000
/** A longer one heals by itself only when somebody starts Hilo again. */
const closedAfter = 20_000

/** Electron: one port to the main process, for as long as the window lives. */
function connectPort(): Link {
  const { port1, port2 } = new MessageChannel()
  window.postMessage('hilo:connect', '*', [port2])
  port1.start()
  useConnection.setState({ state: 'connected' })
  return new PortLink({ port: port1 })
}

/** A browser: a WebSocket that is opened again whenever it closes; calls made meanwhile wait for it. */
function connectSocket(): Link {
  let ready = Promise.withResolvers<Link>()
  let wait = firstWait
  let late: ReturnType<typeof setTimeout> | undefined

  const become = (state: ConnectionState): void => {
    clearTimeout(late)
    late = undefined
    useConnection.setState({ state })
  }
  const away = (): void => {
    if (late || useConnection.getState().state === 'closed') return
    late = setTimeout(() => {
      become('lost')
      late = setTimeout(() => become('closed'), closedAfter - sayAfter)
    }, sayAfter)
  }
  const open = (): void => {
    const token = sessionToken()
    if (!token) {
      become('unopened')
      return
    }
    away()
    const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/`, `hilo.${token}`)
    const link = new SocketLink({ websocket: socket })
    let opened = false
    socket.addEventListener('open', () => {
      opened = true
      wait = firstWait
      become('connected')
      ready.resolve(link)
    })
    socket.addEventListener('close', async () => {
      away()
      if (opened) ready = Promise.withResolvers<Link>()
      else if (await sessionIsOver()) {
        become('over')
        return
      }
      setTimeout(open, wait)
      wait = Math.min(wait * 2, longestWait)
    })
  }
  openSession().then(open, open)
  return { call: async (...call) => (await ready.promise).call(...call) }
}

export const link: Link = window.hilo ? connectPort() : connectSocket()
