import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, join, resolve, sep } from 'node:path'
import type { DocumentAnswer } from '../app/ports.ts'
import type { Served } from './served.ts'

/** What `vite build` writes in place of a nonce (vite.config.ts, `html.cspNonce`); a fresh one goes in with every answer. */
export const noncePlaceholder = 'HILO-NONCE'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.map': 'application/json; charset=utf-8',
}

/** Headers that every answer carries, documents of mails and attachments too. */
export const commonHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
}

/**
 * `connect` is what the page may talk to beside its own origin (the WebSocket). React Aria adds two small style elements and
 * takes their nonce from the page's csp-nonce meta tag, so no style needs 'unsafe-inline'.
 */
export function contentSecurityPolicy(nonce: string, connect?: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${connect ? ` ${connect}` : ''}`,
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Camera, place, USB and the like: nothing here asks for them, so nothing may. */
export const permissionsPolicy = 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=(), display-capture=()'

export function plain(status: number, text: string): DocumentAnswer {
  return { status, headers: { ...commonHeaders, 'content-type': 'text/plain; charset=utf-8' }, body: Buffer.from(`${text}\n`) }
}

/**
 * The file of the built window (`root`) at a URL path such as `/` or `/assets/index-3f2a.js`; 404 for anything else, and for
 * every path that leads out of `root`.
 */
async function windowFile(root: string, path: string, connect?: string): Promise<DocumentAnswer> {
  const name = path === '/' ? '/index.html' : decoded(path)
  const file = name && inside(root, name)
  const type = file && types[extname(file)]
  if (!file || !type) return plain(404, 'not found')
  let body: Buffer
  try {
    body = await readFile(file)
  } catch {
    return plain(404, 'not found')
  }
  if (extname(file) !== '.html') {
    const hashed = path.startsWith('/assets/')
    const cache = hashed ? 'public, max-age=31536000, immutable' : 'no-cache'
    return { status: 200, headers: { ...commonHeaders, 'content-type': type, 'cache-control': cache }, body }
  }
  const nonce = randomBytes(16).toString('base64')
  return {
    status: 200,
    headers: {
      ...commonHeaders,
      'content-type': type,
      'content-security-policy': contentSecurityPolicy(nonce, connect),
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': permissionsPolicy,
      'x-frame-options': 'DENY',
    },
    body: Buffer.from(body.toString('utf8').replaceAll(noncePlaceholder, nonce)),
  }
}

/** What the window's own origin answers to a GET for `path`, the same over `app://` and loopback HTTP. */
export async function originContent(app: Served, root: string, path: string, connect?: string): Promise<DocumentAnswer> {
  if (!path.startsWith('/doc/')) return windowFile(root, path, connect)
  const document = await app.document(path)
  return document ? { ...document, headers: { ...commonHeaders, ...document.headers } } : plain(404, 'not found')
}

/**
 * The file below `root` that a name relative to it means; undefined when it would leave `root`. A backslash separates folders on
 * Windows and a colon names a stream of a file there.
 */
export function inside(root: string, name: string): string | undefined {
  if (name.includes('\0') || name.includes('\\') || (process.platform === 'win32' && name.includes(':'))) return undefined
  const file = resolve(join(root, name))
  return file.startsWith(resolve(root) + sep) ? file : undefined
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}
