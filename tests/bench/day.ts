import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dayCases } from '../../electron/day/cases.ts'
import { openDatabase } from '../../electron/store/database.ts'

/** The day's list over so many open cases; processor time, which other programs disturb less than the clock. */
const CASES = 10_000
const ROUNDS = 15
const HOUR = 3600_000

const folder = mkdtempSync(join(tmpdir(), 'hilo-day-bench-'))
const db = openDatabase({ folder, key: new Uint8Array(32).fill(7), readonly: false })
const now = Date.now()
db.pragma('foreign_keys = OFF')
const customer = db.prepare('INSERT INTO customer (id, name) VALUES (?, ?)')
const identity = db.prepare("INSERT INTO identity (id, customer_id, connector_id, kind, value) VALUES (?, ?, 1, 'email', ?)")
const one = db.prepare(
  `INSERT INTO "case" (key, identity_id, subject, state, state_at, priority, opened_at, made_at, first_id, last_id, waiting_since, pauses)
   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
)
db.transaction(() => {
  for (let id = 1; id <= CASES; id++) {
    // Spread over 25 days, not in order.
    const opened = now - ((id * 7919) % (25 * 24)) * HOUR
    const interaction = opened * 1024 + (id % 1024)
    const pauses = id % 2 ? `${opened + HOUR}-${opened + 2 * HOUR} ${opened + 3 * HOUR}-${opened + 6 * HOUR} ` : ''
    const waiting = id % 5 ? opened + 6 * HOUR : null
    customer.run(id, `Customer ${id}`)
    identity.run(id, id, `c${id}@x.example`)
    one.run(
      randomUUID(),
      id,
      `Matter ${id}`,
      id % 3 ? 'open' : 'new',
      opened,
      ['low', 'normal', 'high', 'urgent'][id % 4],
      opened,
      opened,
      interaction,
      interaction,
      waiting,
      pauses,
    )
  }
})()

function cost(work: () => unknown): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

const sql = 'SELECT id, state, state_at, priority, queue_id, opened_at, waiting_since, pauses FROM "case"'
const rows = Array.from({ length: ROUNDS }, () => cost(() => db.prepare(sql).raw().all())).toSorted((a, b) => a - b)
const list = Array.from({ length: ROUNDS }, () =>
  cost(() => dayCases(db, { agent: 'eva', timeZone: 'Europe/Madrid', now, limit: 50 })),
).toSorted((a, b) => a - b)
const middle = (all: number[]) => (all[ROUNDS >> 1] ?? 0).toFixed(1)
process.stdout.write(
  `${CASES} open cases: reading their rows alone ${middle(rows)} ms, the day's list ${middle(list)} ms (least ${(list[0] ?? 0).toFixed(1)})\n`,
)
db.close()
rmSync(folder, { recursive: true })
