import type { Alarm, CaseDues } from '#shared/contract/day/sla.ts'
import type { CasePriority, CaseState } from '#shared/model/case.ts'
import { type CaseClock, dueAt, type ServiceLevels, serviceLevels } from '#shared/sla/due.ts'
import { someCases } from '../cases/read.ts'
import { AT_WORK, STATE } from '../cases/state.ts'
import type { Db } from '../store/database.ts'
import { slaSettings } from './settings.ts'

/** Alarms told at a time: nobody reads more. */
const ALARMS = 20

/** Columns in the order of `clockOf`. */
const CLOCK = (state: string) => `c.id, ${state}, c.state_at, c.priority, c.queue_id, c.opened_at, c.waiting_since, c.pauses`
type ClockRow = [number, CaseState, number, CasePriority, number | null, number, number | null, string]

export interface OpenCase {
  id: number
  clock: CaseClock
  /** When its first promise is broken, epoch ms. */
  dueAt: number | undefined
}

/** Working out the hours of a zone's months takes longer than everything else: what was worked out last is kept. */
let known: { settings: string; levels: ServiceLevels } | undefined

export function levelsOf(db: Db, timeZone: string): ServiceLevels {
  const settings = slaSettings(db, { timeZone })
  const key = JSON.stringify(settings)
  if (known?.settings !== key) known = { settings: key, levels: serviceLevels(settings) }
  return known.levels
}

/** Every case at work that is this agent's or nobody's, with when its first promise is broken. */
export function openCases(db: Db, { agent, timeZone, now }: { agent: string; timeZone: string; now: number }): OpenCase[] {
  const levels = levelsOf(db, timeZone)
  return clocksOf(db, { agent, now }).map(row => {
    const clock = clockOf(row)
    return { id: row[0], clock, dueAt: levels.soonest(clock) }
  })
}

function clocksOf(db: Db, { agent, now }: { agent: string; now: number }): ClockRow[] {
  // What is at work is in the state that is noted.
  return db
    .prepare<[{ agent: string; now: number }], ClockRow>(
      `SELECT ${CLOCK('c.state')} FROM "case" c INDEXED BY case_clocks WHERE ${AT_WORK} AND c.joined_into IS NULL AND (c.assignee IS NULL OR c.assignee = @agent)`,
    )
    .raw()
    .all({ agent, now })
}

/** What is promised for these cases. */
export function duesOf(db: Db, { cases, timeZone, now }: { cases: number[]; timeZone: string; now: number }): CaseDues[] {
  const levels = levelsOf(db, timeZone)
  return db
    .prepare<[{ now: number; ids: string }], ClockRow>(
      `SELECT ${CLOCK(STATE)} FROM "case" c WHERE c.id IN (SELECT value FROM json_each(@ids))`,
    )
    .raw()
    .all({ now, ids: JSON.stringify(cases) })
    .map(row => ({ case: row[0], dues: levels.of(clockOf(row)).map(one => dueAt(one, now)) }))
    .filter(({ dues }) => dues.length > 0)
}

/** Promises that are near and not broken yet, and when the next one will be near. */
export function slaAlarms(db: Db, where: { agent: string; timeZone: string; now: number }): { alarms: Alarm[]; nextAt?: number } {
  const { now } = where
  const levels = levelsOf(db, where.timeZone)
  const near: { case: number; due: Alarm['due'] }[] = []
  let nextAt = Number.POSITIVE_INFINITY
  for (const row of clocksOf(db, where)) {
    for (const one of levels.of(clockOf(row))) {
      if (one.dueAt === undefined || one.dueAt <= now) continue
      const alarmAt = one.alarmAt()
      if (alarmAt === undefined) continue
      if (alarmAt > now) nextAt = Math.min(nextAt, alarmAt)
      else near.push({ case: row[0], due: { ...dueAt(one, now), dueAt: one.dueAt } })
    }
  }
  near.sort((a, b) => a.due.dueAt - b.due.dueAt)
  const first = near.slice(0, ALARMS)
  const views = new Map(someCases(db, { ids: first.map(one => one.case), now }).map(view => [view.id, view]))
  const alarms = first.flatMap(one => {
    const view = views.get(one.case)
    if (!view) return []
    const { customer, customerName, subject, lastInteraction } = view
    return [{ ...one, customer, customerName, subject, ...(lastInteraction !== undefined && { lastInteraction }) }]
  })
  return { alarms, ...(Number.isFinite(nextAt) && { nextAt }) }
}

const NO_PAUSES: [number, number][] = []

function clockOf([, state, stateAt, priority, queue, openedAt, waitingSince, pauses]: ClockRow): CaseClock {
  return { state, stateAt, priority, queue, openedAt, waitingSince, pauses: since => (pauses === '' ? NO_PAUSES : pausesIn(pauses, since)) }
}

/** As the trigger of migrations/sla.ts writes them, in the order in which they were. */
function pausesIn(text: string, since: number): [number, number][] {
  if (Number(text.slice(text.lastIndexOf('-') + 1)) <= since) return NO_PAUSES
  return text
    .trimEnd()
    .split(' ')
    .map((pause): [number, number] => {
      const [from, to] = pause.split('-').map(Number)
      return [from ?? 0, to ?? 0]
    })
    .filter(([, to]) => to > since)
}
