import type { Late, LiveBatch, LiveContext, LiveStep, ParsedMails } from '../live.ts'
import { accountOf, serverOf } from './account/account.ts'
import type { Settings } from './account/settings.ts'
import type { Chunk, Gone } from './chunk.ts'
import { Connection, type Waits } from './connection.ts'
import { type Cursor, readCursor } from './cursor.ts'
import { Reader } from './reader.ts'

/** Chunks fetched and parsed while earlier ones are being written. */
const AHEAD = 2

/** A chunk, and its mails on their way through the parser. */
type Parsed = Chunk & { parsed?: Promise<ParsedMails> }

/** `LiveConnector.read` of IMAP. */
export async function* readMail(context: LiveContext<Settings>, waits: Waits): AsyncGenerator<LiveStep> {
  const { settings, secrets, signal, since, now } = context
  const handed = new Handed()
  const cursor: Cursor = { folders: { ...readCursor(context.cursor).folders } }
  let connection: Connection | undefined
  try {
    const account = await accountOf(settings, secrets, await serverOf(settings, signal), signal, context.keepSecrets)
    connection = await Connection.open(account, waits, signal)
    const lying: LiveContext<Settings>['lying'] = async (folder, ranges) => {
      await handed.allTaken()
      return context.lying(folder, ranges)
    }
    const task = { folders: settings.folders, cursor: readCursor(context.cursor), since, lying, waits }
    for await (const chunk of ahead(parsing(new Reader(connection, task).read(), context, handed), waits.poll)) {
      // A large mail on a slow line: the connection would have ended if nothing came.
      const step: LiveStep | undefined = chunk ? await stepOf(chunk, cursor, now) : { type: 'alive' }
      if (step) yield step
      if (chunk) handed.taken()
    }
  } catch (error) {
    if (!signal.aborted) throw error
  } finally {
    connection?.close()
  }
}

async function stepOf(chunk: Parsed, cursor: Cursor, now: () => number): Promise<LiveStep | undefined> {
  if (chunk.type === 'live' || chunk.type === 'alive') return { type: chunk.type }
  if (chunk.type === 'progress') return { type: 'catching-up', done: chunk.done, total: chunk.total }
  const { path } = chunk
  if (chunk.cursor) cursor.folders[path] = chunk.cursor
  else delete cursor.folders[path]
  const batch = chunk.type === 'gone' ? goneBatch(chunk, now()) : await mailsBatch(chunk)
  return { type: 'batch', ...batch, cursor: structuredClone(cursor) }
}

function goneBatch({ path, validity, ranges, mails }: Extract<Chunk, { type: 'gone' }>, at: number): LiveBatch {
  return { items: [], problems: [], late: mails.flatMap(mail => markOf(mail, at)), left: { path, validity, ranges } }
}

/** A mail of which another copy lies in the folder is as it was. */
function markOf({ sourceId, also }: Gone, at: number): Late[] {
  return also === 'here' ? [] : [{ sourceId, mark: also === 'elsewhere' ? 'moved' : 'removed', at }]
}

async function mailsBatch({ path, uids, problems, cursor, parsed }: Extract<Parsed, { type: 'mails' }>): Promise<LiveBatch> {
  const mails: NonNullable<LiveBatch['places']>['mails'] = []
  const { results, ...ready } = (await parsed) ?? { results: [], items: [] }
  for (const [i, result] of results.entries()) {
    const number = uids[i]
    if (number === undefined) continue
    if ('problem' in result) problems.push({ file: `${path}/${number}`, code: result.problem })
    else mails.push({ number, sourceId: result.sourceId })
  }
  return { ...ready, problems, ...(mails.length > 0 && { places: { path, validity: cursor.validity, mails } }) }
}

/** Chunks that were handed on, and how many of those were taken, that is committed. */
class Handed {
  private under = 0
  private waiting: (() => void)[] = []

  on(): void {
    this.under++
  }

  taken(): void {
    this.under--
    if (this.under === 0) for (const go of this.waiting.splice(0)) go()
  }

  allTaken(): Promise<void> {
    return new Promise(resolve => {
      if (this.under === 0) resolve()
      else this.waiting.push(resolve)
    })
  }
}

async function* parsing(chunks: AsyncGenerator<Chunk>, { parseMails }: LiveContext<Settings>, handed: Handed): AsyncGenerator<Parsed> {
  for await (const chunk of chunks) {
    handed.on()
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
