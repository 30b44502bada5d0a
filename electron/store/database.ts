import { type Cipheriv, createCipheriv, createHmac, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
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

/** `check` tells a wrong key from a damaged file: it says which key the database opened with last. */
const Header = z.object({ cipher: z.enum(['aegis', 'chacha20']), check: z.string().optional() })
type Header = z.infer<typeof Header>

/** The database did not open with this key: it is another one's, or the file is not ours. */
export class WrongKey extends Error {}

/** The key is right, and still the database does not open; or it is gone. */
export class Damaged extends Error {}

export const PAGE_SIZE = 16_384
const MEGABYTE = 1_048_576
/**
 * Pages of the write-ahead log: with so many (192 MB) it is begun anew, and so many of its file are kept then. Most of it is taken over earlier, beside
 * the thread that writes: see log-keeper.ts.
 */
const LOG = { longest: 12_000, kept: 4000 }
/** MB of pages kept. What is written once need not be kept: more of it made imports no faster. */
const CACHE = { reading: 32, writing: 16 }

/**
 * Opens (or, unless readonly, makes and migrates) the encrypted database of a workspace folder: `hilo.db`, beside it `store.json` naming the
 * cipher. Throws WrongKey when the key does not fit, Damaged when it does and the file cannot be read.
 */
export function openDatabase(options: DatabaseOptions): Db {
  const { folder, key, readonly } = options
  if (!readonly) mkdirSync(folder, { recursive: true, mode: 0o700 })
  const header = readHeader(folder)
  const check = checkOf(key)
  const isThere = (statSync(join(folder, 'hilo.db'), { throwIfNoEntry: false })?.size ?? 0) > 0
  // Else what was lost would be begun anew, and look like an empty workspace.
  if (header?.check !== undefined && !isThere) throw new Damaged()
  const ciphers = header ? [header.cipher] : isThere ? Header.shape.cipher.options : [fastCipher()]
  for (const cipher of ciphers) {
    const db = openWith(cipher, options)
    if (!db) continue
    if (!readonly && (header?.cipher !== cipher || header.check !== check)) writeHeader(folder, { cipher, check })
    return db
  }
  throw header?.check === check ? new Damaged() : new WrongKey()
}

/** Undefined when it is no database, seen with this key and cipher. */
function openWith(cipher: Header['cipher'], { folder, key, readonly }: DatabaseOptions): Db | undefined {
  const db = new SQLite(join(folder, 'hilo.db'), { readonly, fileMustExist: readonly, timeout: 10_000 })
  try {
    db.pragma(`cipher = '${cipher}'`)
    db.pragma(`page_size = ${PAGE_SIZE}`)
    db.pragma(`key = "raw:${Buffer.from(key).toString('hex')}"`)
    if (!readonly) {
      db.pragma('journal_mode = WAL')
      // What was acknowledged survives a power cut too; a batch pays one fsync.
      db.pragma('synchronous = FULL')
      db.pragma(`wal_autocheckpoint = ${LOG.longest}`)
      db.pragma(`journal_size_limit = ${LOG.kept * PAGE_SIZE}`)
    }
    db.pragma('foreign_keys = ON')
    db.pragma('temp_store = MEMORY')
    db.pragma(`cache_size = -${((readonly ? CACHE.reading : CACHE.writing) * MEGABYTE) / 1024}`)
    db.prepare('SELECT count(*) FROM sqlite_schema').get()
    if (!readonly) migrate(db)
    return db
  } catch (error) {
    db.close()
    if (error instanceof SQLite.SqliteError && error.code === 'SQLITE_NOTADB') return undefined
    throw error
  }
}

/** Undefined when there is none that can be read: the database itself tells which cipher fits. */
function readHeader(folder: string): Header | undefined {
  try {
    return Header.parse(JSON.parse(readFileSync(join(folder, 'store.json'), 'utf8')))
  } catch {
    return undefined
  }
}

function writeHeader(folder: string, header: Header): void {
  const path = join(folder, 'store.json')
  writeFileSync(`${path}.new`, JSON.stringify(header), { mode: 0o600, flush: true })
  renameSync(`${path}.new`, path)
}

/** Says nothing about the key to who does not have it. */
function checkOf(key: Uint8Array): string {
  return createHmac('sha256', key).update('hilo.db').digest('hex').slice(0, 16)
}

/** Aegis costs next to nothing with the processor's AES instructions and a lot without: compare what the crypto library reaches. */
function fastCipher(): Header['cipher'] {
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
  return aes < 1.5 * chacha ? 'aegis' : 'chacha20'
}

/** Encrypts the whole file anew. Nobody else may have it open. */
export function rekey(db: Db, { key }: { key: Uint8Array }): void {
  // Not possible while there is a write-ahead log (SQLite3 Multiple Ciphers, PRAGMA rekey).
  db.pragma('journal_mode = DELETE')
  db.pragma(`rekey = "raw:${Buffer.from(key).toString('hex')}"`)
  const folder = dirname(db.name)
  const header = readHeader(folder)
  if (header) writeHeader(folder, { ...header, check: checkOf(key) })
}

/** Nobody else can open the file from now on, until it is closed. Throws SQLITE_BUSY when somebody has it open. */
export function beAlone(db: Db): void {
  // Who works in it has it open for hours; one who just left may take a moment.
  db.pragma('busy_timeout = 3000')
  db.pragma('journal_mode = DELETE')
  db.pragma('locking_mode = EXCLUSIVE')
  db.transaction(() => db.pragma('user_version')).exclusive()
}

/** More problems than these say nothing that they do not: a page that cannot be read takes those behind it with it. */
const NAMED = 10

/** SQLite's own check of the file, its indexes and foreign keys. Empty when all is well. */
export function checkIntegrity(db: Db): string[] {
  return db.transaction(() => {
    // A full-text index remembers what another connection may have replaced since, and only asks again when it is searched.
    const indexes = db
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE % USING fts5(%'")
      .pluck()
      .all()
    for (const name of indexes) db.prepare(`SELECT rowid FROM "${name}" WHERE "${name}" MATCH 'a' LIMIT 1`).get()
    const integrity = db
      .prepare<[], string>(`PRAGMA integrity_check(${NAMED})`)
      .pluck()
      .all()
      .flatMap(text => text.split('\n'))
    const foreign = db.prepare('PRAGMA foreign_key_check').all()
    return [
      ...integrity.filter(line => line !== 'ok' && !line.startsWith('***')),
      ...foreign.map(row => `foreign key: ${JSON.stringify(row)}`),
    ]
  })()
}
