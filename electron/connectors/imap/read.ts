import type { ProblemCode } from '#shared/model/problem.ts'
import type { Incoming } from '../connector.ts'
import type { LiveContext, LiveStep } from '../live.ts'
import { accountOf, serverOf } from './account/account.ts'
import type { Settings } from './account/settings.ts'
import { Connection, type Waits } from './connection.ts'
import { type Cursor, readCursor } from './cursor.ts'
import { Known } from './known.ts'
import { type Chunk, Reader } from './reader.ts'

/** Chunks fetched and parsed while earlier ones are being written. */
const AHEAD = 2

/** A chunk, and its mails on their way through the parser. */
type Parsed = Chunk & { parsed?: Promise<(Incoming | ProblemCode)[]> }

/** `LiveConnector.read` of IMAP. */
export async function* readMail(context: LiveContext<Settings>, waits: Waits): AsyncGenerator<LiveStep> {
  const { settings, secrets, signal, since, now } = context
  const cursor: Cursor = { folders: { ...readCursor(context.cursor).folders } }
  const known = new Known()
  for (const [path, { recent }] of Object.entries(cursor.folders)) if (recent !== undefined) known.restore(path, recent)
  let connection: Connection | undefined
  try {
    const account = await accountOf(settings, secrets, await serverOf(settings, signal), signal)
    connection = await Connection.open(account, waits, signal)
    const task = { folders: settings.folders, cursor: readCursor(context.cursor), since, lowestKnown: known.lowest.bind(known), waits }
    for await (const chunk of ahead(parsing(new Reader(connection, task).read(), context), waits.poll)) {
      // A large mail on a slow line: the connection would have ended if nothing came.
      const step: LiveStep | undefined = chunk ? await stepOf(chunk, cursor, known, now) : { type: 'alive' }
      if (step) yield step
    }
  } catch (error) {
    if (!signal.aborted) throw error
  } finally {
    connection?.close()
  }
}

async function stepOf(chunk: Parsed, cursor: Cursor, known: Known, now: () => number): Promise<LiveStep | undefined> {
  if (chunk.type === 'live' || chunk.type === 'alive') return { type: chunk.type }
  if (chunk.type === 'progress') return { type: 'catching-up', done: chunk.done, total: chunk.total }
  const { path } = chunk
  if (chunk.type === 'renumbered') {
    known.forget(path)
    return undefined
  }
  const late = chunk.type === 'gone' ? known.remove(path, chunk.isGone, now()) : []
  if (chunk.type === 'gone' && late.length === 0) return undefined
  const items: Incoming[] = []
  const problems = chunk.type === 'mails' ? chunk.problems : []
  const results = (await chunk.parsed) ?? []
  for (const [i, result] of results.entries()) {
    const uid = chunk.type === 'mails' ? chunk.uids[i] : undefined
    if (typeof result === 'string') problems.push({ file: `${path}/${uid}`, code: result })
    else {
      items.push(result)
      if (uid !== undefined) known.add(path, uid, result.sourceId)
    }
  }
  const recent = known.recent(path)
  cursor.folders[path] = { ...chunk.cursor, ...(recent === undefined ? {} : { recent }) }
  return { type: 'batch', items, problems, ...(late.length > 0 ? { late } : {}), cursor: structuredClone(cursor) }
}

async function* parsing(chunks: AsyncGenerator<Chunk>, { parseMails }: LiveContext<Settings>): AsyncGenerator<Parsed> {
  for await (const chunk of chunks) {
    if (chunk.type !== 'mails') yield chunk
    else {
      const parsed = parseMails(chunk.mails)
      // It is awaited later, or not at all when the connection ends first.
      parsed.catch(() => {})
      yield { ...chunk, parsed }
    }
  }
}

/** The same steps, asked for before they are wanted; undefined when the next one takes longer than so many ms. */
async function* ahead<T>(steps: AsyncGenerator<T>, ms: number): AsyncGenerator<T | undefined> {
  const asked: Promise<IteratorResult<T>>[] = []
  const ask = () => {
    const next = steps.next()
    next.catch(() => {})
    asked.push(next)
  }
  for (let i = 0; i < AHEAD; i++) ask()
  for (let [next] = asked; next; [next] = asked) {
    const step = await within(ms, next)
    if (step?.done) return
    if (step) {
      asked.shift()
      ask()
    }
    yield step?.value
  }
}

async function within<T>(ms: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  try {
    const late = new Promise<undefined>(resolve => {
      timer = setTimeout(() => resolve(undefined), ms)
    })
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
