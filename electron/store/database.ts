import { type Cipheriv, createCipheriv, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3-multiple-ciphers'
import * as z from 'zod'
import { migrate } from './migrations/index.ts'

/** An open database. Subjects write their SQL against this; only this folder opens one. */
export type Db = SQLite.Database

export interface DatabaseOptions {
  folder: string
  /** 32 bytes. */
  key: Uint8Array
  readonly: boolean
}

const Header = z.object({ cipher: z.enum(['aegis', 'chacha20']) })

/** The database did not open with this key: it is another one's, or the file is not ours. */
export class WrongKey extends Error {}

const PAGE_SIZE = 16_384
const MEGABYTE = 1_048_576
/** MB of pages kept. What is written once need not be kept: more of it made imports no faster. */
const CACHE = { reading: 32, writing: 16 }

/**
 * Opens (or, unless readonly, makes and migrates) the encrypted database of a workspace folder: `hilo.db`, beside it `store.json` naming the
 * cipher. Throws WrongKey when the key does not fit.
 */
export function openDatabase({ folder, key, readonly }: DatabaseOptions): Db {
  if (!readonly) mkdirSync(folder, { recursive: true, mode: 0o700 })
  const { cipher } = readHeader(folder, readonly)
  const db = new SQLite(join(folder, 'hilo.db'), { readonly, fileMustExist: readonly, timeout: 10_000 })
  try {
    db.pragma(`cipher = '${cipher}'`)
    db.pragma(`page_size = ${PAGE_SIZE}`)
    db.pragma(`key = "raw:${Buffer.from(key).toString('hex')}"`)
    if (!readonly) {
      db.pragma('journal_mode = WAL')
      // What was acknowledged survives a power cut too; a batch pays one fsync.
      db.pragma('synchronous = FULL')
      db.pragma('wal_autocheckpoint = 4000')
    }
    db.pragma('foreign_keys = ON')
    db.pragma('temp_store = MEMORY')
    db.pragma(`cache_size = -${((readonly ? CACHE.reading : CACHE.writing) * MEGABYTE) / 1024}`)
    db.prepare('SELECT count(*) FROM sqlite_schema').get()
    if (!readonly) migrate(db)
    return db
  } catch (error) {
    db.close()
    if (error instanceof SQLite.SqliteError && error.code === 'SQLITE_NOTADB') throw new WrongKey()
    throw error
  }
}

function readHeader(folder: string, readonly: boolean): z.infer<typeof Header> {
  const path = join(folder, 'store.json')
  if (existsSync(path)) return Header.parse(JSON.parse(readFileSync(path, 'utf8')))
  const header = { cipher: hasFastAes() ? 'aegis' : 'chacha20' } as const
  if (!readonly) {
    writeFileSync(`${path}.new`, JSON.stringify(header), { mode: 0o600 })
    renameSync(`${path}.new`, path)
  }
  return header
}

/** Aegis costs next to nothing with the processor's AES instructions and a lot without: compare what the crypto library reaches. */
function hasFastAes(): boolean {
  const data = Buffer.alloc(MEGABYTE)
  const time = (cipher: Cipheriv) => {
    const start = performance.now()
    cipher.update(data)
    return performance.now() - start
  }
  const key = randomBytes(32)
  const nonce = randomBytes(12)
  const best = (make: () => Cipheriv) => Math.min(time(make()), time(make()), time(make()))
  const aes = best(() => createCipheriv('aes-256-gcm', key, nonce))
  const chacha = best(() => createCipheriv('chacha20-poly1305', key, nonce, { authTagLength: 16 }))
  return aes < 1.5 * chacha
}

/** Encrypts the whole file anew. Nobody else may have it open. */
export function rekey(db: Db, { key }: { key: Uint8Array }): void {
  // Not possible while there is a write-ahead log (SQLite3 Multiple Ciphers, PRAGMA rekey).
  db.pragma('journal_mode = DELETE')
  db.pragma(`rekey = "raw:${Buffer.from(key).toString('hex')}"`)
}

/** Nobody else can open the file from now on, until it is closed. Throws SQLITE_BUSY when somebody has it open. */
export function beAlone(db: Db): void {
  // Who works in it has it open for hours; one who just left may take a moment.
  db.pragma('busy_timeout = 3000')
  db.pragma('journal_mode = DELETE')
  db.pragma('locking_mode = EXCLUSIVE')
  db.transaction(() => db.pragma('user_version')).exclusive()
}

/** SQLite's own check of the file, its indexes and foreign keys. Empty when all is well. */
export function checkIntegrity(db: Db): string[] {
  return db.transaction(() => {
    // A full-text index remembers what another connection may have replaced since, and only asks again when it is searched.
    const indexes = db
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE % USING fts5(%'")
      .pluck()
      .all()
    for (const name of indexes) db.prepare(`SELECT rowid FROM "${name}" WHERE "${name}" MATCH 'a' LIMIT 1`).get()
    const integrity = db.prepare('PRAGMA integrity_check').pluck().all()
    const foreign = db.prepare('PRAGMA foreign_key_check').all()
    return [...integrity.filter(line => line !== 'ok').map(String), ...foreign.map(row => `foreign key: ${JSON.stringify(row)}`)]
  })()
}
