import { createHash, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import * as z from 'zod'
import { SourceError } from '../../source-error.ts'
import { serverWords } from '../errors.ts'

export interface OAuthClient {
  tokenUrl: string
  clientId: string
  /** Some providers hand one to installed apps too; it is no secret then (RFC 8252 section 8.5). */
  clientSecret?: string
}

export interface Tokens {
  accessToken: string
  /** Absent when the old one goes on being good. */
  refreshToken?: string
  /** Epoch ms. */
  expiresAt?: number
}

/** A token server that takes longer, or a person who does not come back from the browser, ms. */
const ANSWER = 30_000
const CONSENT = 10 * 60_000

const Answer = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().optional(),
  expires_in: z.coerce.number().optional(),
})
const Refusal = z.object({ error: z.string(), error_description: z.string().optional() })

/**
 * Asks the user for consent in the system's browser and takes the answer on a loopback port (RFC 8252 section 7.3) with PKCE
 * (RFC 7636) and a `state` that ties the answer to this question.
 *
 * @param open shows an address in the system's browser.
 * @throws SourceError `login-refused` when the user or the provider says no, `timed-out` after ten minutes.
 */
export async function authorize(
  client: OAuthClient & { authorizeUrl: string; scope: string; user?: string },
  open: (url: string) => void | Promise<void>,
  signal: AbortSignal,
): Promise<Tokens> {
  const verifier = randomBytes(48).toString('base64url')
  const state = randomBytes(24).toString('base64url')
  const stop = AbortSignal.any([signal, AbortSignal.timeout(CONSENT)])
  const { redirectUri, code } = await loopback(state, stop)
  const url = new URL(client.authorizeUrl)
  const query = {
    response_type: 'code',
    client_id: client.clientId,
    redirect_uri: redirectUri,
    scope: client.scope,
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...(client.user === undefined ? {} : { login_hint: client.user }),
  }
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  await open(url.href)
  return ask(client, { grant_type: 'authorization_code', code: await code, redirect_uri: redirectUri, code_verifier: verifier }, stop)
}

/** A new access token for a refresh token (RFC 6749 section 6). @throws SourceError: attention when it is refused, else retry. */
export function freshToken(client: OAuthClient, refreshToken: string, signal: AbortSignal): Promise<Tokens> {
  return ask(client, { grant_type: 'refresh_token', refresh_token: refreshToken }, signal)
}

async function ask(client: OAuthClient, question: Record<string, string>, signal: AbortSignal): Promise<Tokens> {
  const body = new URLSearchParams({
    ...question,
    client_id: client.clientId,
    ...(client.clientSecret === undefined ? {} : { client_secret: client.clientSecret }),
  })
  let status: number
  let wait: number
  let answer: unknown
  try {
    const response = await fetch(client.tokenUrl, {
      method: 'POST',
      body,
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER)]),
    })
    status = response.status
    wait = Number(response.headers.get('retry-after') ?? Number.NaN)
    answer = await response.json().catch(() => undefined)
  } catch (error) {
    throw new SourceError('retry', error instanceof Error && error.name === 'TimeoutError' ? 'timed-out' : 'refused')
  }
  const tokens = Answer.safeParse(answer)
  if (status === 200 && tokens.success) {
    const { access_token: accessToken, refresh_token: refreshToken, expires_in: seconds } = tokens.data
    return {
      accessToken,
      ...(refreshToken === undefined ? {} : { refreshToken }),
      ...(seconds === undefined ? {} : { expiresAt: Date.now() + 1000 * seconds }),
    }
  }
  const refusal = Refusal.safeParse(answer)
  const words = refusal.success ? serverWords(`${refusal.data.error} ${refusal.data.error_description ?? ''}`) : undefined
  if (status === 429) throw new SourceError('retry', 'throttled', words, Number.isFinite(wait) ? Date.now() + 1000 * wait : undefined)
  if (status >= 400 && status < 500 && refusal.success) throw new SourceError('attention', 'login-refused', words)
  throw new SourceError('retry', status >= 500 ? 'server-said-no' : 'bad-answer', words)
}

/** Listens on a free port for the browser to come back; answers nobody but who brings the right state. */
async function loopback(state: string, signal: AbortSignal): Promise<{ redirectUri: string; code: Promise<string> }> {
  const server = createServer()
  const code = new Promise<string>((resolve, reject) => {
    const fail = (error: SourceError) => {
      server.close()
      server.closeAllConnections()
      reject(error)
    }
    server.on('error', () => fail(new SourceError('retry', 'failed')))
    signal.addEventListener('abort', () => fail(new SourceError('retry', 'timed-out')), { once: true })
    server.on('request', (request, response) => {
      const { searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
      if (searchParams.get('state') !== state) return void response.writeHead(404).end()
      const granted = searchParams.get('code')
      response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' })
      response.end(granted === null ? '✗' : '✓', () => {
        if (granted === null) return fail(new SourceError('attention', 'login-refused', serverWords(searchParams.get('error') ?? '')))
        server.close()
        resolve(granted)
      })
    })
  })
  // Whoever waits for the code hears of it; until then nobody does.
  code.catch(() => {})
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new SourceError('retry', 'failed')
  return { redirectUri: `http://127.0.0.1:${bound.port}`, code }
}
