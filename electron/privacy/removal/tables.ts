import type { Db } from '../../store/database.ts'

/**
 * What is to go, as temporary tables, so that every statement says the same. `gone`: interactions. `met`: identities that took part in them.
 * `touched`, `touched_case`: customers and cases that lose something. `loose_*`: what their attachments and files were.
 */
const TABLES = [
  'gone',
  'gone_customer',
  'gone_identity',
  'gone_case',
  'gone_note',
  'met',
  'touched',
  'touched_case',
  'loose_blob',
  'loose_file',
]

/** Runs within a transaction of the caller, with all these tables empty. They stay there: making them anew would cost every prepared statement. */
export function removing<T>(db: Db, work: () => T): T {
  db.exec('CREATE TEMP TABLE IF NOT EXISTS gone_op (id TEXT PRIMARY KEY) WITHOUT ROWID; DELETE FROM gone_op')
  for (const table of TABLES) db.exec(`CREATE TEMP TABLE IF NOT EXISTS ${table} (id INTEGER PRIMARY KEY); DELETE FROM ${table}`)
  try {
    return work()
  } finally {
    db.exec(['gone_op', ...TABLES].map(table => `DELETE FROM ${table};`).join(''))
  }
}

/** Pages. A long log would be taken over into the file in one go that holds everybody up. */
const SHORT_LOG = 400

/** While this works, what is freed in the file is overwritten, and the write-ahead log is kept short. */
export function overwriting<T>(db: Db, work: () => T): T {
  const usual = Number(db.pragma('wal_autocheckpoint', { simple: true }))
  db.pragma('secure_delete = ON')
  db.pragma(`wal_autocheckpoint = ${SHORT_LOG}`)
  try {
    return work()
  } finally {
    db.pragma('secure_delete = OFF')
    db.pragma(`wal_autocheckpoint = ${usual}`)
  }
}

/** Empties the write-ahead log, whose older part may hold what was removed. False while somebody still reads from it. */
export function forgetLog(db: Db): boolean {
  const [result] = db.prepare<[], { busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)').all()
  return result?.busy === 0
}
