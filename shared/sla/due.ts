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
  /** When it waited for the customer or was solved, from and to: those that ended after a moment. Asked for only when it matters. */
  pauses: (since: number) => readonly (readonly [number, number])[]
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
  /** When the first of them is broken; undefined when none runs. The same as of the first in `of`, for sorting many. */
  soonest(clock: CaseClock): number | undefined
}

/** A promise as counted so far; the rest is worked out when it is asked for. */
export interface Running extends Omit<Due, 'left' | 'alarmAt'> {
  left(now: number): number
  alarmAt(): number | undefined
}

interface Promised {
  kind: SlaKind
  /** Ms. */
  target: number
  start: number
}

/**
 * What is promised for cases. The clock of an answer starts when the customer begins to wait, that of the resolution with the case; both
 * stand still while the case waits for the customer (pending) or is solved, and go on while it waits for somebody else (hold).
 */
export function serviceLevels({ hours, policies, alarm }: SlaSettings): ServiceLevels {
  const working = workTime(hours)
  const warning = alarm * MINUTE

  function policyOf({ state, queue }: CaseClock): SlaPolicy | undefined {
    return state === 'solved' || state === 'closed' ? undefined : policies.find(one => fits(one, queue))
  }

  function run({ kind, target, start }: Promised, clock: CaseClock, time: WorkTime): Running {
    const given = target + pausedIn(clock, start, time)
    if (clock.state === 'pending') {
      const used = time.between(start, Math.max(start, clock.stateAt))
      return { kind, paused: true, left: () => given - used, alarmAt: () => undefined }
    }
    const dueAt = time.after(start, given)
    if (dueAt === undefined) return { kind, paused: false, left: () => given, alarmAt: () => undefined }
    return {
      kind,
      dueAt,
      paused: false,
      // Broken is broken, also where no time that counts has passed since: due at the end of Friday, looked at on Sunday.
      left: now => (now <= dueAt ? time.between(now, dueAt) : -Math.max(1, time.between(dueAt, now))),
      // A promise shorter than the warning is warned of half-way.
      alarmAt: () => (warning === 0 ? undefined : time.after(start, given - Math.min(warning, target / 2))),
    }
  }

  return {
    of(clock) {
      const policy = policyOf(clock)
      if (!policy) return []
      const time = timeOf(policy, working)
      const promised = [answerOf(policy, clock), resolutionOf(policy, clock)].filter(one => one !== undefined)
      return promised
        .map(one => run(one, clock, time))
        .sort((a, b) => (a.dueAt ?? Number.POSITIVE_INFINITY) - (b.dueAt ?? Number.POSITIVE_INFINITY))
    },
    soonest(clock) {
      const policy = policyOf(clock)
      if (!policy || clock.state === 'pending') return undefined
      const time = timeOf(policy, working)
      const answer = answerOf(policy, clock)
      const answered = answer && time.after(answer.start, answer.target + pausedIn(clock, answer.start, time))
      const whole = resolutionOf(policy, clock)
      // Pauses only put it off: where it comes later without them, they need not be looked at.
      const resolved = whole && time.after(whole.start, whole.target)
      if (!whole || resolved === undefined || (answered !== undefined && answered <= resolved)) return answered
      const put = time.after(whole.start, whole.target + pausedIn(clock, whole.start, time))
      return answered === undefined || put === undefined ? (answered ?? put) : Math.min(answered, put)
    },
  }
}

function answerOf({ targets }: SlaPolicy, { state, priority, waitingSince, openedAt }: CaseClock): Promised | undefined {
  if (waitingSince === null) return undefined
  const kind = state === 'new' || waitingSince <= openedAt ? 'first' : 'next'
  const minutes = targets[priority][kind]
  return minutes === undefined ? undefined : { kind, target: minutes * MINUTE, start: waitingSince }
}

function resolutionOf({ targets }: SlaPolicy, { priority, openedAt }: CaseClock): Promised | undefined {
  const minutes = targets[priority].resolution
  return minutes === undefined ? undefined : { kind: 'resolution', target: minutes * MINUTE, start: openedAt }
}

function pausedIn(clock: CaseClock, start: number, time: WorkTime): number {
  let sum = 0
  for (const [from, to] of clock.pauses(start)) sum += time.between(Math.max(from, start), to)
  return sum
}

function timeOf({ clock }: SlaPolicy, working: WorkTime): WorkTime {
  return clock === 'always' ? always : working
}

function fits({ queues }: SlaPolicy, queue: number | null): boolean {
  return queues.length === 0 || (queue !== null && queues.includes(queue))
}

/** What stands at `now`, as it can be handed on. */
export function dueAt(running: Running, now: number): Due {
  const { kind, paused } = running
  const alarmAt = running.alarmAt()
  return {
    kind,
    ...(running.dueAt !== undefined && { dueAt: running.dueAt }),
    ...(alarmAt !== undefined && { alarmAt }),
    paused,
    left: running.left(now),
  }
}
