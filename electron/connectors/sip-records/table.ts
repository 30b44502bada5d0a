import { escapeIdentifier } from 'pg'
import { SourceError } from '../source-error.ts'
import type { Database } from './database.ts'
import type { TableMap } from './settings.ts'

/** A row as the query gives it. Times are epoch seconds, or the column's text where it holds no time. */
export interface CallRow {
  key: string
  /** Tells rows with the same key apart. */
  tie: string
  start: number | string | null
  end: number | string | null
  duration: number | string | null
  talk: number | string | null
  from: string | null
  to: string | null
  call_id: string | null
  outcome: string | null
  reason: string | null
  caller_name: string | null
  /** The server's clock, epoch seconds. */
  now: number
}

/** Up to where a table was read. */
export interface Position {
  key: string
  tie: string
}

export interface Page {
  after: Position | undefined
  limit: number
  timeZone: string
  /** Epoch ms. */
  since: number | undefined
}

export const quoted = (table: string) => table.split('.').map(escapeIdentifier).join('.')

/** A table that is there with every column it should have. */
export class CallTable {
  readonly map: TableMap
  readonly #types: Map<string, string>
  readonly #database: Database

  private constructor(database: Database, map: TableMap, types: Map<string, string>) {
    this.#database = database
    this.map = map
    this.#types = types
  }

  /** Throws SourceError where the table, a column or the right to read is missing. */
  static async open(database: Database, map: TableMap): Promise<CallTable> {
    const columns = await database.query<{ name: string; type: string; readable: boolean }>(
      `SELECT attname AS name, atttypid::regtype::text AS type, has_table_privilege(attrelid, 'SELECT') AS readable
       FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped`,
      [quoted(map.table)],
    )
    if (columns.length === 0) throw new SourceError('attention', 'table-missing', map.table)
    const types = new Map(columns.map(({ name, type }) => [name, type]))
    const { table: _, reasons: __, ...fields } = map
    const missing = Object.values(fields).find(column => column !== '' && !types.has(column))
    if (missing !== undefined) throw new SourceError('attention', 'column-missing', `${map.table}.${missing}`)
    if (!columns.every(({ readable }) => readable)) throw new SourceError('attention', 'no-permission', map.table)
    return new CallTable(database, map, types)
  }

  /** Rows after a position, in the order of their keys. */
  rows({ after, limit, timeZone, since }: Page): Promise<CallRow[]> {
    const { map } = this
    const values: unknown[] = [limit, timeZone]
    const column = (name: string) => (name === '' ? 'NULL' : `t.${escapeIdentifier(name)}`)
    const key = column(map.key)
    const conditions = [`${key} IS NOT NULL`, '$2::text IS NOT NULL']
    if (after) {
      values.push(after.key, after.tie)
      conditions.push(`(${key}, md5(t::text)) > ($${values.length - 1}::${this.#types.get(map.key)}, $${values.length})`)
    }
    if (since !== undefined && this.#isTime(map.start)) {
      values.push(since / 1000)
      conditions.push(`${this.#instant(map.start)} >= $${values.length}`)
    }
    const { reasons } = map
    const reason = reasons
      ? `CASE WHEN ${column(map.duration)}::text::float8 = 0 THEN
           (SELECT r.${escapeIdentifier(reasons.outcome)}::text FROM ${quoted(reasons.table)} r
            WHERE r.${escapeIdentifier(reasons.callId)} = ${column(map.callId)}
            ORDER BY r.${escapeIdentifier(reasons.key)} DESC LIMIT 1) END`
      : 'NULL'
    return this.#database.query<CallRow>(
      `SELECT ${key}::text AS key, md5(t::text) AS tie, ${this.#instant(map.start)} AS start, ${this.#instant(map.end)} AS end,
         ${column(map.duration)}::text AS duration, ${column(map.talk)}::text AS talk,
         ${column(map.from)}::text AS from, ${column(map.to)}::text AS to, ${column(map.callId)}::text AS call_id,
         ${column(map.outcome)}::text AS outcome, ${reason} AS reason, ${column(map.callerName)}::text AS caller_name,
         extract(epoch FROM clock_timestamp())::float8 AS now
       FROM ${quoted(map.table)} t WHERE ${conditions.join(' AND ')}
       ORDER BY ${key}, md5(t::text) LIMIT $1`,
      values,
    )
  }

  /** How many rows it has, as the server's statistics know; undefined when they do not. */
  async size(): Promise<number | undefined> {
    const [found] = await this.#database.query<{ rows: number }>(
      'SELECT reltuples::float8 AS rows FROM pg_class WHERE oid = to_regclass($1)',
      [quoted(this.map.table)],
    )
    return found && found.rows > 0 ? found.rows : undefined
  }

  async countAndNewest(timeZone: string): Promise<{ count: string; newest: number | string | null }> {
    const [found] = await this.#database.query<{ count: string; newest: number | string | null }>(
      `SELECT count(*)::text AS count, max(${this.#instant(this.map.start)}) AS newest FROM ${quoted(this.map.table)} t WHERE $2::text IS NOT NULL AND $1::int = 0`,
      [0, timeZone],
    )
    return found ?? { count: '0', newest: null }
  }

  #isTime(column: string): boolean {
    return /^(?:timestamp|date)/.test(this.#types.get(column) ?? '')
  }

  /** Epoch seconds of a time, local where it has no zone; anything else as text. `$2` is the zone. */
  #instant(column: string): string {
    if (column === '') return 'NULL::float8'
    const value = `t.${escapeIdentifier(column)}`
    const type = this.#types.get(column)
    if (type === 'timestamp with time zone') return `extract(epoch FROM ${value})::float8`
    return this.#isTime(column) ? `extract(epoch FROM ${value}::timestamp AT TIME ZONE $2)::float8` : `${value}::text`
  }
}
