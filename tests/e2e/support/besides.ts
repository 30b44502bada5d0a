import { once } from 'node:events'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { Page } from '@playwright/test'
import type { Client } from '../../../shared/contract/index.ts'

/** Somebody else who talks to the same `serve`: what another window does. */
export async function besides(page: Page): Promise<{ client: Client; close: () => void }> {
  const { origin } = new URL(page.url())
  const token = await page.evaluate(() => sessionStorage.getItem('hilo.token'))
  // Node's own takes headers too, which the browser's type does not know.
  const socket: WebSocket = Reflect.construct(WebSocket, [
    origin.replace('http', 'ws'),
    { protocols: `hilo.${token}`, headers: { origin } },
  ])
  await once(socket, 'open')
  return { client: createORPCClient(new RPCLink({ websocket: socket })), close: () => socket.close() }
}

/** What the window is told waits, from now on until it is let go: everything, or the answers to one call. Only in a browser. */
export interface Held {
  hold: (call?: string) => void
  letGo: () => void
}

/** Stands between the window and the app from the next time that it is loaded. */
export async function betweenThem(page: Page): Promise<Held> {
  let holding: string | undefined
  let ids = new Set<string>()
  let waiting: (() => void)[] = []
  const idOf = (message: string | Buffer): string => /"i":"?(\w+)"?/.exec(message.toString())?.[1] ?? ''
  await page.routeWebSocket(/./, socket => {
    const server = socket.connectToServer()
    socket.onMessage(message => {
      if (holding && message.toString().includes(holding)) ids.add(idOf(message))
      server.send(message)
    })
    server.onMessage(message => {
      if (holding === '' || ids.has(idOf(message))) waiting.push(() => socket.send(message))
      else socket.send(message)
    })
  })
  return {
    hold(call = '') {
      holding = call
    },
    letGo() {
      holding = undefined
      ids = new Set()
      const all = waiting
      waiting = []
      for (const send of all) send()
    },
  }
}
