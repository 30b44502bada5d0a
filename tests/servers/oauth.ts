import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'

/** Hands out tokens as RFC 6749 and RFC 7636 say, and tells Dovecot which of them are good. */
export async function startOAuth() {
  const codes = new Map<string, { challenge: string; redirect: string }>()
  const access = new Set<string>()
  const refresh = new Set<string>()
  const asked: string[] = []
  const http: Server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const say = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (url.pathname === '/authorize') {
      const code = randomUUID()
      const redirect = url.searchParams.get('redirect_uri') ?? ''
      codes.set(code, { challenge: url.searchParams.get('code_challenge') ?? '', redirect })
      const answer = url.searchParams.get('login_hint') === 'unwilling' ? { error: 'access_denied' } : { code }
      const back = new URLSearchParams({ ...answer, state: url.searchParams.get('state') ?? '' })
      response.writeHead(302, { location: `${redirect}?${back}` }).end()
    } else if (url.pathname === '/token') {
      const body = new URLSearchParams(Buffer.concat(await request.toArray()).toString())
      asked.push(body.get('grant_type') ?? '')
      const code = codes.get(body.get('code') ?? '')
      const proof = createHash('sha256')
        .update(body.get('code_verifier') ?? '')
        .digest('base64url')
      const granted =
        body.get('grant_type') === 'refresh_token'
          ? refresh.has(body.get('refresh_token') ?? '')
          : code?.challenge === proof && code.redirect === body.get('redirect_uri')
      codes.delete(body.get('code') ?? '')
      if (!granted) return void say(400, { error: 'invalid_grant', error_description: 'Token of ana@example.es has been revoked.' })
      // Each is good for one exchange.
      refresh.delete(body.get('refresh_token') ?? '')
      const [token, again] = [randomUUID(), randomUUID()]
      access.add(token)
      refresh.add(again)
      say(200, { access_token: token, refresh_token: again, expires_in: 3600, token_type: 'Bearer' })
    } else {
      const token = url.searchParams.get('token') ?? ''
      say(200, { active: access.has(token), username: 'ana' })
    }
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const bound = http.address()
  const base = `http://127.0.0.1:${bound !== null && typeof bound === 'object' ? bound.port : 0}`
  return { base, access, refresh, asked, stop: () => http.close() }
}
