import { once } from 'node:events'
import { Socket } from 'node:net'
import { Client, type DatabaseError } from 'pg'
import { networkFailure } from '../network.ts'
import { SourceError } from '../source-error.ts'
import { certificateError, tlsOptions } from './certificate.ts'
import type { SipSettings } from './settings.ts'

const CONNECT_TIMEOUT = 10_000
const STATEMENT_TIMEOUT = 30_000

/** A connection that only reads, and hears notifications. All its methods throw SourceError. */
export interface Database {
  query<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]>
  /** False where the server cannot: a standby. */
  listen(channel: string): Promise<boolean>
  /** Until a notification came since the last time, `ms` have passed, the connection ends, or `signal` is aborted. */
  news(ms: number, signal: AbortSignal): Promise<void>
  close(): void
}

export async function connect(settings: SipSettings, password: string, signal: AbortSignal): Promise<Database> {
  signal.throwIfAborted()
  // Our own socket: destroying it ends whatever is going on, a half-open connection too.
  const socket = new Socket()
  const { host, port, database, user } = settings
  const client = new Client({
    host,
    port,
    database,
    user,
    password,
    ssl: await tlsOptions(settings, signal),
    stream: () => socket,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    // The server ends a statement by itself, unless it is gone.
    query_timeout: STATEMENT_TIMEOUT + 5000,
    keepAlive: true,
    application_name: 'hilo',
  })
  const stop = () => socket.destroy()
  signal.addEventListener('abort', stop)
  const close = () => {
    signal.removeEventListener('abort', stop)
    client.end().catch(() => {})
    socket.destroySoon()
  }
  let notified = false
  client.on('notification', () => {
    notified = true
  })
  // Met again by the next query.
  client.on('error', () => {})
  const query = async <Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> => {
    try {
      return (await client.query<Row>(sql, values)).rows
    } catch (error) {
      throw sourceError(error)
    }
  }
  try {
    await client.connect()
    await query(`SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY`)
    await query(`SET statement_timeout = ${STATEMENT_TIMEOUT}`)
    // Times as text must be the same whoever the user is: they are in the cursor.
    await query(`SET datestyle = 'ISO'`)
    await query(`SET timezone = 'UTC'`)
  } catch (error) {
    close()
    throw sourceError(await certificateError(error, settings, signal))
  }
  return {
    query,
    close,
    async listen(channel) {
      try {
        await query(`LISTEN ${client.escapeIdentifier(channel)}`)
        return true
      } catch (error) {
        if (error instanceof SourceError && error.code === 'server-said-no') return false
        throw error
      }
    },
    async news(ms, stopped) {
      if (!notified) {
        await once(client, 'notification', { signal: AbortSignal.any([stopped, AbortSignal.timeout(ms)]) }).catch(() => {})
      }
      notified = false
    },
  }
}

type Failure = [kind: 'retry' | 'attention', code: SourceError['code']]

/** By SQLSTATE (PostgreSQL, appendix A), or the first two characters of it, its class. */
const byState: Record<string, Failure> = {
  '08': ['retry', 'dropped'],
  '22': ['attention', 'server-said-no'],
  '28': ['attention', 'login-refused'],
  '3D000': ['attention', 'server-said-no'],
  '3F000': ['attention', 'table-missing'],
  '42': ['attention', 'server-said-no'],
  '42501': ['attention', 'no-permission'],
  '42703': ['attention', 'column-missing'],
  '42P01': ['attention', 'table-missing'],
  '53300': ['retry', 'throttled'],
  '57014': ['retry', 'timed-out'],
  '57P': ['retry', 'dropped'],
}

/** What the pg package says without a code. */
const byWords: [RegExp, Failure][] = [
  [/timeout/i, ['retry', 'timed-out']],
  [/terminated|connection error|not queryable|was closed/i, ['retry', 'dropped']],
  [/does not support SSL/i, ['attention', 'no-tls']],
  [/SSL connection|unexpected|unknown (?:message|auth)/i, ['retry', 'bad-answer']],
  [/SASL|password must be/i, ['attention', 'login-refused']],
]

export function sourceError(error: unknown): unknown {
  if (error instanceof SourceError || !(error instanceof Error)) return error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (isDatabaseError(error)) {
    const [kind, what] = byState[code] ?? byState[code.slice(0, 3)] ?? byState[code.slice(0, 2)] ?? ['retry', 'server-said-no']
    return new SourceError(kind, what, serverWords(error.message))
  }
  const failure = networkFailure(code)
  if (failure) return new SourceError('retry', failure, failure === 'dropped' ? code : undefined)
  const known = byWords.find(([words]) => words.test(error.message))?.[1]
  return known ? new SourceError(...known) : new SourceError('retry', code === '' ? 'failed' : 'dropped', code || undefined)
}

function isDatabaseError(error: Error): error is DatabaseError {
  return 'severity' in error && typeof error.severity === 'string'
}

/** What is in quotes may be anything: a name, an address, the content of a row. */
function serverWords(message: string): string {
  return (
    message
      .replace(/"[^"]*"|'[^']*'/g, '…')
      .split('\n', 1)[0]
      ?.slice(0, 200) ?? ''
  )
}
