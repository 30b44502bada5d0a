import type { DayCase, DayCases } from '#shared/contract/day/day.ts'
import { channels } from '#shared/model/interaction.ts'
import { UNDO_SEND } from '#shared/model/reply.ts'
import { dueAt, type ServiceLevels } from '#shared/sla/due.ts'
import { someCases } from '../cases/read.ts'
import { levelsOf, type OpenCase, openCases } from '../sla/levels.ts'
import type { Db } from '../store/database.ts'

/** What is to be brought to an end within so long, ms, belongs to the day. */
const SOON = 24 * 3600_000

interface Where {
  agent: string
  timeZone: string
  now: number
  limit: number
}

/**
 * What waits for this agent, or for anybody, by how soon a promise is broken: about 10 ms for 10,000 open cases. `now` in epoch ms. What was
 * answered and whose answer is on its way does not wait: whoever goes on to the next would answer it twice.
 */
export function dayCases(db: Db, { limit, ...where }: Where): DayCases {
  const { now } = where
  const waiting: OpenCase[] = []
  const resolve: OpenCase[] = []
  let late = 0
  const onTheWay = answersOnTheWay(db)
  for (const one of openCases(db, where)) {
    // What waits for the customer does not wait for us, whatever they asked before.
    if (one.clock.state === 'pending') continue
    if (one.clock.waitingSince !== null) {
      if ((onTheWay.get(one.id) ?? Number.POSITIVE_INFINITY) <= Math.max(now + UNDO_SEND, one.dueAt ?? now)) continue
      waiting.push(one)
      if (one.dueAt !== undefined && one.dueAt < now) late++
    } else if (one.dueAt !== undefined && one.dueAt < now + SOON) resolve.push(one)
  }
  const levels = levelsOf(db, where.timeZone)
  const top = (open: OpenCase[]) => rows(db, levels, open.sort(byRisk).slice(0, limit), now)
  return { waiting: { rows: top(waiting), count: waiting.length, late }, resolve: { rows: top(resolve), count: resolve.length } }
}

/** When the answer of each case that has one goes out, epoch ms; 0 for what went out before and is tried again. A survey answers nothing. */
function answersOnTheWay(db: Db): Map<number, number> {
  const rows = db
    .prepare<[], [number, number]>(
      `SELECT case_id, min(CASE WHEN tries > 0 OR state != 'queued' THEN 0 ELSE due_at END) FROM reply
       WHERE state IN ('queued', 'sending', 'handed-over') AND case_id IS NOT NULL AND key NOT IN (SELECT key FROM survey)
       GROUP BY case_id`,
    )
    .raw()
    .all()
  return new Map(rows)
}

/** What nothing is promised for comes last; at night much is due at one moment, and who waits longest comes first. */
function byRisk(a: OpenCase, b: OpenCase): number {
  const far = Number.MAX_SAFE_INTEGER
  return (a.dueAt ?? far) - (b.dueAt ?? far) || (a.clock.waitingSince ?? far) - (b.clock.waitingSince ?? far) || a.id - b.id
}

function rows(db: Db, levels: ServiceLevels, open: OpenCase[], now: number): DayCase[] {
  const channelOf = db.prepare<[number], number>('SELECT channel FROM interaction WHERE id = ?').pluck()
  const views = new Map(someCases(db, { ids: open.map(({ id }) => id), now }).map(view => [view.id, view]))
  return open.flatMap(({ id, clock }) => {
    const view = views.get(id)
    if (!view) return []
    const [first] = levels.of(clock)
    const channel = view.lastInteraction === undefined ? undefined : channels[channelOf.get(view.lastInteraction) ?? -1]
    return [{ ...view, ...(channel && { channel }), ...(first && { due: dueAt(first, now) }) }]
  })
}
