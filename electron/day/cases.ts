import type { DayCase, DayCases } from '#shared/contract/day/day.ts'
import { channels } from '#shared/model/interaction.ts'
import { dueAt, type Running } from '#shared/sla/due.ts'
import { someCases } from '../cases/read.ts'
import { type OpenCase, openCases } from '../sla/levels.ts'
import type { Db } from '../store/database.ts'

/** What is to be brought to an end within so long, ms, belongs to the day. */
const SOON = 24 * 3600_000

interface Where {
  agent: string
  timeZone: string
  now: number
  limit: number
}

/** What waits for this agent, or for anybody, by how soon a promise is broken. `now` in epoch ms. */
export function dayCases(db: Db, { limit, ...where }: Where): DayCases {
  const { now } = where
  const open = openCases(db, where)
  // What waits for the customer does not wait for us, whatever they asked before.
  const ours = open.filter(({ state }) => state !== 'pending')
  const waiting = ours.filter(({ waits }) => waits).sort(byRisk)
  const resolve = ours.filter(({ waits, running }) => !waits && (running[0]?.dueAt ?? Number.POSITIVE_INFINITY) < now + SOON).sort(byRisk)
  return {
    waiting: {
      rows: rows(db, waiting.slice(0, limit), now),
      count: waiting.length,
      late: waiting.filter(({ running }) => (running[0]?.dueAt ?? now) < now).length,
    },
    resolve: { rows: rows(db, resolve.slice(0, limit), now), count: resolve.length },
  }
}

/** What nothing is promised for comes last, the newest first: ids run in the order in which cases began. */
function byRisk(a: OpenCase, b: OpenCase): number {
  return riskOf(a.running) - riskOf(b.running) || b.id - a.id
}

function riskOf([first]: Running[]): number {
  return first?.dueAt ?? Number.MAX_SAFE_INTEGER
}

function rows(db: Db, open: OpenCase[], now: number): DayCase[] {
  const channelOf = db.prepare<[number], number>('SELECT channel FROM interaction WHERE id = ?').pluck()
  const views = new Map(someCases(db, { ids: open.map(({ id }) => id), now }).map(view => [view.id, view]))
  return open.flatMap(({ id, running: [first] }) => {
    const view = views.get(id)
    if (!view) return []
    const channel = view.lastInteraction === undefined ? undefined : channels[channelOf.get(view.lastInteraction) ?? -1]
    return [{ ...view, ...(channel && { channel }), ...(first && { due: dueAt(first, now) }) }]
  })
}
