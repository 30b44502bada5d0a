import { protocol } from 'electron'
import { originContent, plain } from '../platform/content.ts'
import type { Served } from '../platform/served.ts'

/** Serves `app://hilo/…`: the built window in `root`, and the app's documents. */
export function serveOrigin(app: Served, root: string): void {
  protocol.handle('app', async request => {
    const url = new URL(request.url)
    const answer = request.method !== 'GET' || url.host !== 'hilo' ? plain(404, 'not found') : await originContent(app, root, url.pathname)
    const { status, headers, body } = answer
    return new Response(new Uint8Array(body), { status, headers })
  })
}
