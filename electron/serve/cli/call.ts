import { callOfForm, callOfLink } from '#shared/model/call.ts'
import type { Answer } from './command.ts'
import { Failure, WrongUsage } from './failure.ts'
import { words } from './words.ts'

export interface CallOptions {
  link: string | undefined
  from: string | undefined
  to: string | undefined
  id: string | undefined
  state: string | undefined
  port: number
}

/**
 * `call --port N --from NUMBER` or `call --port N hilo://call?...`: tells a running `serve` how a call stands. The token is in `HILO_CALL_TOKEN`: other users of
 * the machine can read arguments.
 */
export async function tellCall({ link, port, ...fields }: CallOptions): Promise<Answer> {
  const given = Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`]))
  const call = link === undefined ? callOfForm(given.join('&')) : callOfLink(link)
  if (!call || port === 0) throw new WrongUsage()
  const response = await fetch(`http://127.0.0.1:${port}/call`, {
    method: 'POST',
    headers: { authorization: `Bearer ${process.env.HILO_CALL_TOKEN ?? ''}`, 'content-type': 'application/json' },
    body: JSON.stringify(call),
    signal: AbortSignal.timeout(10_000),
  }).catch(() => {
    throw new Failure(words.callNobody(String(port)))
  })
  if (response.status === 401) throw new Failure(words.callToken)
  if (!response.ok) throw new Failure(words.callRefused(String(response.status)))
  return { json: call, lines: [words.callTold] }
}
