import type { TestStep } from '#shared/contract/connectors.ts'
import type { TestContext } from '../live.ts'
import { SourceError } from '../source-error.ts'
import { accountOf, serverOf } from './account/account.ts'
import type { Settings } from './account/settings.ts'
import { Connection, type Waits } from './connection.ts'
import { foldersLeftOut, foldersToRead } from './folders.ts'
import { testSending } from './send.ts'

type Step = TestStep['step']

/** Which step of connecting an error belongs to. */
const STEP_OF: Record<string, Step> = {
  'name-not-found': 'name',
  refused: 'port',
  'timed-out': 'port',
  dropped: 'port',
  'bad-answer': 'port',
  'no-tls': 'tls',
  certificate: 'tls',
}

/** `LiveConnector.test` of IMAP. */
export async function* testMail({ settings, secrets, signal, keepSecrets }: TestContext<Settings>, waits: Waits): AsyncGenerator<TestStep> {
  let connection: Connection | undefined
  let reached: Step = 'name'
  try {
    const server = await serverOf(settings, signal)
    const account = await accountOf(settings, secrets, server, signal, keepSecrets)
    reached = 'login'
    connection = await Connection.open(account, waits, signal)
    const { client } = connection
    yield { step: 'name', ok: true, found: [{ what: 'host', value: server.host }] }
    yield { step: 'port', ok: true, found: [{ what: 'port', value: String(server.port) }] }
    const tls = client.tls ? client.tls.version : 'none'
    yield { step: 'tls', ok: true, found: [{ what: 'tls', value: tls }] }
    yield { step: 'login', ok: true }
    reached = 'folder'
    const listed = await connection.answer(client.list({ statusQuery: { messages: true } }))
    const folders = foldersToRead(listed, settings.folders, client.capabilities.has('X-GM-EXT-1'))
    const missing = settings.folders?.filter(path => !listed.some(entry => entry.path === path)) ?? []
    if (folders.length === 0 || missing.length > 0) throw new SourceError('attention', 'folder-missing', missing.join(', '))
    const messages = (path: string) => String(listed.find(entry => entry.path === path)?.status?.messages ?? 0)
    const read = folders.map(({ path }) => ({ what: path, value: messages(path) }))
    const left = foldersLeftOut(listed, folders).map(path => ({ what: path, value: messages(path), left: true as const }))
    yield { step: 'folder', ok: true, found: [...read, ...left] }
    reached = 'sending'
    yield* testSending({ settings, secrets, signal, keepSecrets })
  } catch (error) {
    if (signal.aborted) return
    if (!(error instanceof SourceError)) throw error
    const failed = reached === 'login' ? (STEP_OF[error.code] ?? 'login') : reached
    const order: readonly Step[] = ['name', 'port', 'tls', 'login']
    for (const step of order.slice(0, Math.max(0, order.indexOf(failed)))) {
      if (reached === 'login') yield { step, ok: true }
    }
    const [, fingerprint] = /SHA-256 (\S+)/.exec(error.detail ?? '') ?? []
    yield {
      step: failed,
      ok: false,
      code: error.code,
      ...(error.detail === undefined ? {} : { detail: error.detail }),
      ...(fingerprint === undefined ? {} : { found: [{ what: 'fingerprint', value: fingerprint }] }),
    }
  } finally {
    connection?.close()
  }
}
