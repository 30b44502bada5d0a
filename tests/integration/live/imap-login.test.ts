import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestStep } from '#shared/contract/connectors.ts'
import { authorize, freshToken } from '../../../electron/connectors/imap/account/oauth.ts'
import { type Dovecot, startDovecot } from '../../servers/dovecot.ts'
import { startOAuth } from '../../servers/oauth.ts'
import { Collector, contextOf } from './collect.ts'
import { collect, givenAt, mails, quickImap } from './imap-world.ts'

const never = new AbortController().signal

async function stepsOf(port: number, more: Record<string, unknown>, secrets?: Record<string, string>): Promise<TestStep[]> {
  const steps: TestStep[] = []
  const { cursor: _, ...context } = contextOf(givenAt(port, more, secrets), undefined, never)
  for await (const step of quickImap.test(context)) steps.push(step)
  return steps
}

describe('the way into an IMAP account', () => {
  let server: Dovecot
  let plain: Dovecot
  beforeAll(async () => {
    server = await startDovecot({ tls: true })
    plain = await startDovecot()
    await server.deliver('ana', 'INBOX', mails(3))
  })
  afterAll(() => Promise.all([server.stop(), plain.stop()]))
  const fingerprint = () => server.certificate?.fingerprint ?? ''
  const secure = () => [
    { port: server.tlsPort, security: 'tls' },
    { port: server.port, security: 'starttls' },
  ]

  it('refuses a certificate that nobody vouches for, and shows its fingerprint', async () => {
    for (const { port, security } of secure()) {
      const run = collect(port, { security }).start()
      expect(await run.failure()).toMatchObject({
        kind: 'attention',
        code: 'certificate',
        detail: expect.stringContaining(`SHA-256 ${fingerprint()}`),
      })
      expect((await stepsOf(port, { security })).at(-1)).toMatchObject({
        step: 'tls',
        ok: false,
        code: 'certificate',
        found: [{ what: 'fingerprint', value: fingerprint() }],
      })
    }
  })

  it('takes the certificate that the user accepted', async () => {
    for (const { port, security } of secure()) {
      const run = collect(port, { security, fingerprint: fingerprint().toLowerCase() }).start()
      await run.until('live', so => so.live)
      await run.stop()
      expect(run.items.size).toBe(3)
      const steps = await stepsOf(port, { security, fingerprint: fingerprint() })
      expect(steps.map(({ step, ok }) => `${step} ${ok}`)).toEqual(['name true', 'port true', 'tls true', 'login true', 'folder true'])
      expect(steps.at(-1)?.found).toContainEqual({ what: 'INBOX', value: '3' })
      expect(steps.at(-1)?.found).toContainEqual({ what: 'Trash', value: '0', left: true })
    }
  })

  it('takes no other in its place', async () => {
    const other = 'AB:'.repeat(32).slice(0, -1)
    for (const { port, security } of secure()) {
      const run = collect(port, { security, fingerprint: other }).start()
      expect(await run.failure()).toMatchObject({ kind: 'attention', code: 'certificate' })
    }
  })

  it('sends no password in the clear where TLS was wanted', async () => {
    for (const security of ['tls', 'starttls']) {
      const run = collect(plain.port, { security }).start()
      expect(await run.failure()).toMatchObject({ kind: 'attention', code: 'no-tls' })
    }
  })

  it('names the step that failed: name, port, login', async () => {
    expect((await stepsOf(plain.port, { host: 'nowhere.invalid' })).at(-1)).toMatchObject({ step: 'name', code: 'name-not-found' })
    expect((await stepsOf(1, {})).map(({ step, ok }) => `${step} ${ok}`)).toEqual(['name true', 'port false'])
    const refused = await stepsOf(plain.port, {}, { password: 'secret' })
    expect(refused.at(-1)).toMatchObject({ step: 'login', ok: false, code: 'login-refused' })
    expect(refused.slice(0, -1).every(({ ok }) => ok)).toBe(true)
  })
})

describe('an IMAP account with OAuth', () => {
  let oauth: Awaited<ReturnType<typeof startOAuth>>
  let server: Dovecot
  beforeAll(async () => {
    oauth = await startOAuth()
    server = await startDovecot({ introspection: `${oauth.base}/introspect` })
    await server.deliver('ana', 'INBOX', mails(3))
  })
  afterAll(async () => {
    await server.stop()
    oauth.stop()
  })
  const client = () => ({ clientId: 'hilo', tokenUrl: `${oauth.base}/token`, authorizeUrl: `${oauth.base}/authorize`, scope: 'mail' })
  const browser = async (url: string) => {
    await fetch(url)
  }
  const settings = () => ({ auth: 'oauth', clientId: 'hilo', tokenUrl: `${oauth.base}/token` })

  it('gets consent in the browser, and a fresh token at each login', async () => {
    const tokens = await authorize(client(), browser, never)
    expect(tokens.expiresAt).toBeGreaterThan(Date.now())
    const secrets = { refreshToken: tokens.refreshToken ?? '' }
    const run = collect(server.port, settings(), secrets).start()
    await run.until('live', so => so.live)
    await run.stop()
    expect(run.items.size).toBe(3)
    expect(oauth.asked).toEqual(['authorization_code', 'refresh_token'])
  })

  it('keeps the new refresh token that came for the old one, which is good for nothing any more', async () => {
    const { refreshToken = '' } = await authorize(client(), browser, never)
    const given = givenAt(server.port, settings(), { refreshToken })
    const secrets = { ...given.secrets }
    const keepSecrets = async (some: Record<string, string>) => void Object.assign(secrets, some)
    const run = new Collector(quickImap, { ...given, secrets, keepSecrets })
    for (let time = 0; time < 3; time++) {
      run.start()
      await run.until('live', so => so.live)
      await run.stop()
    }
    expect(run.items.size).toBe(3)
    expect(secrets.refreshToken).not.toBe(refreshToken)
    expect(oauth.refresh).toContain(secrets.refreshToken)
    const stale = collect(server.port, settings(), { refreshToken }).start()
    expect(await stale.failure()).toMatchObject({ kind: 'attention', code: 'login-refused' })
  })

  it('asks for a person when the consent was taken back', async () => {
    const { refreshToken = '' } = await authorize(client(), browser, never)
    oauth.refresh.clear()
    const run = collect(server.port, settings(), { refreshToken }).start()
    const error = await run.failure()
    expect(error).toMatchObject({ kind: 'attention', code: 'login-refused', detail: expect.stringContaining('revoked') })
    expect(JSON.stringify(error)).not.toContain('ana@')
    await expect(freshToken(client(), refreshToken, never)).rejects.toMatchObject({ code: 'login-refused' })
  })

  it('asks for a person when the mail server does not take the token', async () => {
    const { refreshToken = '' } = await authorize(client(), browser, never)
    const taken = oauth.access.add.bind(oauth.access)
    oauth.access.add = () => oauth.access
    const run = collect(server.port, settings(), { refreshToken }).start()
    expect(await run.failure()).toMatchObject({ kind: 'attention', code: 'login-refused' })
    oauth.access.add = taken
  })

  it('tells a user who said no', async () => {
    const said = authorize({ ...client(), user: 'unwilling' }, browser, never)
    await expect(said).rejects.toMatchObject({ kind: 'attention', code: 'login-refused', detail: 'access_denied' })
  })

  it('takes no answer that was not asked for, and stops waiting when it is told to', async () => {
    const stop = new AbortController()
    const said = authorize(
      client(),
      async url => {
        const redirect = new URL(url).searchParams.get('redirect_uri')
        expect((await fetch(`${redirect}?code=forged&state=guessed`)).status).toBe(404)
        stop.abort()
      },
      stop.signal,
    )
    await expect(said).rejects.toMatchObject({ kind: 'retry' })
  })
})
