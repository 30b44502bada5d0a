import type { CaseState } from '#shared/model/case.ts'
import { stateIcons } from './words.ts'

/** A case's state by its shape. What waits for us is dark, the rest is quiet. */
export function StateMark({ state, size = 14 }: { state: CaseState; size?: number }) {
  const Icon = stateIcons[state]
  return (
    <Icon
      aria-hidden
      size={size}
      strokeWidth={2}
      className={`shrink-0 ${state === 'new' || state === 'open' ? 'text-accent' : 'text-ink-3'}`}
    />
  )
}
