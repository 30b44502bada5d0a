import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import SQLite from 'better-sqlite3-multiple-ciphers'
import { Cancelled, runCancellable } from './cancel.ts'
import { changesCutOff } from './cut-log.ts'
import { Damaged, type DatabaseOptions, type Db, openDatabase, WrongKey } from './database.ts'
import { NewerDatabase } from './migrations/index.ts'
import { type Failure, type Procedures, Refusal, type Reply, type Request } from './protocol.ts'

/**
 * Runs in the worker thread: opens the database named by workerData and answers calls, one at a time, from the thread that started it and
 * from any other that was handed a port. Calls are plain synchronous functions of the database; each subject keeps its own.
 */
export function hostStore(procedures: Procedures): void {
  const main = parentPort
  if (!main) throw new Error('the store runs in a worker thread')
  const options: DatabaseOptions = workerData
  let db: Db
  let cutOff = 0
  try {
    // Who only reads leaves the log as it is; who writes goes on behind what could be read of it.
    if (!options.readonly) cutOff = changesCutOff(options.folder)
    db = openDatabase(options)
  } catch (error) {
    main.postMessage({ opened: false, failure: failure(error) })
    return
  }
  main.postMessage({ opened: true, cutOff })

  const answer = (port: Pick<MessagePort, 'postMessage'>, { id, name, input, cancelled }: Request) => {
    try {
      const procedure = procedures[name]
      if (!procedure) throw new Error(`no procedure ${name}`)
      port.postMessage({ id, output: runCancellable(cancelled, () => Reflect.apply(procedure, undefined, [db, input])) } satisfies Reply)
    } catch (error) {
      port.postMessage({ id, failure: failure(error) } satisfies Reply)
    }
  }
  const listen = (port: MessagePort) => {
    port.on('message', (message: Request) => answer(port, message))
    port.unref()
  }
  main.on('message', (message: Request | { port: MessagePort } | 'close') => {
    if (message === 'close') {
      if (!options.readonly) db.pragma('wal_checkpoint(TRUNCATE)')
      db.close()
      main.close()
    } else if ('port' in message) listen(message.port)
    else if ('id' in message) answer(main, message)
  })
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
