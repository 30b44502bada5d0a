import { onError } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import { ipcMain, type WebFrameMain } from 'electron'
import { type Log, noteFailure } from '../platform/log.ts'
import type { Served } from '../platform/served.ts'
import { origin } from './window.ts'

/**
 * Lets the window call the contract over the MessagePort that it sends with `hilo:connect` (preload.ts passes it on). What it answers with waits
 * until every window that had connected is gone and the last of what it had to say is heard: a port is closed after its last message.
 */
export function carry(app: Served, log?: Log): () => Promise<void> {
  const handler = new RPCHandler(app.router, { interceptors: [onError(noteFailure(log))] })
  const open = new Set<Promise<void>>()
  ipcMain.on('hilo:connect', ({ senderFrame, ports: [port] }) => {
    if (!port || !isOurs(senderFrame)) return
    handler.upgrade(port)
    const gone = new Promise<void>(resolve => port.once('close', () => resolve()))
    open.add(gone)
    void gone.then(() => open.delete(gone))
    port.start()
  })
  return async () => void (await Promise.all(open))
}

/** Only the window's own page: not a frame inside it, which may show a mail, and no page from anywhere else. */
function isOurs(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && frame.url.startsWith(`${origin}/`)
}
