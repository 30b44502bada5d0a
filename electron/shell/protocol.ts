import { createHash } from 'node:crypto'
import { protocol } from 'electron'
import { poppedOf } from '#shared/desktop/popped.ts'
import type { DocumentAnswer } from '../app/ports.ts'
import { commonHeaders, originContent, plain } from '../platform/content.ts'
import type { Served } from '../platform/served.ts'
import { words } from './around/words.ts'
import { addressOf } from './window.ts'

/** Serves `app://hilo/…`: the built window in `root`, and the app's documents. */
export function serveOrigin(app: Served, root: string): void {
  protocol.handle('app', async request => {
    const { status, headers, body } = await answer(app, root, request)
    return new Response(new Uint8Array(body), { status, headers })
  })
}

async function answer(app: Served, root: string, { url, method }: Request): Promise<DocumentAnswer> {
  const { host, pathname, search } = new URL(url)
  if (method !== 'GET' || host !== 'hilo') return plain(404, 'not found')
  return pathname === '/gone' ? gone(addressOf(poppedOf(search.replace('?', '#')))) : originContent(app, root, pathname)
}

const style = 'body{font:15px/1.5 system-ui,sans-serif;max-width:32em;margin:20vh auto;padding:0 2em;color-scheme:light dark}'

/** What is shown when the window fell over twice: nothing on it can fall over. `back`: the window's own address. */
function gone(back: string): DocumentAnswer {
  const say = words()
  const page = [
    `<!doctype html><meta charset="utf-8"><title>Hilo</title><style>${style}</style>`,
    `<h1>${say.gone}</h1><p>${say.goneText}</p><p><a href="${back.replace('&', '&amp;')}">${say.goneAgain}</a></p>`,
  ].join('\n')
  const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'`
  const headers = { ...commonHeaders, 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }
  return { status: 200, headers, body: Buffer.from(page) }
}
