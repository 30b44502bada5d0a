import { join } from 'node:path'
import SQLite from 'better-sqlite3-multiple-ciphers'

/** Until the process ends: closed, or collected as garbage, it would let go. */
const held: SQLite.Database[] = []

/** How long one that is just ending may take, ms. */
const ENDING = 500

/**
 * Makes this the one program with a window on a data folder: two would send the same replies, read the same accounts and count the same time. The
 * claim is a lock of the system on `claim.db`, which ends with the process however that ends (SQLite, File Locking And Concurrency, RESERVED).
 * Undefined when it is ours now, else the id of the process that has it (0: not known).
 */
export function claimFolder(folder: string): { pid: number } | undefined {
  const db = new SQLite(join(folder, 'claim.db'), { timeout: ENDING })
  try {
    db.exec('BEGIN IMMEDIATE')
    notePid(db)
    db.exec('BEGIN IMMEDIATE')
    held.push(db)
    return undefined
  } catch (error) {
    if (!(error instanceof SQLite.SqliteError) || error.code !== 'SQLITE_BUSY') throw error
    const pid = Number(db.pragma('user_version', { simple: true }))
    db.close()
    return { pid }
  }
}

/** Ends the transaction: what is not written yet nobody else could read. On a full disk it is not known which process it is. */
function notePid(db: SQLite.Database): void {
  try {
    db.pragma(`user_version = ${process.pid}`)
    db.exec('COMMIT')
  } catch {
    if (db.inTransaction) db.exec('ROLLBACK')
  }
}
