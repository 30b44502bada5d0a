import { escapeIdentifier, escapeLiteral } from 'pg'
import type { CallSignal } from '#shared/model/call.ts'
import type { LiveStep } from '../live.ts'
import type { Database } from './database.ts'
import type { SipSettings } from './settings.ts'
import { quoted } from './table.ts'

/** A number taken before another may be committed after it: so many rows are looked at again. */
const AGAIN = 100
const PAGE = 500
/** So many records are looked at for calls that are over when reading begins. */
const RECORDS = 2000
/** A call of which nothing was written for so long is not going on, ms. */
export const LONGEST_CALL = 3 * 3600_000

interface EventRow {
  id: string
  method: string
  call_id: string
  code: number
  from: string
  to: string
  /** Seconds since it was written. */
  age: number
  /** Its record is there. */
  over: boolean
}

/**
 * Calls as Kamailio's acc module writes of their transactions (table `acc`): an INVITE with 1xx rings (a line of the configuration writes that
 * row: `acc_db_request("180 Ringing", "acc")`), with 2xx it is answered, refused with anything above; a BYE or CANCEL ends it, or its record
 * does.
 */
export class GoingOn {
  readonly #database: Database
  readonly #over: string
  readonly #columns: string
  readonly #from: string
  #newest = 0
  #seen = new Set<string>()

  private constructor(database: Database, over: string, columns: string, from: string) {
    this.#database = database
    this.#over = over
    this.#columns = columns
    this.#from = from
  }

  /** Undefined where there is no such table, or not all of its columns: then calls are known once they are over. */
  static async open(
    database: Database,
    { liveTable, table, key, callId, from, to, timeZone }: SipSettings,
    zone: string,
  ): Promise<GoingOn | undefined> {
    if (liveTable === '') return undefined
    const columns = await database.query<{ name: string; type: string; readable: boolean }>(
      `SELECT attname AS name, atttypid::regtype::text AS type, has_table_privilege(attrelid, 'SELECT') AS readable
       FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped`,
      [quoted(liveTable)],
    )
    const types = new Map(columns.flatMap(({ name, type, readable }) => (readable ? [[name, type]] : [])))
    if (!['id', 'method', 'callid', 'sip_code', 'time', from, to].every(name => types.has(name))) return undefined
    if (!types.get('time')?.startsWith('timestamp')) return undefined
    const at = types.get('time') === 'timestamp with time zone' ? 'time' : `time AT TIME ZONE ${escapeLiteral(timeZone || zone)}`
    // Among the newest: a table of years may have no index on it.
    const over =
      callId === ''
        ? 'false'
        : `a.callid IN (SELECT c.${escapeIdentifier(callId)}::text FROM ${quoted(table)} c ORDER BY c.${escapeIdentifier(key)} DESC LIMIT ${RECORDS})`
    return new GoingOn(
      database,
      over,
      `SELECT id::text, upper(method) AS method, callid AS call_id, left(sip_code, 3)::int AS code,
         coalesce(${escapeIdentifier(from)}::text, '') AS from, coalesce(${escapeIdentifier(to)}::text, '') AS to,
         extract(epoch FROM clock_timestamp() - (${at}))::float8 AS age`,
      `FROM ${quoted(liveTable)} a WHERE id > $1 AND callid <> '' AND sip_code ~ '^[1-6][0-9][0-9]'`,
    )
  }

  /** Those that go on now, and from where on what is written is news. */
  async begin(): Promise<LiveStep> {
    const rows = await this.#rows(`${this.#columns}, ${this.#over} AS over ${this.#from} ORDER BY id DESC LIMIT ${PAGE}`, 0)
    const calls = new Map<string, CallSignal>()
    for (const row of rows.toReversed()) {
      this.#note(row)
      const signal = signalOf(row)
      if (!signal || row.over || row.age * 1000 > LONGEST_CALL) continue
      if (signal.state === 'ended') calls.delete(row.call_id)
      else calls.set(row.call_id, signal)
    }
    return { type: 'calls', calls: [...calls.values()], all: true }
  }

  /** What was written since. */
  async *news(): AsyncGenerator<LiveStep> {
    for (;;) {
      const sql = `${this.#columns}, false AS over ${this.#from} ORDER BY id LIMIT ${PAGE}`
      const rows = await this.#rows(sql, Math.max(0, this.#newest - AGAIN))
      const calls = rows.flatMap(row => {
        if (this.#seen.has(row.id)) return []
        this.#note(row)
        return signalOf(row) ?? []
      })
      if (calls.length > 0) yield { type: 'calls', calls }
      for (const id of this.#seen) if (Number(id) < this.#newest - AGAIN) this.#seen.delete(id)
      if (rows.length < PAGE) return
    }
  }

  #rows(sql: string, after: number): Promise<EventRow[]> {
    return this.#database.query<EventRow>(sql, [after])
  }

  #note({ id }: EventRow): void {
    this.#seen.add(id)
    this.#newest = Math.max(this.#newest, Number(id))
  }
}

function signalOf({ method, call_id: id, code, from, to }: EventRow): CallSignal | undefined {
  // Whoever hangs up is named first then.
  if (method === 'BYE' || method === 'CANCEL' || (method === 'INVITE' && code >= 300)) return { id, state: 'ended', from: '', to: '' }
  if (method !== 'INVITE') return undefined
  return { id, state: code < 200 ? 'ringing' : 'answered', from, to }
}
