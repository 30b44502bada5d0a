import { RPCHandler } from '@orpc/server/message-port'
import { ipcMain, type WebFrameMain } from 'electron'
import type { Served } from '../platform/served.ts'
import { origin } from './window.ts'

/** Lets the window call the contract over the MessagePort that it sends with `hilo:connect` (preload.ts passes it on). */
export function carry(app: Served): void {
  const handler = new RPCHandler(app.router)
  ipcMain.on('hilo:connect', ({ senderFrame, ports: [port] }) => {
    if (!port || !isOurs(senderFrame)) return
    handler.upgrade(port)
    port.start()
  })
}

/** Only the window's own page: not a frame inside it, which may show a mail, and no page from anywhere else. */
function isOurs(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && frame.url.startsWith(`${origin}/`)
}
