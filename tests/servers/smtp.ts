import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import type { Certificate } from './certificate.ts'

/** What the server is told to do with the next messages; each said once, in order. */
type Mood =
  /** Answers with this code and text at this step. */
  | { at: 'login' | 'from' | 'to' | 'data'; code: number; text: string }
  /** Takes all of the message and hangs up without an answer; `keeps`: it did store it. */
  | { at: 'hang-up'; keeps: boolean }
  /** Takes all of the message and never says a word again. */
  | { at: 'hang' }

export interface Submitted {
  from: string
  to: string[]
  raw: string
}

export interface TestSmtp {
  port: number
  /** Everything it took, in order. */
  taken: Submitted[]
  moods: Mood[]
  /** How many are talking to it. */
  talking(): number
  close(): Promise<void>
}

/** A real submission server (smtp-server) on a free port, for one user; with TLS from the first byte where it has a certificate. */
export async function startSmtp(
  user: string,
  password: string,
  options: { port?: number; size?: number; certificate?: Certificate } = {},
): Promise<TestSmtp> {
  const { certificate } = options
  const taken: Submitted[] = []
  const moods: Mood[] = []
  const mood = (at: Mood['at']): Mood | undefined => (moods[0]?.at === at ? moods.shift() : undefined)
  const refusal = (at: 'login' | 'from' | 'to' | 'data') => {
    const found = mood(at)
    return found && 'code' in found ? Object.assign(new Error(found.text), { responseCode: found.code }) : undefined
  }
  const server = new SMTPServer({
    authOptional: false,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    ...(certificate && { secure: true, key: readFileSync(certificate.key), cert: readFileSync(certificate.file) }),
    disableReverseLookup: true,
    ...(options.size !== undefined && { size: options.size }),
    onAuth(given, _session, done) {
      const refused = refusal('login')
      if (refused) return done(refused)
      const right = given.username === user && digest(given.password ?? '') === digest(password)
      done(right ? null : Object.assign(new Error('Invalid login'), { responseCode: 535 }), right ? { user } : undefined)
    },
    onMailFrom: (_address, _session, done) => done(refusal('from')),
    onRcptTo: (_address, _session, done) => done(refusal('to')),
    onData(stream, session, done) {
      buffer(stream).then(raw => {
        const refused = refusal('data')
        if (refused) return done(refused)
        if (mood('hang')) return
        const hanging = mood('hang-up')
        const { mailFrom, rcptTo } = session.envelope
        if (!hanging || ('keeps' in hanging && hanging.keeps)) {
          taken.push({ from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address), raw: raw.toString('utf8') })
        }
        if (hanging) for (const connection of server.connections) connection.close()
        else done()
      }, done)
    },
  })
  server.on('error', () => {})
  await new Promise<void>(resolve => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const address = server.server.address()
  const close = () =>
    new Promise<void>(resolve => {
      for (const connection of server.connections) connection.close()
      server.close(() => resolve())
    })
  return { port: typeof address === 'object' && address ? address.port : 0, taken, moods, talking: () => server.connections.size, close }
}

function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
