import { type AgentDay, AgentState, agentStates } from '#shared/contract/day/day.ts'
import { localToUtc, zoneOffset } from '#shared/model/local-time.ts'
import type { Db } from '../store/database.ts'

/** After so short an absence (a restart, a crash, a lid closed for a moment) agents go on with what they did, ms. */
const BRIEF = 5 * 60_000

interface Now {
  state: AgentState
  began_at: number
  spent: number
  seen_at: number
}

interface Kept {
  agent: string
  /** The clock's time, epoch ms: for saying when, never for how long. */
  at: number
  /** How long they went on since the last time, ms. */
  went?: number | undefined
  /** How long nobody was there after that, ms; `since-seen`: the program was not running since it was last seen. */
  away?: number | 'since-seen' | undefined
  /** What they do from now on. */
  state?: AgentState | undefined
}

/**
 * Keeps an agent's time. What they did is written down when they do something else, or were away: then that is time offline, and unless it
 * was brief they stay offline until they say otherwise.
 */
export function keepAgentTime(db: Db, { agent, at, went = 0, away = 0, state }: Kept): void {
  db.transaction(() => {
    const now = nowOf(db, agent) ?? { state: 'offline', began_at: at, spent: 0, seen_at: at }
    const spent = now.spent + went
    // A clock that was set back meanwhile cannot say how long it was.
    const gone = away === 'since-seen' ? Math.max(0, at - now.seen_at) : away
    const set = (next: AgentState, began: number, already: number) =>
      db
        .prepare('INSERT OR REPLACE INTO agent_now (agent, state, began_at, spent, seen_at) VALUES (?, ?, ?, ?, ?)')
        .run(agent, next, began, already, at)
    const close = (which: AgentState, began: number, long: number) =>
      long > 0 && db.prepare('INSERT INTO agent_span (agent, state, began_at, spent) VALUES (?, ?, ?, ?)').run(agent, which, began, long)

    if (now.state === 'offline') {
      const offline = spent + gone
      if (state === undefined || state === 'offline') return set('offline', now.began_at, offline)
      close('offline', now.began_at, offline)
      return set(state, at, 0)
    }
    if (gone === 0) {
      if (state === undefined || state === now.state) return set(now.state, now.began_at, spent)
      close(now.state, now.began_at, spent)
      return set(state, at, 0)
    }
    close(now.state, now.began_at, spent)
    const next = state ?? (gone <= BRIEF ? now.state : 'offline')
    if (next === 'offline') return set('offline', at - gone, gone)
    close('offline', at - gone, gone)
    return set(next, at, 0)
  }).immediate()
}

/** An agent's state, and the time in each since midnight in this zone. `at` in epoch ms. */
export function agentDay(db: Db, { agent, timeZone, at }: { agent: string; timeZone: string; at: number }): AgentDay {
  const from = midnight(at, timeZone)
  const { state, began_at: since, spent } = nowOf(db, agent) ?? { state: 'offline', began_at: at, spent: 0 }
  const today: AgentDay['today'] = { available: 0, busy: 0, break: 0, 'after-contact': 0, offline: 0 }
  const spans = db
    .prepare<[string, number], { state: string; began_at: number; spent: number }>(
      'SELECT state, began_at, spent FROM agent_span WHERE agent = ? AND began_at + spent > ?',
    )
    .all(agent, from)
  for (const span of [...spans, { state, began_at: since, spent }]) {
    const which = agentStates.find(one => one === span.state)
    if (which) today[which] += Math.max(0, span.began_at + span.spent - Math.max(from, span.began_at))
  }
  return { state, since, spent, today }
}

function nowOf(db: Db, agent: string): Now | undefined {
  const row = db
    .prepare<[string], Omit<Now, 'state'> & { state: string }>('SELECT state, began_at, spent, seen_at FROM agent_now WHERE agent = ?')
    .get(agent)
  return row && { ...row, state: AgentState.parse(row.state) }
}

function midnight(at: number, timeZone: string): number {
  const wall = new Date(at + zoneOffset(at, timeZone))
  return localToUtc(wall.getUTCFullYear(), wall.getUTCMonth() + 1, wall.getUTCDate(), 0, 0, 0, timeZone)
}
