import { BackupSettings } from '#shared/contract/safety/backups.ts'
import type { Db } from '../store/database.ts'

/** Writes the database as it is at this moment to a new file, with the same key and cipher, while others go on writing. */
export function copyInto(db: Db, { path }: { path: string }): void {
  db.prepare('VACUUM INTO ?').run(path)
}

export function backupSettings(db: Db): BackupSettings {
  const value = db.prepare<[], string>("SELECT value FROM setting WHERE name = 'backups'").pluck().get()
  return value === undefined ? { every: 'day', keep: 7 } : BackupSettings.parse(JSON.parse(value))
}

export function saveBackupSettings(db: Db, settings: BackupSettings): void {
  db.prepare("INSERT INTO setting (name, value) VALUES ('backups', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value").run(
    JSON.stringify(settings),
  )
}
