import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import SQLite from 'better-sqlite3-multiple-ciphers'
import { Cancelled, runCancellable } from './cancel.ts'
import { changesCutOff } from './cut-log.ts'
import { Damaged, type Db, openDatabase, WrongKey } from './database.ts'
import { type Hosted, keepLog, takeOverLog } from './log-keeper.ts'
import { NewerDatabase } from './migrations/index.ts'
import { type Failure, isAnsweredWhenWritten, type Procedures, Refusal, type Reply, type Request } from './protocol.ts'

/**
 * Runs in the worker thread: opens the database named by workerData with the key that it is sent, and answers calls, one at a time, from the thread that started it and
 * from any other that was handed a port. Calls are plain synchronous functions of the database; each subject keeps its own. They are loaded only where
 * calls are answered.
 */
export async function hostStore(load: () => Promise<Procedures> | Procedures): Promise<void> {
  const main = parentPort
  if (!main) throw new Error('the store runs in a worker thread')
  const options: Hosted = workerData
  if (options.beside) {
    takeOverLog(main, { ...options, key: options.beside })
    return
  }
  const procedures = await load()
  const key = await new Promise<Uint8Array>(resolve => main.once('message', resolve))
  let db: Db
  let cutOff = 0
  try {
    // Who only reads leaves the log as it is; who writes goes on behind what could be read of it.
    if (!options.readonly) cutOff = changesCutOff(options.folder)
    db = openDatabase({ ...options, key })
  } catch (error) {
    main.postMessage({ opened: false, failure: failure(error) })
    return
  }
  main.postMessage({ opened: true, cutOff })

  const log = options.readonly ? undefined : keepLog(db, key, options)
  const unanswered = new Set<Promise<void>>()
  const answer = (port: Pick<MessagePort, 'postMessage'>, { id, name, input, cancelled }: Request) => {
    const fail = (error: unknown) => port.postMessage({ id, failure: failure(error) } satisfies Reply)
    try {
      const procedure = procedures[name]
      if (!procedure) throw new Error(`no procedure ${name}`)
      const run = () => runCancellable(cancelled, () => Reflect.apply(procedure, undefined, [db, input]))
      if (log && isAnsweredWhenWritten(procedure)) {
        const output = withoutWaiting(db, run)
        const answered = log
          .written()
          .then(
            () => port.postMessage({ id, output } satisfies Reply),
            () => port.postMessage({ id, failure: { code: 'disk-full' } } satisfies Reply),
          )
          .finally(() => unanswered.delete(answered))
        unanswered.add(answered)
      } else port.postMessage({ id, output: run() } satisfies Reply)
      log?.look()
    } catch (error) {
      fail(error)
    }
  }
  const listen = (port: MessagePort) => {
    port.on('message', (message: Request) => answer(port, message))
    port.unref()
  }
  const close = async () => {
    await Promise.all(unanswered)
    await log?.close()
    if (log) db.pragma('wal_checkpoint(TRUNCATE)')
    db.close()
    main.close()
  }
  main.on('message', (message: Request | { port: MessagePort } | 'close') => {
    if (message === 'close') void close()
    else if ('port' in message) listen(message.port)
    else if ('id' in message) answer(main, message)
  })
}

/** What it commits is in the log but perhaps not yet on the disk. */
function withoutWaiting<T>(db: Db, run: () => T): T {
  db.pragma('synchronous = NORMAL')
  try {
    return run()
  } finally {
    db.pragma('synchronous = FULL')
  }
}

/** A page that does not fit its tag, or that the disk no longer gives out (SQLite, "Result and Error Codes"). */
const unreadable = /^SQLITE_(CORRUPT|NOTADB|IOERR_(READ|SHORT_READ|CORRUPTFS|DATA)$)/

/** Only codes leave the worker: an SQLite message can hold a row's text. */
function failure(error: unknown): Failure {
  if (error instanceof WrongKey) return { code: 'wrong-key' }
  if (error instanceof Damaged) return { code: 'corrupt' }
  if (error instanceof NewerDatabase) return { code: 'newer' }
  if (error instanceof SQLite.SqliteError) {
    if (unreadable.test(error.code)) return { code: 'corrupt' }
    if (error.code === 'SQLITE_FULL' || error.code.startsWith('SQLITE_IOERR')) return { code: 'disk-full' }
    if (error.code.startsWith('SQLITE_BUSY')) return { code: 'busy' }
    if (error.code === 'SQLITE_CANTOPEN' || error.code.startsWith('SQLITE_READONLY')) return { code: 'no-permission' }
    return { code: 'failed', detail: error.code }
  }
  if (error instanceof Cancelled) return { code: 'cancelled' }
  if (error instanceof Refusal) return { code: 'refused', detail: error.reason }
  const place = error instanceof Error ? error.stack?.split('\n').find(line => line.trimStart().startsWith('at ')) : undefined
  return { code: 'failed', detail: `${error instanceof Error ? error.name : 'unknown'} ${place?.trim() ?? ''}` }
}
