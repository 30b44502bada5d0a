import type { CasePriority, CaseState } from '../model/case.ts'
import { always, type WorkTime, workTime } from './hours.ts'
import type { SlaKind, SlaPolicy, SlaSettings } from './policy.ts'

const MINUTE = 60_000

/** What a case's promises depend on. Times are epoch ms. */
export interface CaseClock {
  state: CaseState
  /** Since when it is in this state. */
  stateAt: number
  priority: CasePriority
  queue: number | null
  openedAt: number
  /** Since when the customer waits for an answer in it. */
  waitingSince: number | null
  /** When it waited for the customer or was solved, from and to. */
  pauses: readonly (readonly [number, number])[]
}

/** A promise that runs. Times are epoch ms, `left` is ms of the time that counts, below 0 once it is broken. */
export interface Due {
  kind: SlaKind
  /** Absent while it is paused, and when no working hours ever reach it. */
  dueAt?: number
  /** When to say that it comes near; absent as `dueAt` is, and when nobody wants to be told. */
  alarmAt?: number
  paused: boolean
  left: number
}

export interface ServiceLevels {
  /** The case's promises, the most pressing first; none for what is over or what nothing is promised for. */
  of(clock: CaseClock): Running[]
}

/** A promise as counted so far; `left` is worked out when it is asked for. */
export interface Running extends Omit<Due, 'left'> {
  left(now: number): number
}

/**
 * What is promised for cases. The clock of an answer starts when the customer begins to wait, that of the resolution with the case; both
 * stand still while the case waits for the customer (pending) or is solved, and go on while it waits for somebody else (hold).
 */
export function serviceLevels({ hours, policies, alarm }: SlaSettings): ServiceLevels {
  const working = workTime(hours)
  const warning = alarm * MINUTE

  function run(kind: SlaKind, minutes: number | undefined, start: number, clock: CaseClock, time: WorkTime): Running[] {
    if (minutes === undefined) return []
    const target = minutes * MINUTE
    let given = target
    for (const [from, to] of clock.pauses) if (to > start) given += time.between(Math.max(from, start), to)
    if (clock.state === 'pending') {
      const used = time.between(start, Math.max(start, clock.stateAt))
      return [{ kind, paused: true, left: () => given - used }]
    }
    const dueAt = time.after(start, given)
    if (dueAt === undefined) return [{ kind, paused: false, left: () => given }]
    // A promise shorter than the warning is warned of half-way.
    const alarmAt = warning === 0 ? undefined : time.after(start, given - Math.min(warning, target / 2))
    return [
      {
        kind,
        dueAt,
        ...(alarmAt !== undefined && { alarmAt }),
        paused: false,
        left: now => (now < dueAt ? time.between(now, dueAt) : -time.between(dueAt, now)),
      },
    ]
  }

  return {
    of(clock) {
      const { state, queue, priority, openedAt, waitingSince } = clock
      const policy = policies.find(one => fits(one, queue))
      if (!policy || state === 'solved' || state === 'closed') return []
      const time = policy.clock === 'always' ? always : working
      const { first, next, resolution } = policy.targets[priority]
      const isFirst = state === 'new' || (waitingSince !== null && waitingSince <= openedAt)
      const answer = isFirst ? run('first', first, waitingSince ?? 0, clock, time) : run('next', next, waitingSince ?? 0, clock, time)
      const running = [...(waitingSince === null ? [] : answer), ...run('resolution', resolution, openedAt, clock, time)]
      return running.sort((a, b) => (a.dueAt ?? Number.POSITIVE_INFINITY) - (b.dueAt ?? Number.POSITIVE_INFINITY))
    },
  }
}

function fits({ queues }: SlaPolicy, queue: number | null): boolean {
  return queues.length === 0 || (queue !== null && queues.includes(queue))
}

/** What stands at `now`, as it can be handed on. */
export function dueAt({ left, ...running }: Running, now: number): Due {
  return { ...running, left: left(now) }
}
