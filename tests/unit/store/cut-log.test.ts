import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { changesCutOff } from '../../../electron/store/cut-log.ts'
import { openDatabase } from '../../../electron/store/database.ts'

const key = new Uint8Array(32).fill(7)
const parts = ['hilo.db', 'hilo.db-wal', 'hilo.db-shm', 'store.json']

/** Nothing when it cannot be read. */
function seen(folder: string): string | undefined {
  try {
    const db = openDatabase({ folder, key, readonly: false })
    try {
      return db.prepare("SELECT group_concat(name) FROM setting WHERE name LIKE 'p%'").pluck().get()?.toString()
    } finally {
      db.close()
    }
  } catch {
    return undefined
  }
}

test('a log that was cut off or changed anywhere says so when something saved is missing, and a whole one does not', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hilo-test-'))
  const dead = mkdtempSync(join(tmpdir(), 'hilo-test-'))
  const db = openDatabase({ folder, key, readonly: false })
  onTestFinished(() => {
    db.close()
    for (const each of [folder, dead]) rmSync(each, { recursive: true })
  })
  const put = db.prepare('INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)')
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 30_000 }), { minLength: 1, maxLength: 5 }),
      fc.constantFrom('nothing', 'passive', 'restart', 'truncate'),
      fc.constantFrom('cut', 'changed', 'left'),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (sizes, checkpoint, damage, where) => {
        db.exec("DELETE FROM setting WHERE name LIKE 'p%'")
        sizes.forEach((size, index) => {
          put.run(`p${index}`, 'x'.repeat(size))
          if (index === 1 && checkpoint !== 'nothing') db.pragma(`wal_checkpoint(${checkpoint})`)
        })
        // What lies on the disk when the process is killed now.
        for (const part of parts) copyFileSync(join(folder, part), join(dead, part))
        const log = join(dead, 'hilo.db-wal')
        const bytes = readFileSync(log)
        const at = Math.floor(where * bytes.length)
        if (damage === 'cut') truncateSync(log, at)
        else if (damage === 'changed' && bytes.length > 0) {
          bytes[at] = (bytes[at] ?? 0) ^ 1
          writeFileSync(log, bytes)
        }
        const missing = changesCutOff(dead)
        if (damage === 'left') expect(missing).toBe(0)
        if (seen(dead) !== seen(folder)) expect(missing).toBeGreaterThan(0)
      },
    ),
    { numRuns: 60 },
  )
})
