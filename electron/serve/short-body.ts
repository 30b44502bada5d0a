import type { IncomingMessage } from 'node:http'
import { addAbortSignal } from 'node:stream'

/** Ms in which what is short is said: whoever takes longer only holds a connection. */
const PATIENCE = 10_000

/** The body of a request as text; undefined when it is longer than so many characters. Rejects for one that does not come to its end. */
export async function shortBody(request: IncomingMessage, longest: number, patience = PATIENCE): Promise<string | undefined> {
  let body = ''
  for await (const chunk of addAbortSignal(AbortSignal.timeout(patience), request.setEncoding('utf8'))) {
    body += chunk
    if (body.length > longest) return undefined
  }
  return body
}
