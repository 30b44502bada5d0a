import type { CaseState } from '#shared/model/case.ts'

/** Ms. A solved case is closed when nobody came back to it for so long; so is a matter that was over so long before it was brought in. */
export const CLOSED_AFTER = 28 * 24 * 3600_000

/** SQL over a row `c` of "case": whether it is not over yet. The same words as the index case_at_work. */
export const AT_WORK = `c.state <> 'solved' AND c.last_id / 1024 > c.made_at - ${CLOSED_AFTER}`

/** SQL over a row `c` of "case": its state at @now (epoch ms). */
export const STATE = `CASE WHEN ${AT_WORK} THEN c.state WHEN c.state = 'solved' AND c.state_at > @now - ${CLOSED_AFTER} THEN c.state ELSE 'closed' END`

/** SQL over a row `c` of "case": what was asked in it waits for nobody, though it has no answer: an agent solved it, or waits for the customer. */
export const SETTLED = "c.state IN ('solved', 'pending')"

/** Whether SETTLED holds of a case in this state. */
export function isSettled(state: CaseState): boolean {
  return state === 'solved' || state === 'pending'
}

export interface Arrival {
  direction: 'in' | 'out'
  /** 1: the customer waits for an answer. 0: it is one. null: neither, such as what a machine sent. */
  asks: 0 | 1 | null
}

/**
 * The state of a case after something newer than all it had arrives. A customer who comes back opens what waited for them or was solved; our
 * word makes it their turn. What waits for somebody else goes on waiting.
 */
export function stateAfter(state: CaseState, { direction, asks }: Arrival): CaseState {
  if (direction === 'in' && asks !== null) {
    const answeredAtOnce = state === 'new' && asks === 0
    return state === 'pending' || state === 'solved' || answeredAtOnce ? 'open' : state
  }
  if (direction === 'out' && asks === 0) return state === 'new' || state === 'open' ? 'pending' : state
  return state
}

/** The state of a case that begins with this. */
export function stateAtFirst({ direction, asks }: Arrival): CaseState {
  if (direction === 'out') return 'pending'
  return asks === 0 ? 'open' : 'new'
}
