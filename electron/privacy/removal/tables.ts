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

/** While this works, what is freed in the file is overwritten. */
export function overwriting<T>(db: Db, work: () => T): T {
  db.pragma('secure_delete = ON')
  try {
    return work()
  } finally {
    db.pragma('secure_delete = OFF')
  }
}

/** Empties the write-ahead log, whose older part may hold what was removed. False while somebody still reads from it. */
export function forgetLog(db: Db): boolean {
  const [result] = db.prepare<[], { busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)').all()
  return result?.busy === 0
}
