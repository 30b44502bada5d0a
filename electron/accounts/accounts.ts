import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import type { ConnectorEvent } from '#shared/contract/connectors.ts'
import type { Db } from '../store/database.ts'
import { Refusal } from '../store/protocol.ts'

/** A live source as it is kept, without its secrets: what may be shown. */
export interface Account {
  id: string
  kind: string
  name: string
  settings: Record<string, unknown>
  paused: boolean
  createdAt: number
  lastEventAt?: number
  interactions: number
  /** Per hour over the last 24, oldest first. */
  errorsByHour: number[]
}

/** What the thread that runs sources needs beside it. Never leaves the main process. */
export interface RunnableAccount {
  id: string
  kind: string
  settings: unknown
  secrets: Record<string, string>
  cursor: unknown
  since?: number
  paused: boolean
}

const HOUR = 3_600_000
const EVENTS = 200
const Secrets = z.record(z.string(), z.string())
const Settings = z.record(z.string(), z.unknown())

interface Row {
  id: string
  kind: string
  name: string
  settings: string
  secrets: string
  cursor: string | null
  since: number | null
  paused: number
  created_at: number
  last_event_at: number | null
}

export function listAccounts(db: Db, { now }: { now: number }): Account[] {
  const rows = db.prepare<[], Row>('SELECT * FROM account ORDER BY created_at, rowid').all()
  const count = db.prepare<[string], number>('SELECT count(*) FROM arrival WHERE account_id = ?').pluck()
  const errors = db.prepare<[string, number], { hour: number; count: number }>(
    'SELECT hour, count FROM account_error WHERE account_id = ? AND hour > ?',
  )
  const hour = Math.floor(now / HOUR)
  return rows.map(row => {
    const byHour = new Map(errors.all(row.id, hour - 24).map(one => [one.hour, one.count]))
    return {
      id: row.id,
      kind: row.kind,
      name: row.name,
      settings: Settings.parse(JSON.parse(row.settings)),
      paused: row.paused === 1,
      createdAt: row.created_at,
      interactions: count.get(row.id) ?? 0,
      errorsByHour: Array.from({ length: 24 }, (_, index) => byHour.get(hour - 23 + index) ?? 0),
      ...(row.last_event_at !== null && { lastEventAt: row.last_event_at }),
    }
  })
}

/** All accounts as they run, or one. */
export function runnableAccounts(db: Db, { id }: { id?: string }): RunnableAccount[] {
  const rows = db.prepare<[string | null], Row>('SELECT * FROM account WHERE id = coalesce(?, id)').all(id ?? null)
  return rows.map(row => ({
    id: row.id,
    kind: row.kind,
    settings: JSON.parse(row.settings),
    secrets: Secrets.parse(JSON.parse(row.secrets)),
    cursor: row.cursor === null ? undefined : JSON.parse(row.cursor),
    paused: row.paused === 1,
    ...(row.since !== null && { since: row.since }),
  }))
}

export function addAccount(
  db: Db,
  { kind, name, settings, secrets, at }: { kind: string; name: string; settings: unknown; secrets: Record<string, string>; at: number },
): string {
  const id = randomUUID()
  db.prepare('INSERT INTO account (id, kind, name, settings, secrets, created_at) VALUES (?, ?, ?, ?, ?, ?)').run(
    id,
    kind,
    name,
    JSON.stringify(settings),
    JSON.stringify(secrets),
    at,
  )
  return id
}

/** Secrets that are left out stay as they are. Refuses `not-found`. */
export function changeAccount(
  db: Db,
  { id, name, settings, secrets }: { id: string; name: string; settings: unknown; secrets: Record<string, string> },
): void {
  const [known] = runnableAccounts(db, { id })
  if (!known) throw new Refusal('not-found')
  db.prepare('UPDATE account SET name = ?, settings = ?, secrets = ? WHERE id = ?').run(
    name,
    JSON.stringify(settings),
    JSON.stringify({ ...known.secrets, ...secrets }),
    id,
  )
}

/** New values of some secrets. Refuses `not-found`. */
export function keepSecrets(db: Db, { id, secrets }: { id: string; secrets: Record<string, string> }): void {
  const [known] = runnableAccounts(db, { id })
  if (!known) throw new Refusal('not-found')
  db.prepare('UPDATE account SET secrets = ? WHERE id = ?').run(JSON.stringify({ ...known.secrets, ...secrets }), id)
}

/** What the user asked of an account, kept over a restart. Refuses `not-found`. */
export function steerAccount(db: Db, { id, paused, since }: { id: string; paused?: boolean; since?: number | null }): void {
  const { changes } = db
    .prepare(
      `UPDATE account SET paused = coalesce(@paused, paused), since = CASE WHEN @reread THEN @since ELSE since END,
       cursor = CASE WHEN @since IS NULL THEN cursor END WHERE id = @id`,
    )
    .run({ id, paused: paused === undefined ? null : Number(paused), reread: Number(since !== undefined), since: since ?? null })
  if (changes === 0) throw new Refusal('not-found')
}

/** Writes a line of the account's log; keeps the last 200 and counts errors by the hour. */
export function logEvent(db: Db, event: { id: string; event: ConnectorEvent }): void {
  db.transaction(() => noteEvent(db, event)).immediate()
}

/** The same within a transaction. */
export function noteEvent(db: Db, { id, event }: { id: string; event: ConnectorEvent }): void {
  if (db.prepare('UPDATE account SET last_event_at = ? WHERE id = ?').run(event.at, id).changes === 0) return
  if (event.what === 'batch' && joinBatch(db, id, event)) return
  const added = db
    .prepare('INSERT INTO account_event (account_id, at, what, code, detail, count) VALUES (?, ?, ?, ?, ?, ?)')
    .run(id, event.at, event.what, event.code ?? null, event.detail ?? null, event.count ?? null)
  db.prepare('DELETE FROM account_event WHERE account_id = ? AND id <= ?').run(id, Number(added.lastInsertRowid) - EVENTS * 4)
  if (event.what !== 'error') return
  const hour = Math.floor(event.at / HOUR)
  db.prepare(
    'INSERT INTO account_error (account_id, hour, count) VALUES (?, ?, 1) ON CONFLICT (account_id, hour) DO UPDATE SET count = count + 1',
  ).run(id, hour)
  db.prepare('DELETE FROM account_error WHERE account_id = ? AND hour <= ?').run(id, hour - 24)
}

/** A backfill brings a batch a second: those right after each other are one line, or they would push all else out of the log. */
function joinBatch(db: Db, id: string, { at, count = 0 }: ConnectorEvent): boolean {
  const last = db
    .prepare<[string], { id: number; what: string }>('SELECT id, what FROM account_event WHERE account_id = ? ORDER BY id DESC LIMIT 1')
    .get(id)
  if (last?.what !== 'batch') return false
  return db.prepare('UPDATE account_event SET at = ?, count = count + ? WHERE id = ?').run(at, count, last.id).changes > 0
}

/** The last 200, newest first. */
export function accountLog(db: Db, { id }: { id: string }): ConnectorEvent[] {
  const rows = db
    .prepare<
      [string, number],
      { at: number; what: ConnectorEvent['what']; code: string | null; detail: string | null; count: number | null }
    >('SELECT at, what, code, detail, count FROM account_event WHERE account_id = ? ORDER BY id DESC LIMIT ?')
    .all(id, EVENTS)
  return rows.map(({ at, what, code, detail, count }) => ({
    at,
    what,
    ...(code !== null && { code }),
    ...(detail !== null && { detail }),
    ...(count !== null && { count }),
  }))
}
