import { type Socket, connect as tcpConnect } from 'node:net'
import { TLSSocket, connect as tlsConnect } from 'node:tls'
import { SourceError } from '../source-error.ts'
import { sourceError, words } from './errors.ts'
import type { Place } from './places.ts'
import type { Settings } from './settings.ts'
import { domainOf } from './settings.ts'

/** For each of: the TCP connection, the answer to STARTTLS, the TLS handshake. */
const PATIENCE = 15_000
const LONGEST_GREETING = 64 * 1024

/** A connection to the first place that takes one. */
export async function dial(places: Place[], signal: AbortSignal): Promise<{ socket: Socket; place: Place }> {
  let first: SourceError | undefined
  for (const place of places) {
    const socket = tcpConnect({ host: place.host, port: place.port, keepAlive: true, noDelay: true })
    try {
      await happens(socket, 'connect', signal)
      return { socket, place }
    } catch (error) {
      const failed = sourceError(error)
      first ??= new SourceError(failed.kind, failed.code, place.host)
      if (signal.aborted) break
    }
  }
  throw first ?? new SourceError('retry', 'name-not-found')
}

/** Puts TLS on a connection: at once, or after STARTTLS. The certificate must be for the account's domain (RFC 6120 section 13.7.2). */
export async function protect(socket: Socket, place: Place, settings: Settings, signal: AbortSignal): Promise<Socket> {
  const domain = domainOf(settings.jid)
  if (settings.plain) {
    if (isLoopback(socket.remoteAddress)) return socket
    socket.destroy()
    throw new SourceError('attention', 'no-tls', place.host)
  }
  if (!place.direct) await startTls(socket, domain, signal)
  const protectedSocket = tlsConnect({
    socket,
    host: domain,
    servername: domain,
    ...(place.direct && { ALPNProtocols: ['xmpp-client'] }),
    // Looked at below, to be able to say which certificate it was.
    rejectUnauthorized: false,
  })
  await happens(protectedSocket, 'secureConnect', signal)
  if (!protectedSocket.authorized) {
    const { fingerprint256 } = protectedSocket.getPeerCertificate()
    if (!fingerprint256 || bare(fingerprint256) !== bare(settings.fingerprint)) {
      protectedSocket.destroy()
      const reason: unknown = protectedSocket.authorizationError
      throw new SourceError(
        'attention',
        'certificate',
        `${fingerprint256 ?? ''} ${reason instanceof Error ? reason.message : String(reason)}`,
      )
    }
  }
  return protectedSocket
}

export function fingerprintOf(socket: Socket): string | undefined {
  return socket instanceof TLSSocket ? socket.getPeerCertificate().fingerprint256 : undefined
}

/** RFC 6120 section 5.4. Our own stream for this step only: the next one starts inside TLS. */
async function startTls(socket: Socket, domain: string, signal: AbortSignal): Promise<void> {
  const name = domain.replace(/[^\p{L}\p{N}.:_[\]-]/gu, '')
  const greeting = `<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0' to='${name}'>`
  const features = await answer(socket, greeting, /<(\w+:)?features\s*\/>|<\/(\w+:)?features>|<\/(\w+:)?error>/, signal)
  const problem = /<(?:\w+:)?error>\s*<([a-z-]+)/.exec(features)?.[1]
  if (problem !== undefined) {
    socket.destroy()
    throw new SourceError('retry', 'server-said-no', words(problem))
  }
  if (!/<starttls[\s>/]/.test(features)) {
    socket.destroy()
    throw new SourceError('attention', 'no-tls')
  }
  const reply = await answer(socket, "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", /<(?:proceed|failure)[^<>]*>/, signal)
  if (/<proceed[^<>]*>\s*$/.test(reply)) return
  socket.destroy()
  // Anything behind <proceed/> came unprotected and would be taken for protected.
  throw new SourceError('retry', reply.includes('<proceed') ? 'bad-answer' : 'no-tls')
}

/** Says something and reads until the answer matches. */
async function answer(socket: Socket, say: string, pattern: RegExp, signal: AbortSignal): Promise<string> {
  let text = ''
  await within(socket, signal, (done, fail) => {
    const hear = (chunk: Buffer): void => {
      text += chunk.toString('latin1')
      if (pattern.test(text)) done()
      else if (text.length > LONGEST_GREETING) fail(new SourceError('retry', 'bad-answer'))
    }
    socket.on('data', hear)
    socket.write(say)
    return () => socket.off('data', hear)
  })
  return text
}

function happens(socket: Socket, event: 'connect' | 'secureConnect', signal: AbortSignal): Promise<void> {
  return within(socket, signal, done => {
    socket.once(event, done)
    return () => socket.off(event, done)
  })
}

/** Waits for what `start` sets going. The socket is destroyed when that takes too long, fails or is no longer wanted. */
async function within(
  socket: Socket,
  signal: AbortSignal,
  start: (done: () => void, fail: (error: unknown) => void) => () => unknown,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const closed = (): void => reject(new SourceError('retry', 'dropped'))
  const stop = (): void => reject(new SourceError('retry', 'failed'))
  const timer = setTimeout(() => reject(new SourceError('retry', 'timed-out')), PATIENCE)
  socket.once('error', reject)
  socket.once('close', closed)
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  const end = start(resolve, reject)
  try {
    await promise
  } catch (error) {
    // Late errors of a socket that nobody waits for any more must not end the process.
    socket.on('error', () => {})
    socket.destroy()
    throw sourceError(error)
  } finally {
    end()
    clearTimeout(timer)
    socket.off('error', reject)
    socket.off('close', closed)
    signal.removeEventListener('abort', stop)
  }
}

function isLoopback(address: string | undefined): boolean {
  return address !== undefined && /^(?:::ffff:)?127\.|^::1$/.test(address)
}

function bare(fingerprint: string): string {
  return fingerprint.replace(/[^0-9a-f]/gi, '').toLowerCase()
}
