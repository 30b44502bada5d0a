import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { type MessagePort, Worker } from 'node:worker_threads'
import { type DatabaseOptions, type Db, openDatabase } from './database.ts'

/** Pages of the log (32 MB) that are not in the database yet, from which on they are taken over. */
const MANY = 2000
/** After so long without any, the thread that takes them over ends, ms. */
const IDLE = 5000

/** What a store's thread is started with; the key follows. */
export interface Hosted extends Omit<DatabaseOptions, 'key'> {
  /** The script of the thread itself. */
  script: string
  /** It only takes over what the thread that writes leaves in the log, and has the key at once. */
  beside?: Uint8Array
}

/** Sees to the write-ahead log while its thread goes on writing. */
export interface LogKeeper {
  /** To be asked after every change. */
  look(): void
  /** Resolves when all that was committed before is on the disk, whatever `synchronous` was then. */
  written(): Promise<void>
  /** Resolves when nobody else has the database open on its behalf. */
  close(): Promise<void>
}

/**
 * Has a long log taken over into the database by a thread beside this one: who writes would wait for the disk that long. SQLite still does it itself, for
 * what is left, when the log gets several times as long (its page "Write-Ahead Logging", section 3.1).
 */
export function keepLog(db: Db, key: Uint8Array, options: Hosted): LogKeeper {
  // Tells how long the log is and how much of it was taken over, and does nothing.
  const length = db.prepare<[], { log: number; checkpointed: number }>('PRAGMA wal_checkpoint(NOOP)')
  let beside: { thread: Worker; ended: Promise<unknown>; busy: boolean } | undefined
  let idle: NodeJS.Timeout | undefined

  function start() {
    const thread = new Worker(new URL(options.script), { workerData: { ...options, beside: key } satisfies Hosted })
    thread.unref()
    const made = { thread, busy: false, ended: new Promise(resolve => thread.once('exit', resolve)) }
    thread.on('message', () => {
      made.busy = false
      look()
    })
    // It is nothing that cannot be done without: when it fails it is started again another time.
    thread.on('error', () => {})
    thread.once('exit', () => {
      if (beside === made) beside = undefined
    })
    return made
  }

  function look(): void {
    if (beside?.busy) return
    const { log, checkpointed } = length.get() ?? { log: 0, checkpointed: 0 }
    if (log - checkpointed < MANY) return
    beside ??= start()
    beside.busy = true
    beside.thread.postMessage('take over')
    clearTimeout(idle)
    idle = setTimeout(() => beside?.thread.postMessage('end'), IDLE)
    idle.unref()
  }

  return {
    look,
    async written() {
      const log = await open(join(options.folder, 'hilo.db-wal'), 'r+')
      await log.datasync().finally(() => log.close())
    },
    async close() {
      clearTimeout(idle)
      beside?.thread.postMessage('end')
      await beside?.ended
    },
  }
}

/** The thread beside: asked for anything but its end, it takes over what it can without holding anybody up. */
export function takeOverLog(port: MessagePort, options: DatabaseOptions): void {
  const db = openDatabase(options)
  port.on('message', message => {
    if (message === 'end') {
      db.close()
      port.close()
    } else {
      try {
        db.pragma('wal_checkpoint(PASSIVE)')
      } finally {
        port.postMessage('done')
      }
    }
  })
}
