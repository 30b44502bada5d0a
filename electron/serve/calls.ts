import type { IncomingMessage } from 'node:http'
import { CallSignal, callOfForm } from '#shared/model/call.ts'
import type { DocumentAnswer } from '../app/ports.ts'
import { plain } from '../platform/content.ts'
import type { TakesCalls } from '../platform/served.ts'
import { shortBody } from './short-body.ts'

/** Words about calls that are taken within a minute: a busy switchboard says three of each call. */
const MOST_CALLS = 240
const MOST_FAILURES = 20
const LONGEST = 2000

/** Where phones and phone systems say how calls stand. */
export class CallDoor {
  private readonly app: TakesCalls
  private readonly now: () => number
  private taken: number[] = []
  private failures: number[] = []

  constructor(app: TakesCalls, now: () => number) {
    this.app = app
    this.now = now
  }

  /**
   * `POST /call` with `Authorization: Bearer TOKEN` (made in Settings) and `from=...&to=...&id=...&state=ringing|answered|ended`, as a form or as JSON:
   * 204; 400 when that says nothing, 401 for a wrong token, 429 for too many, 503 while no workspace is open. `Host` was checked before. No page may
   * ask for it: whoever sends an `Origin` is a browser.
   */
  async answer(request: IncomingMessage): Promise<DocumentAnswer> {
    if (request.method !== 'POST') return plain(405, 'POST')
    if (request.headers.origin !== undefined) return plain(403, 'wrong origin')
    const now = this.now()
    this.failures = this.failures.filter(at => now - at < 60_000)
    this.taken = this.taken.filter(at => now - at < 60_000)
    if (this.failures.length >= MOST_FAILURES || this.taken.length >= MOST_CALLS) return plain(429, 'too many')
    const token = /^Bearer ([\w-]{43})$/.exec(request.headers.authorization ?? '')?.[1]
    const body = await shortBody(request, LONGEST)
    if (body === undefined) return plain(413, 'too long')
    if (token === undefined) return this.refuse()
    const call = /^application\/json\b/i.test(request.headers['content-type'] ?? '') ? callOfJson(body) : callOfForm(body.trim())
    // Before the token is looked at, nothing is said about what was sent.
    const done = call ? await this.app.call(call, token) : 'nothing'
    if (done === 'refused') return this.refuse()
    if (done === 'locked') return plain(503, 'no workspace is open')
    this.taken.push(now)
    if (done === 'nothing') return plain(400, 'say from, to or id, and state=ringing, answered or ended')
    return { ...plain(204, ''), body: new Uint8Array() }
  }

  private refuse(): DocumentAnswer {
    this.failures.push(this.now())
    return plain(401, 'wrong token')
  }
}

function callOfJson(body: string): CallSignal | undefined {
  try {
    const call = CallSignal.safeParse(JSON.parse(body)).data
    return call && (call.from !== '' || call.to !== '' || call.id !== undefined) ? call : undefined
  } catch {
    return undefined
  }
}
