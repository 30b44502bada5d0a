import type { IncomingMessage } from 'node:http'
import type { DocumentAnswer } from '../app/ports.ts'
import { plain } from '../platform/content.ts'
import type { AnswersSurveys } from '../platform/served.ts'
import { shortBody } from './short-body.ts'

/** Visits within a minute: more is no crowd of customers. */
const MOST = 600
/** A comment of 2,000 characters, each of which can take twelve in a form. */
const LONGEST = 30_000

/** Where customers answer surveys: the one part of Hilo that others may reach, through whatever passes on to this port. */
export class SurveyDoor {
  private readonly app: AnswersSurveys
  private readonly now: () => number
  private visits: number[] = []

  constructor(app: AnswersSurveys, now: () => number) {
    this.app = app
    this.now = now
  }

  /**
   * `GET /survey/TOKEN` shows the form, `POST` with `score=4&comment=...` keeps the answer. The token is all that is needed and nothing else is
   * looked at: no cookie, no session. `local`: by the loopback address; else `Host` must be that of the base address in Settings (421).
   */
  async answer(request: IncomingMessage, path: string, local: boolean): Promise<DocumentAnswer> {
    const now = this.now()
    this.visits = this.visits.filter(at => now - at < 60_000)
    if (this.visits.length >= MOST) return plain(429, 'too many')
    this.visits.push(now)
    const token = /^\/survey\/([\w-]{43})$/.exec(path)?.[1]
    if (token === undefined) return plain(404, 'not found')
    const reading = request.method === 'GET' || request.method === 'HEAD'
    if (!reading && request.method !== 'POST') return plain(405, 'GET or POST')
    const body = reading ? '' : await shortBody(request, LONGEST)
    if (body === undefined) return plain(413, 'too long')
    const form = reading ? undefined : new URLSearchParams(body)
    const shown = await this.app.survey({ token, host: request.headers.host ?? '', local, ...(form && { form }) })
    return shown ?? plain(421, 'this address is not served here')
  }
}
