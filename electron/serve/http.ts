import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import own from '../../package.json' with { type: 'json' }
import type { DocumentAnswer } from '../app/ports.ts'
import { commonHeaders, originContent, plain } from '../platform/content.ts'
import type { Log } from '../platform/log.ts'
import type { AnswersSurveys, Served, TakesCalls } from '../platform/served.ts'
import { CallDoor } from './calls.ts'
import { carry } from './carrier.ts'
import { Sessions } from './session.ts'
import { shortBody } from './short-body.ts'
import { SurveyDoor } from './surveys.ts'
import { Uploads } from './uploads.ts'

export interface ServeOptions {
  app: Served & TakesCalls & AnswersSurveys
  /** Data folder; uploads lie below it for as long as they are needed. */
  folder: string
  /** Built window. */
  root: string
  /** 0 takes a free one. */
  port: number
  log?: Log | undefined
}

export interface Running {
  /** A new launch address, which lets one window in. */
  address(): string
  /** Shows a launch address, and the next one whenever a window was let in. */
  showAddresses(show: (address: string) => void): void
  /** Calls back with how many windows are connected, each time that changes. */
  onWindows(listener: (count: number) => void): void
  close(): Promise<void>
}

/** Characters of what opens a session; both codes are far shorter. */
const LONGEST = 200
/** Ms in which a request's headers come. */
const HEADERS = 10_000
/** Far more than all windows of a person make. */
const CONNECTIONS = 500

/** Everything a request can be checked against. */
export interface Gate {
  /** `127.0.0.1:PORT`, as Host must read: anything else is a name that somebody pointed at this machine (DNS rebinding). */
  host: string
  /** `http://127.0.0.1:PORT`, as Origin must read for every request that does something. */
  origin: string
  sessions: Sessions
}

/** Serves the window and the contract on the loopback interface. Rejects when the port is taken. */
export async function serve({ app, folder, root, port, log }: ServeOptions): Promise<Running> {
  const sessions = new Sessions(Date.now)
  const uploads = new Uploads(folder)
  await uploads.open()
  const calls = new CallDoor(app, Date.now)
  const surveys = new SurveyDoor(app, Date.now)
  const gate: Gate = { host: '', origin: '', sessions }
  const server = createServer((request, response) => {
    answer(request, { app, gate, root, uploads, calls, surveys })
      .catch((error: unknown) => {
        log?.error('request', error)
        return plain(500, 'failed')
      })
      .then(content => send(request, response, content))
  })
  // A file of many gigabytes may take longer than the five minutes that Node gives a request.
  server.requestTimeout = 0
  server.headersTimeout = HEADERS
  server.maxConnections = CONNECTIONS
  await listen(server, port)
  const bound = server.address()
  const url = new URL(`http://127.0.0.1:${typeof bound === 'object' ? bound?.port : port}`)
  gate.host = url.host
  gate.origin = url.origin
  const windows = carry(server, app, gate, log)
  const addressOf = (code: string): string => `${url.origin}/#code=${code}`
  const showAddresses = (show: (address: string) => void): void => show(addressOf(sessions.issue(() => showAddresses(show))))
  log?.info('start', { version: own.version, node: process.versions.node, system: process.platform, arch: process.arch })
  return {
    address: () => addressOf(sessions.issue()),
    showAddresses,
    onWindows: windows.onCount,
    async close() {
      windows.close()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
      await uploads.close()
      log?.info('stop')
    },
  }
}

interface Site {
  app: Served
  gate: Gate
  root: string
  uploads: Uploads
  calls: CallDoor
  surveys: SurveyDoor
}

async function answer(request: IncomingMessage, { app, gate, root, uploads, calls, surveys }: Site): Promise<DocumentAnswer> {
  // Of two, each reader on the way believes another.
  if (request.headersDistinct.host?.length !== 1) return plain(400, 'one host')
  const local = request.headers.host === gate.host
  const url = new URL(request.url ?? '/', gate.origin)
  if (url.pathname.startsWith('/survey/')) return surveys.answer(request, url.pathname, local)
  if (!local) return plain(421, 'this address is not served here')
  const reading = request.method === 'GET' || request.method === 'HEAD'
  if (url.pathname === '/session') return reading ? plain(405, 'POST') : openSession(request, gate)
  if (url.pathname === '/upload') return reading ? plain(405, 'PUT or DELETE') : upload(request, url, gate, uploads)
  if (url.pathname === '/call') return calls.answer(request)
  if (!reading) return plain(405, 'GET')
  return originContent(app, root, url.pathname, gate.origin.replace('http', 'ws'))
}

/** `POST /session` with the launch code, a space and the window's token as its body: 204, 403 for a wrong code, 429 after too many. */
async function openSession(request: IncomingMessage, { origin, sessions }: Gate): Promise<DocumentAnswer> {
  if (request.method !== 'POST') return plain(405, 'POST')
  if (request.headers.origin !== origin) return plain(403, 'wrong origin')
  const body = await shortBody(request, LONGEST)
  if (body === undefined) return plain(413, 'too long')
  const [code = '', token = ''] = body.split(' ')
  const answer = sessions.register(code, token)
  if (answer === 'slow-down') return plain(429, 'too many wrong codes')
  if (answer === 'wrong') return plain(403, 'wrong code')
  return { ...plain(204, ''), body: new Uint8Array() }
}

/** `PUT /upload?batch=<uuid>&path=<relative name>` stores its body, `DELETE /upload?batch=<uuid>` forgets the batch. */
async function upload(request: IncomingMessage, url: URL, { origin, sessions }: Gate, uploads: Uploads): Promise<DocumentAnswer> {
  if (request.headers.origin !== origin) return plain(403, 'wrong origin')
  const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
  if (!token || !sessions.accepts(token)) return plain(401, 'no session')
  const batch = url.searchParams.get('batch') ?? ''
  if (request.method === 'DELETE') {
    await uploads.remove(batch)
    return { ...plain(204, ''), body: new Uint8Array() }
  }
  if (request.method !== 'PUT') return plain(405, 'PUT or DELETE')
  const done = await uploads.put(batch, url.searchParams.get('path') ?? '', Number(request.headers['content-length'] ?? 0), request)
  if ('path' in done) {
    return { status: 200, headers: { ...commonHeaders, 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify(done)) }
  }
  return { 'bad-name': plain(400, 'bad name'), exists: plain(409, 'exists'), 'disk-full': plain(507, 'disk full') }[done.refused]
}

function send(request: IncomingMessage, response: ServerResponse, { status, headers, body }: DocumentAnswer): void {
  // What was not read of a refused upload would otherwise be taken for the next request.
  if (!request.complete || status === 400) response.setHeader('connection', 'close')
  response.writeHead(status, { ...headers, 'content-length': body.byteLength })
  response.end(request.method === 'HEAD' ? undefined : body)
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
}
