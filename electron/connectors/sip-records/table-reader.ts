import type { Problem } from '#shared/model/problem.ts'
import { BATCH_ITEMS, type Incoming } from '../connector.ts'
import type { LiveStep } from '../live.ts'
import { callOf, endOf } from './call.ts'
import type { CallRow, CallTable, Position } from './table.ts'

/** Young rows looked at again, at most: a clock that is wrong must not make it all of them. */
const MOST_YOUNG = 10_000
/** The row that says why a call was not answered comes right after the call's own, ms. */
const REASON_WAIT = 3000

export interface Rules {
  own: ReadonlySet<string>
  region: string
  timeZone: string
  /** ms; see SipSettings.window. */
  window: number
  since: number | undefined
  now: () => number
}

/**
 * Reads a table by its key. A number taken before another may be committed after it, a time may be older than the last: so the position
 * only moves over rows whose call ended longer ago than any transaction takes, and the younger ones are looked at again every time.
 */
export class TableReader {
  readonly #table: CallTable
  readonly #rules: Rules
  readonly #positions: Map<string, Position>
  /** Young rows that were taken already. */
  #taken = new Set<string>()
  #done = 0
  /** A row is held back until the reason for it is there. */
  waiting = false

  /** `positions`, by table, are shared by all readers of a cursor. */
  constructor(table: CallTable, rules: Rules, positions: Map<string, Position>) {
    this.#table = table
    this.#rules = rules
    this.#positions = positions
  }

  /** Everything that is new, by pages. */
  async *read(live: boolean): AsyncGenerator<LiveStep> {
    const { table } = this.#table.map
    const { since, timeZone } = this.#rules
    const total = live || this.#positions.has(table) ? undefined : await this.#table.size()
    const before = this.#taken
    this.#taken = new Set()
    this.waiting = false
    let after = this.#positions.get(table)
    let moving = true
    for (;;) {
      const rows = await this.#table.rows({ after, limit: BATCH_ITEMS, timeZone, since })
      const items: Incoming[] = []
      const problems: Problem[] = []
      const from = this.#positions.get(table)
      for (const row of rows) {
        after = { key: row.key, tie: row.tie }
        const held = this.#take(row, before, items, problems)
        moving &&= !held && this.#isOld(row)
        if (moving || this.#taken.size > MOST_YOUNG) this.#positions.set(table, after)
        else if (!held) this.#taken.add(`${row.key} ${row.tie}`)
      }
      this.#done += rows.length
      if (items.length + problems.length > 0 || this.#positions.get(table) !== from) {
        yield { type: 'batch', items, problems, cursor: Object.fromEntries(this.#positions) }
      }
      if (rows.length < BATCH_ITEMS) return
      if (!live) yield { type: 'catching-up', done: this.#done, ...(total !== undefined && { total: Math.max(total, this.#done) }) }
    }
  }

  /** True when it must be looked at again before it is taken. */
  #take(row: CallRow, before: ReadonlySet<string>, items: Incoming[], problems: Problem[]): boolean {
    if (before.has(`${row.key} ${row.tie}`)) return false
    const { own, region, timeZone, now } = this.#rules
    const { table, reasons } = this.#table.map
    const unexplained = reasons !== undefined && Number(row.duration) === 0 && row.reason === null
    const age = row.now * 1000 - endOf(row, timeZone)
    if (unexplained && age >= 0 && age < REASON_WAIT) {
      this.waiting = true
      return true
    }
    const call = callOf(row, { own, region, timeZone, now: now(), table })
    if (call === 'internal') return false
    if ('code' in call) problems.push({ file: table, ...call })
    else items.push(call)
    return false
  }

  #isOld(row: CallRow): boolean {
    const end = endOf(row, this.#rules.timeZone)
    return Number.isNaN(end) || row.now * 1000 - end > this.#rules.window
  }
}
