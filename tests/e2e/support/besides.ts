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
